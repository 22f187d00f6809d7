package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.time.Instant;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Where it is said whose seats a change may free. What is left here is done soon, after the caller
 * has its answer, and again until it is done: nobody's request waits for it.
 */
public interface SeatDesk {

    /**
     * Marks the seats of an appointment before a change of it is committed. Whoever marks them says
     * how it ended; if it cannot, the ledger is asked when the mark's lease has ended. Never fails:
     * while the inventory is away the mark is empty.
     *
     * @param unmarked the seats
     */
    Future<SeatMark> mark(SeatMark unmarked);

    /** The ledger has taken the marked seats from their appointment. */
    void freed(SeatMark mark);

    /** Nobody knows whose these seats are by now: the ledger is to be asked. */
    void ask(SeatMark mark);

    /**
     * The ledger may have taken the marked seats from their appointment, or may yet do so: it is
     * asked when that is over.
     */
    void unknown(SeatMark mark);

    /**
     * The ledger has recorded what was claimed. Nothing of it has to be known to the inventory, in
     * which the seats are taken: but the claim is over, and need not be looked into when its lease
     * ends.
     *
     * @param claim the first seat of the claim and its key
     * @param since when it was made
     */
    void recorded(AppointmentId claim, Instant since);

    /**
     * The inventory knows an older book of the practice than the ledger: somebody should fill it
     * anew.
     */
    void isBehind(OdsCode practice);
}
