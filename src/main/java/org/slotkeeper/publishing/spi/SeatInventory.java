package org.slotkeeper.publishing.spi;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.party.OdsCode;

/**
 * What publishing does with the inventory: it opens new seats, and takes free ones away before it
 * withdraws them.
 */
public interface SeatInventory {

    /**
     * Makes newly published seats free, if the inventory knows the version before this one; if it
     * is behind, it forgets that it knows the practice and is refilled at the next touch.
     *
     * @param layoutVersion the version of the practice's book that has the new seats
     */
    Future<Void> open(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> newSeats);

    /**
     * Takes those of these seats that are free, so that nobody else can, and says which. Of a block
     * of which nothing is said before its lease has ended the ledger is asked whether it was
     * withdrawn.
     */
    Future<BitSet> block(OdsCode practice, LocalDate day, BitSet seats, Blocker blocker);

    /**
     * Who blocks seats.
     *
     * @param claimKey by which they are given back, and by nobody else
     */
    record Blocker(String claimKey, Duration lease, Instant now) {
        public Instant expiresAt() {
            return now.plus(lease);
        }
    }

    /**
     * From now on whoever goes by the version of the book before gets no more of these slots than
     * by the new one. That is over when the inventory has the new version, and at the end of the
     * lease, if nobody records it.
     *
     * @param layoutVersion the version of the practice's book that retires them
     * @param places by day and first ordinal of a slot
     */
    Future<Void> retire(
            OdsCode practice,
            int layoutVersion,
            Map<LocalDate, Map<Integer, Integer>> places,
            Duration lease,
            Instant now);

    /** Gives blocked seats back. */
    Future<Void> unblock(OdsCode practice, LocalDate day, BitSet seats, String claimKey);

    /** Free and held seats by day, at this instant. */
    Future<Counted> count(OdsCode practice, List<LocalDate> days, Instant now);

    /** @param layoutVersion the version of the practice's book that the inventory knows */
    record Counted(int layoutVersion, List<DayCount> days) {
        public Counted {
            days = List.copyOf(days);
        }
    }

    record DayCount(LocalDate day, BitSet free, BitSet held) {}
}
