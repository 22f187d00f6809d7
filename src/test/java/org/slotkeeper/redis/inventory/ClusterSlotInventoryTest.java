package org.slotkeeper.redis.inventory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slotkeeper.testing.RedisCluster;

/** The inventory keeps its contract when its practices are on different nodes. */
final class ClusterSlotInventoryTest implements RedisSlotInventoryContract {

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
    public RedisFixture redis() {
        return fixture.redis;
    }
}
