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

    /** Names the life of the store that now keeps this practice. A store that may have lost some of its memory has another one. */
    Future<String> life(OdsCode practice);

    /**
     * Fills the practice's inventory from what the ledger says, unless its store is in another life by now or another filling got there first. Seats with news of this life that the reading of the ledger did not know of are
     * left to that news. Of the claims those are kept that ledger and news leave room for. From now on what the reading knew of is no news.
     */
    Future<Void> fill(Filling filling);

    /** Which of these practices the inventory knows in its present life. */
    Future<Set<OdsCode>> warmOf(List<OdsCode> practices);

    /** Confirms in flight whose lease has ended: the ledger knows what became of them. */
    Future<List<Suspect>> suspects(OdsCode practice, Instant now);

    /**
     * @param life asked for before the ledger was
     * @param id names this filling; unlike any other
     * @param wholeFrom until then the inventory's memory of requests has gaps, if this filling follows a change of life
     * @param isForced also if a filling of this life and from as new a book is there
     */
    record Filling(
            OdsCode practice,
            String life,
            String id,
            PracticeTruth truth,
            Instant wholeFrom,
            Instant now,
            boolean isForced) {}

    record Suspect(LocalDate day, HeldSeats seats) {}
}
