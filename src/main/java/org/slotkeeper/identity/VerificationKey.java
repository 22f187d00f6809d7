package org.slotkeeper.identity;

import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key by which tokens are checked.
 *
 * @param algorithm the only one it may be used with, if its owner said so
 */
public record VerificationKey(String id, PublicKey key, Optional<Algorithm> algorithm) {

    static final int ID_LENGTH_MAX = 64;

    boolean permits(Algorithm asked) {
        return algorithm.map(asked::equals).orElse(true) && asked.suits(key);
    }

    /** Nothing that a path, a statement or a script could stumble over. */
    static boolean isId(@Nullable Object text) {
        if (!(text instanceof String id) || id.isEmpty() || id.length() > ID_LENGTH_MAX) {
            return false;
        }
        for (int at = 0; at < id.length(); at++) {
            char c = id.charAt(at);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!plain && "._~+/=-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
