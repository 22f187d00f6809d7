package org.slotkeeper.identity;

import io.vertx.core.Future;

/** Where the keys come from by which tokens are checked. */
public interface KeySource {

    /**
     * Fails when the issuer could not be asked, so that nobody can say whether it has the key: that
     * is no reason to call a token bad.
     */
    Future<KeyFinding> find(String id);

    /**
     * Another number each time the keys have changed: what was verified under an earlier one must
     * be verified again.
     */
    long generation();

    /** The one key of an issuer in the same process. */
    static KeySource of(VerificationKey key) {
        return new KeySource() {
            @Override
            public Future<KeyFinding> find(String id) {
                return Future.succeededFuture(
                        key.id().equals(id) ? new KeyFinding.Known(key) : new KeyFinding.Unknown());
            }

            @Override
            public long generation() {
                return 0;
            }
        };
    }
}
