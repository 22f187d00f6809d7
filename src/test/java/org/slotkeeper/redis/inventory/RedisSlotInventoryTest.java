package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Stores;

final class RedisSlotInventoryTest implements RedisSlotInventoryContract {

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
    public RedisFixture redis() {
        return redis;
    }
}
