package org.slotkeeper.telemetry;

import com.fasterxml.jackson.core.JsonStreamContext;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.NhsNumber;

/** Keeps log lines short and without patients: each text is cut at a length, and ten digits that could be an NHS number are starred out, wherever they come from. */
public final class LogValues implements ValueMasker {

    static final int LENGTH_MAX = 8 * 1024;

    private static final int NHS_NUMBER_DIGITS = 10;

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
            if (digits == NHS_NUMBER_DIGITS && NhsNumber.isValid(text.substring(at - digits, at))) {
                starred = starred == null ? new StringBuilder(text) : starred;
                for (int digit = at - digits; digit < at; digit++) {
                    starred.setCharAt(digit, '*');
                }
            }
            digits = 0;
        }
        return starred == null ? text : starred.toString();
    }
}
