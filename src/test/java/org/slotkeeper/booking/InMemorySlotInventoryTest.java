package org.slotkeeper.booking;

import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;

import java.time.Instant;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

final class InMemorySlotInventoryTest implements SlotInventoryContract {

    private int practices;
    private final InMemorySlotInventory inventory = new InMemorySlotInventory();

    @Override
    public SlotInventory inventory() {
        return inventory;
    }

    @Override
    public InventoryRefill refill() {
        return inventory;
    }

    @Override
    public SeatLeases leases() {
        return inventory;
    }

    @Override
    public OdsCode freshPractice() {
        OdsCode practice = new OdsCode("A8100" + ++practices);
        inventory.publish(practice, DAY, SEATS, 1);
        return practice;
    }

    @Override
    public void ledgerSays(OdsCode practice, PracticeTruth truth, Instant wholeFrom) {
        inventory.warmBy(asked -> inventory
                .life(practice)
                .compose(life -> inventory.fill(
                        new InventoryRefill.Filling(practice, life, "fill", truth, wholeFrom, NOW, false)))
                .mapEmpty());
    }

    @Override
    public void forget(OdsCode practice) {
        inventory.forget();
    }

    @Override
    public Runnable snapshot(OdsCode practice) {
        InMemorySlotInventory.Snapshot now = inventory.snapshot();
        return () -> inventory.restore(now);
    }
}
