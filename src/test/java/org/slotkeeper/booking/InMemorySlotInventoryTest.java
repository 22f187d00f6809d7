package org.slotkeeper.booking;

import static org.slotkeeper.booking.InventoryRequests.DAY;

import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;

final class InMemorySlotInventoryTest implements SlotInventoryContract {

    private final InMemorySlotInventory inventory = new InMemorySlotInventory();

    @Override
    public SlotInventory inventory() {
        return inventory;
    }

    @Override
    public OdsCode freshPractice() {
        OdsCode practice = new OdsCode("A81001");
        inventory.publish(practice, DAY, SEATS, 1);
        return practice;
    }
}
