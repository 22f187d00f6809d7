package org.slotkeeper.reconcile.spi;

/**
 * Every way in which the inventory can come to differ from the ledger, or the ledger from itself.
 * The names are labels of meters and words of reports: they stay.
 */
public enum DriftKind {
    /**
     * The inventory offers a seat that has an owner: whoever claims it is refused by the ledger.
     */
    FREE_BUT_OWNED(Side.INVENTORY),
    /** The inventory offers a seat that it has given to a claim. */
    FREE_BUT_CLAIMED(Side.INVENTORY),
    /** The inventory withholds a seat that has no owner and no claim. */
    TAKEN_BUT_FREE(Side.INVENTORY),
    /** The inventory offers a seat that was never published. */
    UNPUBLISHED_FREE(Side.INVENTORY),
    /** A hold is kept on a seat that has an owner. */
    CLAIM_ON_OWNED(Side.INVENTORY),
    /** A lease has not been settled long after it has ended. */
    CLAIM_OVERDUE(Side.INVENTORY),
    /** A patient is said to have a hold that is not there. */
    HOLDER_DANGLING(Side.INVENTORY),
    /** The inventory knows an older version of the practice's book than was published. */
    LAYOUT_BEHIND(Side.INVENTORY),
    /**
     * The inventory knows a later version of the practice's book than was published: the ledger has
     * lost some of it. Never repaired.
     */
    LAYOUT_AHEAD(Side.INVENTORY),

    /** A seat's owner is an appointment that is not there, is cancelled, or is elsewhere. */
    OWNER_WITHOUT_APPOINTMENT(Side.LEDGER),
    /** A live appointment does not own a seat that it is for. */
    APPOINTMENT_WITHOUT_SEAT(Side.LEDGER),
    /** A patient's diary has not the times of the patient's live appointments. */
    DIARY_DIFFERS(Side.LEDGER),
    /** A request is on record with neither a refusal nor the appointment that came of it. */
    REQUEST_WITHOUT_EFFECT(Side.LEDGER);

    private final Side side;

    DriftKind(Side side) {
        this.side = side;
    }

    /**
     * Where the fault is. What is in the ledger is never put right by itself: people must look at
     * it.
     */
    public Side side() {
        return side;
    }

    public enum Side {
        INVENTORY,
        LEDGER
    }
}
