package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.SlotInventoryContract;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Stores;

final class RedisSlotInventoryTest implements SlotInventoryContract {

    private static RedisFixture redis;

    @BeforeAll
    static void connect() {
        Stores.flushed();
        redis = new RedisFixture();
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @BeforeEach
    void theMemoryWasNeverLost() {
        redis.wholeFrom = Instant.EPOCH;
    }

    @Override
    public SlotInventory inventory() {
        return redis.inventory;
    }

    @Override
    public InventoryRefill refill() {
        return redis.refill;
    }

    @Override
    public SeatLeases leases() {
        return redis.leases;
    }

    @Override
    public OdsCode freshPractice() {
        OdsCode practice = redis.practice(InventoryRequests.DAY, SEATS);
        Futures.await(redis.warm(practice));
        return practice;
    }

    @Test
    void whatIsFreeIsReadWithoutAScript() {
        OdsCode practice = freshPractice();
        long before = redis.scriptCalls();

        assertThat(Futures.await(redis.inventory.availability(
                                practice, List.of(InventoryRequests.DAY), InventoryRequests.NOW))
                        .on(InventoryRequests.DAY)
                        .cardinality())
                .isEqualTo(SEATS);

        assertThat(redis.scriptCalls()).isEqualTo(before);
    }

    @Override
    public void ledgerSays(OdsCode practice, PracticeTruth truth, Instant wholeFrom) {
        redis.truths.put(practice, truth);
        redis.wholeFrom = wholeFrom;
    }

    @Override
    public void forget(OdsCode practice) {
        new RedisMemory(redis).forget(practice);
    }

    @Override
    public Runnable snapshot(OdsCode practice) {
        return new RedisMemory(redis).snapshot(practice);
    }
}
