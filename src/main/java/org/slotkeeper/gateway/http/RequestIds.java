package org.slotkeeper.gateway.http;

import java.util.Optional;
import java.util.UUID;

/**
 * Reads {@code X-Request-ID} and {@code Idempotency-Key}: a UUID in full, since it is what makes a
 * repeated write one write.
 */
public final class RequestIds {

    private static final int LENGTH = 36;
    private static final int DIGITS = 32;

    private RequestIds() {}

    /** With dashes, or its 32 digits alone. */
    public static Optional<UUID> read(String text) {
        if (text.length() == DIGITS && text.indexOf('-') < 0) {
            return read(String.join(
                    "-",
                    text.substring(0, 8),
                    text.substring(8, 12),
                    text.substring(12, 16),
                    text.substring(16, 20),
                    text.substring(20)));
        }
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        for (int at = 0; at < LENGTH; at++) {
            boolean dash = at == 8 || at == 13 || at == 18 || at == 23;
            char c = text.charAt(at);
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(UUID.fromString(text));
    }

    /** A key as the header has it: a string in quotes or as it is. */
    public static Optional<UUID> readKey(String text) {
        boolean isQuoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        return read(isQuoted ? text.substring(1, text.length() - 1) : text);
    }
}
