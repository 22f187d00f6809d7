package org.slotkeeper.simulation;

import java.util.function.UnaryOperator;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/**
 * Where a bug can be planted: what engines are given in place of their ports.
 *
 * @param believesAnyLife whether the inventory answers from whatever memory it has
 * @param knowsOwners false for a ledger whose arbiter is gone
 */
record Plant(
        String name,
        UnaryOperator<AppointmentLedger> ledger,
        UnaryOperator<SlotInventory> inventory,
        UnaryOperator<LedgerTruth> settlersTruth,
        UnaryOperator<InventoryRefill> refill,
        UnaryOperator<SeatLeases> leases,
        boolean believesAnyLife,
        boolean knowsOwners) {

    static final Plant NONE = new Plant(
            "none",
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            false,
            true);

    Plant named(String given) {
        return new Plant(given, ledger, inventory, settlersTruth, refill, leases, believesAnyLife, knowsOwners);
    }

    Plant withLedger(UnaryOperator<AppointmentLedger> planted) {
        return new Plant(name, planted, inventory, settlersTruth, refill, leases, believesAnyLife, knowsOwners);
    }

    Plant withInventory(UnaryOperator<SlotInventory> planted) {
        return new Plant(name, ledger, planted, settlersTruth, refill, leases, believesAnyLife, knowsOwners);
    }

    Plant withSettlersTruth(UnaryOperator<LedgerTruth> planted) {
        return new Plant(name, ledger, inventory, planted, refill, leases, believesAnyLife, knowsOwners);
    }

    Plant withRefill(UnaryOperator<InventoryRefill> planted) {
        return new Plant(name, ledger, inventory, settlersTruth, planted, leases, believesAnyLife, knowsOwners);
    }

    Plant believingAnyLife() {
        return new Plant(name, ledger, inventory, settlersTruth, refill, leases, true, knowsOwners);
    }

    Plant withoutOwners() {
        return new Plant(name, ledger, inventory, settlersTruth, refill, leases, believesAnyLife, false);
    }

    Plant withLeases(UnaryOperator<SeatLeases> planted) {
        return new Plant(name, ledger, inventory, settlersTruth, refill, planted, believesAnyLife, knowsOwners);
    }
}
