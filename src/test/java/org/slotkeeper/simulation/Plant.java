package org.slotkeeper.simulation;

import java.util.function.UnaryOperator;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Bypass;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;

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
        UnaryOperator<Bypass> bypass,
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
}
