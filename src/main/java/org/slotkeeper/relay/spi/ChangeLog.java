package org.slotkeeper.relay.spi;

import io.vertx.core.Future;

/**
 * All changes that the ledger has recorded, in an order in which nothing ever appears behind a
 * place that somebody has read up to. Failed futures are faults of the ledger.
 */
public interface ChangeLog {

    /** Before the first change. */
    long BEGIN = 0;

    /** How far a listener has heard: {@link #BEGIN} if it has heard nothing. */
    Future<Long> position(String listener);

    /** What comes after a position, as far as it fits into one answer. */
    Future<Passage> after(long position);

    /**
     * The listener has heard the passage. Nothing happens if it is not where the passage begins any
     * more.
     */
    Future<Void> heard(String listener, Passage passage);
}
