package org.slotkeeper.api.practice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads comma-separated values as RFC 4180 has them, line by line, with or without a byte order
 * mark. A field does not run over the end of its line: a quote that is not closed costs that line
 * and not the rest.
 *
 * <p>Read by ourselves, because the library for it (FastCSV) lets a quote that is not closed take
 * all the lines behind it, and takes one in the middle of a plain field: lines, their limits and
 * both rules would still be ours.
 */
final class CsvLines {

    private static final int LINE_MAX = 4_096;
    private static final int FIELDS_MAX = 64;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final BufferedReader input;
    private int number;

    /**
     * Closing the input is for whoever opened it. Bytes that are not UTF-8 make their line wrong.
     */
    CsvLines(InputStream input) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /**
     * @param number counted from 1
     * @param fields without their quotes, empty if the line is wrong
     * @param problem why the line is wrong
     */
    record Line(int number, List<String> fields, Optional<String> problem) {
        Line {
            fields = List.copyOf(fields);
        }

        static Line wrong(int number, String problem) {
            return new Line(number, List.of(), Optional.of(problem));
        }
    }

    /** The next line that is not empty; nothing at the end. */
    Optional<Line> next() throws IOException {
        while (true) {
            StringBuilder text = new StringBuilder();
            boolean isThere = readLine(text);
            if (!isThere) {
                return Optional.empty();
            }
            number++;
            if (number == 1 && text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
                text.deleteCharAt(0);
            }
            if (text.length() > 0) {
                return Optional.of(parse(text.toString()));
            }
        }
    }

    /** Reads up to the line feed, keeping no more of a line than shows that it is too long. */
    private boolean readLine(StringBuilder text) throws IOException {
        int letter = input.read();
        if (letter < 0) {
            return false;
        }
        while (letter >= 0 && letter != '\n') {
            if (text.length() <= LINE_MAX + 1) {
                text.append((char) letter);
            }
            letter = input.read();
        }
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\r') {
            text.deleteCharAt(last);
        }
        return true;
    }

    private Line parse(String text) {
        if (text.length() > LINE_MAX) {
            return Line.wrong(number, "longer than " + LINE_MAX + " characters");
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            return Line.wrong(number, "not UTF-8");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Line.wrong(number, "a control character in it");
        }
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at >= 0) {
            if (fields.size() == FIELDS_MAX) {
                return Line.wrong(number, "more than " + FIELDS_MAX + " fields");
            }
            boolean isQuoted = at < text.length() && text.charAt(at) == '"';
            at = isQuoted ? quoted(text, at + 1, fields) : plain(text, at, fields);
            if (at == MALFORMED) {
                return Line.wrong(number, "a quote that is not closed, or something after one that is");
            }
        }
        return new Line(number, fields, Optional.empty());
    }

    private static final int END = -1;
    private static final int MALFORMED = -2;

    private static int plain(String text, int from, List<String> fields) {
        int comma = text.indexOf(',', from);
        String field = comma < 0 ? text.substring(from) : text.substring(from, comma);
        fields.add(field);
        if (field.indexOf('"') >= 0) {
            return MALFORMED;
        }
        return comma < 0 ? END : comma + 1;
    }

    /** A quote within quotes is written twice. */
    private static int quoted(String text, int from, List<String> fields) {
        StringBuilder field = new StringBuilder();
        int at = from;
        while (at < text.length()) {
            char letter = text.charAt(at);
            boolean isQuote = letter == '"';
            if (isQuote && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append('"');
                at += 2;
            } else if (isQuote) {
                fields.add(field.toString());
                return afterQuote(text, at + 1);
            } else {
                field.append(letter);
                at++;
            }
        }
        return MALFORMED;
    }

    private static int afterQuote(String text, int at) {
        if (at == text.length()) {
            return END;
        }
        return text.charAt(at) == ',' ? at + 1 : MALFORMED;
    }
}
