package org.slotkeeper.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 for URLs in its one canonical form: no padding, no stray bits, so that two texts are never
 * the same bytes.
 */
final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            byte[] canonical = ENCODER.encode(bytes);
            boolean same = Arrays.equals(canonical, text.getBytes(StandardCharsets.ISO_8859_1));
            return same ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
