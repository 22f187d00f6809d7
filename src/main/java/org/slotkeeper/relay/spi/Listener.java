package org.slotkeeper.relay.spi;

import io.vertx.core.Future;

/** Somebody who is told what was recorded. */
public interface Listener {

    /**
     * Small letters, digits and _: by it the ledger keeps how far it has heard, so it never
     * changes.
     */
    String name();

    /**
     * Done when the listener has it for good. It hears everything once at least and in order: what
     * it does not complete it hears again, perhaps with more behind it.
     */
    Future<Void> hear(Passage passage);

    /**
     * Whether it moves its own place in the log, in the transaction of what it does: so it must
     * where nothing may be done twice.
     */
    default boolean movesItsOwnPlace() {
        return false;
    }
}
