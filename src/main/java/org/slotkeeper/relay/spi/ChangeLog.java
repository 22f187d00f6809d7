package org.slotkeeper.relay.spi;

import io.vertx.core.Future;

/**
 * All changes that the ledger has recorded, in an order in which nothing ever appears behind a
 * place that somebody has read up to. Failed futures are faults of the ledger.
 */
public interface ChangeLog {

    /** Before the first change. */
    long BEGIN = 0;

    /** Where a listener stands: at {@link #BEGIN} if it has heard nothing. */
    Future<Place> place(String listener);

    /**
     * @param position how far a listener has heard
     * @param unheard how many requests are behind that, counted up to some limit
     */
    record Place(long position, int unheard) {}

    /** What comes after a position, as far as it fits into one answer. */
    Future<Passage> after(long position);

    /**
     * The listener has heard the passage. Nothing happens if it is not where the passage begins any
     * more.
     */
    Future<Void> heard(String listener, Passage passage);
}
