package org.slotkeeper.redis.inventory;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.SlotInventoryContract;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.RedisCluster;

/** The inventory keeps its contract when its practices are on different nodes. */
final class ClusterSlotInventoryTest implements SlotInventoryContract {

    private static ClusterFixture fixture;

    @BeforeAll
    static void connect() {
        fixture = new ClusterFixture(RedisCluster.shared());
    }

    @AfterAll
    static void disconnect() {
        fixture.close();
    }

    @BeforeEach
    void theMemoryWasNeverLost() {
        fixture.redis.wholeFrom = Instant.EPOCH;
    }

    @Override
    public SlotInventory inventory() {
        return fixture.redis.inventory;
    }

    @Override
    public InventoryRefill refill() {
        return fixture.redis.refill;
    }

    @Override
    public SeatLeases leases() {
        return fixture.redis.leases;
    }

    @Override
    public OdsCode freshPractice() {
        OdsCode practice = fixture.redis.practice(InventoryRequests.DAY, SEATS);
        Futures.await(fixture.redis.warm(practice));
        return practice;
    }

    @Override
    public void ledgerSays(OdsCode practice, PracticeTruth truth, Instant wholeFrom) {
        fixture.redis.truths.put(practice, truth);
        fixture.redis.wholeFrom = wholeFrom;
    }

    @Override
    public void forget(OdsCode practice) {
        new RedisMemory(fixture.redis).forget(practice);
    }

    @Override
    public Runnable snapshot(OdsCode practice) {
        return new RedisMemory(fixture.redis).snapshot(practice);
    }
}
