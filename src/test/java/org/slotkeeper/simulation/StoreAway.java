package org.slotkeeper.simulation;

/** A store was not reached, or did not answer. The same few are used again and again, because nobody reads where they were made. */
final class StoreAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What was asked certainly never happened. */
    static final StoreAway UNSENT = new StoreAway("not sent");

    /** What was asked may have happened, or may still happen. */
    static final StoreAway LOST = new StoreAway("sent, and no answer came");

    /** Not away, but it has to be filled before it answers. */
    static final StoreAway COLD = new StoreAway("cold");

    private StoreAway(String message) {
        super(message, null, false, false);
    }
}
