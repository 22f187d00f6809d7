package org.slotkeeper.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.SlotInventoryContract;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;
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

    @Override
    public SlotInventory inventory() {
        return redis.inventory;
    }

    @Override
    public OdsCode freshPractice() {
        OdsCode practice = redis.practice(InventoryRequests.DAY, SEATS);
        RedisFixture.done(redis.warm(practice));
        return practice;
    }
}
