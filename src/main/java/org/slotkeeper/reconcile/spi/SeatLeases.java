package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;

/**
 * The leases that the inventory keeps on seats while it is not known whose they are, and how they
 * end: by what the ledger says.
 */
public interface SeatLeases {

    /**
     * Marks these seats, as far as nobody else has claimed them. In a practice that is to be filled
     * nothing is marked.
     */
    Future<SeatMark> mark(SeatMark seats, Duration lease, Instant now);

    /**
     * Ends a mark whose seats were freed, and gives them back. Answers the leases of those that
     * were marked anew, because something had come between: the ledger is to be asked about them.
     */
    Future<List<Lease>> freed(SeatMark mark, Instant now);

    /** Marks these seats for as long as the ledger is asked about them. Answers these leases. */
    Future<List<Lease>> ask(SeatMark mark, Instant now);

    /**
     * Ends claims whose appointments have been recorded, as far as nobody has asked for another
     * look at their seats since.
     */
    Future<Void> arrived(List<Arrived> claims);

    /** Leases that have ended without anybody's word, at most so many. */
    Future<List<Lease>> ended(OdsCode practice, Instant now, int countMax);

    /**
     * Ends these leases, as far as they are still as they were seen, and gives back the seats
     * without an owner. Answers how many have ended.
     *
     * @param leases of one practice
     * @param owned the seats that had an owner when the ledger was asked, which was after the
     * leases were seen; those of other practices may be among them
     */
    Future<Integer> settle(OdsCode practice, List<Lease> leases, Set<SeatId> owned, Instant now);

    /**
     * @param claim the first seat of a claim and its key
     * @param since when it was made
     */
    record Arrived(AppointmentId claim, Instant since) {}

    /**
     * @param content equal if and only if it is the same lease, and nobody has asked for another
     * look since
     */
    record Lease(SeatId seat, String content) {}
}
