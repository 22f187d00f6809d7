package org.slotkeeper.retention;

import java.util.List;
import org.slotkeeper.retention.spi.Need;
import org.slotkeeper.retention.spi.Week;

/** What becomes of a week that is older than the limit. */
public sealed interface Verdict {

    Week week();

    /** Whether the next run may come further with it. */
    boolean isToBeTriedAgain();

    /**
     * Nothing of it is live or may still be asked for.
     *
     * @param bytes what its tables take
     */
    record Goes(Week week, long bytes) implements Verdict {
        @Override
        public boolean isToBeTriedAgain() {
            return false;
        }

        @Override
        public String toString() {
            return week + " goes, " + bytes / 1024 + " KiB";
        }
    }

    /** It was decided on in an earlier run, which did not come to its end. */
    record GoesOn(Week week) implements Verdict {
        @Override
        public boolean isToBeTriedAgain() {
            return false;
        }

        @Override
        public String toString() {
            return week + " goes on where an earlier run was ended";
        }
    }

    /** It stays, for these reasons. */
    record HeldBack(Week week, List<Need> needs) implements Verdict {
        public HeldBack {
            needs = List.copyOf(needs);
        }

        @Override
        public boolean isToBeTriedAgain() {
            return false;
        }

        @Override
        public String toString() {
            return week + " is held back: "
                    + String.join(", ", needs.stream().map(Need::toString).toList());
        }
    }

    /** Others held a lock on it for too long: the next run goes on. */
    record Busy(Week week) implements Verdict {
        @Override
        public boolean isToBeTriedAgain() {
            return true;
        }

        @Override
        public String toString() {
            return week + " is in use by others: run this again later";
        }
    }

    /**
     * It is gone from the ledger.
     *
     * @param archive the directory that has it
     */
    record Retired(Week week, String archive, long rows) implements Verdict {
        @Override
        public boolean isToBeTriedAgain() {
            return false;
        }

        @Override
        public String toString() {
            return week + " is out of the ledger, " + rows + " rows are in " + archive;
        }
    }
}
