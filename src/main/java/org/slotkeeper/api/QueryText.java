package org.slotkeeper.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes {@code a=b&c=d} as in queries and forms: one text has one meaning or is refused.
 */
public final class QueryText {

    public static final int PARAMETERS_MAX = 50;

    private static final String HEX = "0123456789ABCDEF";
    private static final boolean[] PLAIN = table("-._~");
    private static final boolean[] RAW = table("-._~!$'()*,:@/?|");

    private QueryText() {}

    /**
     * The parameters in their order, or nothing if the text is malformed: bad percent, overlong or
     * broken UTF-8, control characters, {@code ;}, a name that is empty, too many parameters.
     */
    public static Optional<List<Map.Entry<String, String>>> decode(String text) {
        if (text.isEmpty()) {
            return Optional.of(List.of());
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>(6);
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('&', from);
            int to = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', from);
            int nameEnd = equals < 0 || equals > to ? to : equals;
            Optional<String> name = part(text, from, nameEnd);
            Optional<String> value = part(text, Math.min(nameEnd + 1, to), to);
            if (name.isEmpty() || name.get().isEmpty() || value.isEmpty() || parameters.size() == PARAMETERS_MAX) {
                return Optional.empty();
            }
            parameters.add(Map.entry(name.get(), value.get()));
            from = to + 1;
        }
        return Optional.of(parameters);
    }

    /** Such that {@link #decode} gives the same parameters again. */
    public static String encode(List<Map.Entry<String, String>> parameters) {
        StringBuilder text = new StringBuilder(parameters.size() * 32);
        for (Map.Entry<String, String> parameter : parameters) {
            if (text.length() > 0) {
                text.append('&');
            }
            append(text, parameter.getKey());
            text.append('=');
            append(text, parameter.getValue());
        }
        return text.toString();
    }

    private static Optional<String> part(String text, int from, int to) {
        boolean escaped = false;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c == '%' || c == '+') {
                escaped = true;
            } else if (c >= RAW.length || (!RAW[c] && c != '=')) {
                return Optional.empty();
            }
        }
        String raw = text.substring(from, to);
        return escaped ? unescaped(raw) : Optional.of(raw);
    }

    private static Optional<String> unescaped(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c != '%') {
                bytes.put((byte) (c == '+' ? ' ' : c));
                continue;
            }
            int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw.charAt(at + 2), 16);
            if (low < 0) {
                return Optional.empty();
            }
            bytes.put((byte) (high << 4 | low));
            at += 2;
        }
        return text(bytes.flip());
    }

    private static Optional<String> text(ByteBuffer utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(utf8)
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }

    private static void append(StringBuilder text, String part) {
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            if (c >= PLAIN.length || !PLAIN[c]) {
                appendEscaped(text, part.substring(at));
                return;
            }
            text.append(c);
        }
    }

    private static void appendEscaped(StringBuilder text, String part) {
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0 && PLAIN[b]) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
    }

    private static boolean[] table(String marks) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] =
                    (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || marks.indexOf(c) >= 0;
        }
        return allowed;
    }
}
