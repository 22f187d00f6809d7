package org.slotkeeper.domain.schedule;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one rule for words that a practice or a client writes for people to read: what is refused,
 * what is the same, and how long it is.
 *
 * <p>Words are kept in Unicode's composed form (NFC) without white space around them, and in a line
 * with one space wherever there is white space, so that what looks the same is the same. Characters
 * are counted as code points of that form: an accented letter is one, and so is a sign outside the
 * basic plane; a sign that is put together of several, such as a family, counts as those.
 */
public enum Wording {
    /** A name, a kind, a place: one line, in which nothing is invisible. */
    LINE,
    /**
     * What somebody has to say, of several lines if need be. What is invisible does no harm in it,
     * as long as it does not turn the text around.
     */
    PROSE;

    /** All spaces there are, also those that do not break a line. */
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\p{Z}\\s]+");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int COMBINING_GRAPHEME_JOINER = 0x034F;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** The same words as they are kept. */
    public String tidy(String text) {
        if (isPlain(text)) {
            return text;
        }
        String composed = composed(text);
        return stripped(this == LINE ? WHITE_SPACE.matcher(composed).replaceAll(" ") : composed);
    }

    /**
     * The same words as they are kept, of a text that is stored already. Versions before this one
     * stored texts as they were sent: what would be nothing then, or longer than it may be, stays
     * as it is, so that it can be read.
     */
    public String kept(String stored, int charactersMax) {
        String tidy = tidy(stored);
        return tidy.isEmpty() || tidy.codePointCount(0, tidy.length()) > charactersMax ? stored : tidy;
    }

    /**
     * Whether the text has at most so many characters, as it is or composed: there are letters that
     * are several when composed.
     */
    public static boolean fits(String text, int charactersMax) {
        return text.codePointCount(0, text.length()) <= charactersMax || characters(text) <= charactersMax;
    }

    /** Nearly all words are: letters, digits and signs of ASCII with one space between them. */
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            if (here < ' ' || here > '~' || (here == ' ' && before == ' ')) {
                return false;
            }
            before = here;
        }
        return before != ' ';
    }

    private static String stripped(String text) {
        int from = 0;
        int until = text.length();
        while (from < until && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < until && isSpace(text.charAt(until - 1))) {
            until--;
        }
        return text.substring(from, until);
    }

    private static boolean isSpace(char here) {
        return Character.isWhitespace(here) || Character.isSpaceChar(here);
    }

    /** How many characters the words have. */
    public static int characters(String text) {
        String composed = composed(text);
        return composed.codePointCount(0, composed.length());
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /**
     * The rule that the words do not keep, as a sentence without its subject; nothing if they may
     * be.
     */
    public Optional<String> brokenRule(String text, int charactersMax) {
        if (text.codePoints().anyMatch(this::isControl)) {
            return Optional.of("must not have control characters");
        }
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            return Optional.of("must not have half a surrogate pair");
        }
        if (text.codePoints().anyMatch(Wording::isOfNobody)) {
            return Optional.of("must not have code points that are no characters, or of private use");
        }
        String tidy = tidy(text);
        if (turnsAround(tidy)) {
            return Optional.of("must not have characters that change the direction of the text");
        }
        if (this == LINE && hasInvisible(tidy)) {
            return Optional.of("must not have invisible characters");
        }
        if (tidy.codePoints().noneMatch(Wording::isVisible)) {
            return Optional.of("must have something to see");
        }
        return tidy.codePointCount(0, tidy.length()) > charactersMax
                ? Optional.of("must have at most " + charactersMax + " characters")
                : Optional.empty();
    }

    private boolean isControl(int point) {
        if (this == PROSE && (point == '\n' || point == '\r' || point == '\t')) {
            return false;
        }
        int type = Character.getType(point);
        boolean breaksLine = type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
        return Character.isISOControl(point) || (this == LINE && breaksLine);
    }

    /**
     * Embeddings, overrides and isolates, of which whoever reads on sees the effect and not the
     * cause.
     */
    private static boolean turnsAround(String text) {
        return text.codePoints()
                .anyMatch(point -> (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069));
    }

    /**
     * Joiners belong to the spelling of some languages, and to signs that are put together, but
     * only between what they join.
     */
    private static boolean hasInvisible(String text) {
        int[] points = text.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            boolean isJoiner = points[at] == ZERO_WIDTH_JOINER || points[at] == ZERO_WIDTH_NON_JOINER;
            boolean joins = isJoiner
                    && at > 0
                    && at < points.length - 1
                    && isJoined(points[at - 1])
                    && isJoined(points[at + 1]);
            boolean isInvisible = Character.getType(points[at]) == Character.FORMAT
                    || isFiller(points[at])
                    || (isMarkOfNothing(points[at]) && !(at > 0 && isSign(points[at - 1])));
            if (isInvisible && !joins) {
                return true;
            }
        }
        return false;
    }

    /**
     * Marks that change nothing, or only which of its forms the sign before them has: two names
     * with and without them look alike.
     */
    private static boolean isMarkOfNothing(int point) {
        return point == COMBINING_GRAPHEME_JOINER
                || (point >= 0x180B && point <= 0x180F)
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF);
    }

    /**
     * Of a sign a mark may say which of its forms is meant, as of the second one in a picture of a
     * doctor.
     */
    private static boolean isSign(int point) {
        return Character.getType(point) == Character.OTHER_SYMBOL;
    }

    /** What means nothing to anybody, or to everybody something else. */
    private static boolean isOfNobody(int point) {
        boolean isNoCharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        return isNoCharacter || Character.getType(point) == Character.PRIVATE_USE;
    }

    private static boolean isJoined(int point) {
        return isVisible(point) || isMark(point);
    }

    private static boolean isVisible(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT
                && !isMark(point)
                && !isFiller(point);
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /**
     * Letters and signs that are blank: fillers of Hangul and Khmer, and the empty pattern of
     * Braille.
     */
    private static boolean isFiller(int point) {
        return switch (point) {
            case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }
}
