package org.slotkeeper.load.audit;

/**
 * One thing that must not be.
 *
 * @param what in one sentence, with what is needed to look for it
 */
public record Finding(Kind kind, String slot, String what) {

    public enum Kind {
        /** Two patients were told that they have the same slot at the same time. */
        TWO_WINNERS,
        /** The server's record gives one slot to two appointments that live. */
        TWO_IN_RECORD,
        /** A booking was acknowledged, and the record has it not, or not like that. */
        LOST,
        /** A cancellation was acknowledged, and the record has the appointment alive. */
        NOT_CANCELLED,
        /** The record has an appointment that nobody was told of, or that was refused. */
        NOT_ACKNOWLEDGED,
        /** The practice's own count is not that of its patients. */
        COUNT_DIFFERS
    }

    @Override
    public String toString() {
        return kind + " " + slot + ": " + what;
    }
}
