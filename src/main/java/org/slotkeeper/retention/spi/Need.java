package org.slotkeeper.retention.spi;

/**
 * Why a week is held back.
 *
 * @param count how many there are of what it is held back for
 */
public record Need(Reason reason, long count) {

    /** Each is said with the count before it. */
    public enum Reason {
        ON_A_KEPT_DAY("of its appointments on days that are kept"),
        CHANGED_SINCE("of its appointments changed on days that are kept"),
        SEAT_ON_A_KEPT_DAY("seats on days that are kept, of its appointments"),
        NOT_HEARD("of its changes that a listener of the log has not heard yet"),
        NAMED_BY_A_KEPT_WEEK("appointments of weeks that are kept are, or were, on its days"),
        NEWER_ENTRIES("of its entries from days that are kept"),
        ENTRIES_OF_KEPT_APPOINTMENTS("of its entries name appointments of weeks that are kept");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return count + " " + reason.words;
    }
}
