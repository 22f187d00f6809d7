package org.slotkeeper.gateway;

import java.util.Optional;
import java.util.UUID;

/** Reads {@code X-Request-ID}: a UUID in full, since it is what makes a repeated write one write. */
final class RequestIds {

    private static final int LENGTH = 36;

    private RequestIds() {}

    static Optional<UUID> read(String text) {
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
}
