package org.slotkeeper.fault;

import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotInventory;

/** Bugs that are planted on purpose, to see whether they would be found. */
public enum PlantedBugs {
    NONE;

    /** The inventory with this bug. */
    public SlotInventory inventory(SlotInventory port) {
        return port;
    }

    /** The ledger with this bug. */
    public AppointmentLedger ledger(AppointmentLedger port) {
        return port;
    }
}
