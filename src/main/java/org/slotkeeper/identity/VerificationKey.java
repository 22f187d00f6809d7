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

    static final int ID_LENGTH_MAX = 256;

    boolean permits(Algorithm asked) {
        return algorithm.map(asked::equals).orElse(true) && asked.suits(key);
    }

    /** Whatever an issuer calls its keys by, as far as it can be seen: a URN, a thumbprint. */
    static boolean isId(@Nullable Object text) {
        return text instanceof String id
                && !id.isEmpty()
                && id.length() <= ID_LENGTH_MAX
                && id.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
