package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;

/** How the inventory of one practice is filled anew. */
public interface InventoryRefill {

    /**
     * Begins a filling, and names the life of the store that now keeps this practice and what has
     * ended in it. A store that may have lost some of its memory has another one.
     */
    Future<String> life(OdsCode practice);

    /**
     * Fills the practice's inventory from what the ledger says, unless its store is in another life
     * by now or another filling got there first. False if a lease has ended since the filling was
     * begun: then what was read may be old, and is to be read again. Leases of this life are kept;
     * of an earlier one those that the ledger leaves room for.
     */
    Future<Boolean> fill(Filling filling);

    /** Which of these practices the inventory knows in its present life. */
    Future<Set<OdsCode>> warmOf(List<OdsCode> practices);

    /**
     * @param life asked for before the ledger was
     * @param id names this filling; unlike any other
     * @param wholeFrom until then the inventory's memory of requests has gaps, if this filling
     * follows a change of life
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
}
