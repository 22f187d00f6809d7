package org.slotkeeper.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slotkeeper.booking.ClaimContract;
import org.slotkeeper.booking.HoldContract;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.NewsContract;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.testing.RedisCluster;

/** The inventory keeps its contract when its practices are on different nodes. */
final class ClusterSlotInventoryTest implements ClaimContract, HoldContract, NewsContract {

    private static ClusterFixture fixture;

    @BeforeAll
    static void connect() {
        fixture = new ClusterFixture(RedisCluster.shared());
    }

    @AfterAll
    static void disconnect() {
        fixture.close();
    }

    @Override
    public SlotInventory inventory() {
        return fixture.redis.inventory;
    }

    @Override
    public OdsCode freshPractice() {
        OdsCode practice = fixture.redis.practice(InventoryRequests.DAY, SEATS);
        RedisFixture.done(fixture.redis.warm(practice));
        return practice;
    }
}
