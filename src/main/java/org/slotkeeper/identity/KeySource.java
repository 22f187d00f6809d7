package org.slotkeeper.identity;

import io.vertx.core.Future;
import java.util.Optional;

/** Where the keys come from by which tokens are checked. */
public interface KeySource {

    /**
     * The key of this id; nothing if the issuer has none. Fails when no keys could be had at all.
     */
    Future<Optional<VerificationKey>> find(String id);

    /**
     * Another number each time the keys have changed: what was verified under an earlier one must
     * be verified again.
     */
    long generation();

    /** The one key of an issuer in the same process. */
    static KeySource of(VerificationKey key) {
        return new KeySource() {
            @Override
            public Future<Optional<VerificationKey>> find(String id) {
                return Future.succeededFuture(key.id().equals(id) ? Optional.of(key) : Optional.empty());
            }

            @Override
            public long generation() {
                return 0;
            }
        };
    }
}
