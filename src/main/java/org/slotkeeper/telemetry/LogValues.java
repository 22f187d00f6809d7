package org.slotkeeper.telemetry;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.regex.Pattern;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * Keeps log lines short and without patients: each text is cut at a length, and ten digits that
 * could be an NHS number are starred out, wherever they come from.
 *
 * <p>An id that is made by chance is left whole: one UUID of 1,400 has ten digits in a row that
 * pass for an NHS number, and a line whose id is starred out is not found by it.
 */
public final class LogValues implements ValueMasker {

    static final int LENGTH_MAX = 8 * 1024;

    private static final int NHS_NUMBER_DIGITS = 10;

    private static final int ID_LENGTH_MAX = 36;

    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{32}|\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}");

    @Override
    public @Nullable Object mask(JsonStreamContext context, Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String cut = text.length() > LENGTH_MAX ? text.subSequence(0, LENGTH_MAX) + "..." : text.toString();
        String starred = withoutPatients(cut);
        return starred.contentEquals(text) ? null : starred;
    }

    /** The text with what could be an NHS number starred out. */
    public static String withoutPatients(String text) {
        StringBuilder starred = null;
        int digits = 0;
        for (int at = 0; at <= text.length(); at++) {
            char c = at < text.length() ? text.charAt(at) : ' ';
            if (c >= '0' && c <= '9') {
                digits++;
                continue;
            }
            if (digits == NHS_NUMBER_DIGITS
                    && NhsNumber.isValid(text.substring(at - digits, at))
                    && !isInId(text, at - digits, at)) {
                starred = starred == null ? new StringBuilder(text) : starred;
                for (int digit = at - digits; digit < at; digit++) {
                    starred.setCharAt(digit, '*');
                }
            }
            digits = 0;
        }
        return starred == null ? text : starred.toString();
    }

    /**
     * Whether the digits from {@code begin} to {@code end} are a part of a UUID, or of 32
     * hexadecimal digits as a trace has.
     */
    private static boolean isInId(String text, int begin, int end) {
        int first = begin;
        while (first > 0 && begin - first < ID_LENGTH_MAX && isOfId(text.charAt(first - 1))) {
            first--;
        }
        int last = end;
        while (last < text.length() && last - end < ID_LENGTH_MAX && isOfId(text.charAt(last))) {
            last++;
        }
        return ID.matcher(text).region(first, last).matches();
    }

    private static boolean isOfId(char c) {
        return c == '-' || (c < 128 && Character.digit(c, 16) >= 0);
    }
}
