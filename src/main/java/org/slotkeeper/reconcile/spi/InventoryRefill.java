package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.OdsCode;

/** How the inventory of one practice is filled anew, and how its doubtful claims are found. */
public interface InventoryRefill {

    /**
     * Fills the practice's inventory from what the ledger says, unless a later epoch or another filling got there first. Live claims keep their seats, and seats with recent news are left to that news.
     *
     * @param fillId names this filling; unlike any other
     */
    Future<Void> fill(OdsCode practice, int epoch, String fillId, PracticeTruth truth, Instant now);

    /** Which of these practices the inventory knows in this epoch. */
    Future<Set<OdsCode>> warmOf(List<OdsCode> practices, int epoch);

    /** Confirms in flight whose lease has ended: the ledger knows what became of them. */
    Future<List<Suspect>> suspects(OdsCode practice, Instant now);

    record Suspect(LocalDate day, HeldSeats seats) {}
}
