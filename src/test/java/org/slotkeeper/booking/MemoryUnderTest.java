package org.slotkeeper.booking;

import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** An inventory whose store can be made to lose its memory, and which is then filled from what the test says that the ledger knows. */
public interface MemoryUnderTest extends InventoryUnderTest {

    InventoryRefill refill();

    SeatLeases leases();

    /**
     * What a practice is filled from, from now on, when it has to be.
     *
     * @param wholeFrom until then requests may have been answered that the inventory does not remember
     */
    void ledgerSays(OdsCode practice, PracticeTruth truth, Instant wholeFrom);

    /** The store forgets all that it knows of the practice. */
    void forget(OdsCode practice);

    /** @return takes the store back to what it knows of the practice now, in another life */
    Runnable snapshot(OdsCode practice);

    static PracticeTruth truth(int layoutVersion, BitSet free) {
        return new PracticeTruth(layoutVersion, Map.of(InventoryRequests.DAY, free), false);
    }

    static Filling filling(OdsCode practice, String life, PracticeTruth truth, boolean isForced) {
        return new Filling(practice, life, "fill", truth, InventoryRequests.NOW, InventoryRequests.NOW, isForced);
    }
}
