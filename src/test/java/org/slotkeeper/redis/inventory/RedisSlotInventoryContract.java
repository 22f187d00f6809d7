package org.slotkeeper.redis.inventory;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.SlotInventoryContract;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.testing.Futures;

/** The inventory's contract, kept by a Redis, whichever it is and however we are let in. */
interface RedisSlotInventoryContract extends SlotInventoryContract {

    RedisFixture redis();

    @BeforeEach
    default void theMemoryWasNeverLost() {
        redis().wholeFrom = Instant.EPOCH;
    }

    @Override
    default SlotInventory inventory() {
        return redis().inventory;
    }

    @Override
    default InventoryRefill refill() {
        return redis().refill;
    }

    @Override
    default SeatLeases leases() {
        return redis().leases;
    }

    @Override
    default OdsCode freshPractice() {
        OdsCode practice = redis().practice(InventoryRequests.DAY, SEATS);
        Futures.await(redis().warm(practice));
        return practice;
    }

    @Override
    default void ledgerSays(OdsCode practice, PracticeTruth truth, Instant wholeFrom) {
        redis().truths.put(practice, truth);
        redis().wholeFrom = wholeFrom;
    }

    @Override
    default void forget(OdsCode practice) {
        new RedisMemory(redis()).forget(practice);
    }

    @Override
    default Runnable snapshot(OdsCode practice) {
        return new RedisMemory(redis()).snapshot(practice);
    }
}
