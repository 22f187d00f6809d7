package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.testing.Stores;

/** What operators read after the inventory was asked. */
final class RedisMetersTest {

    private RedisFixture redis;
    private OdsCode practice;

    @BeforeEach
    void connect() {
        Stores.flushed();
        redis = new RedisFixture();
        practice = redis.practice(DAY, 4);
        await(redis.warm(practice));
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private String scraped() {
        return redis.meters.scrape();
    }

    @Test
    void everyScriptIsCountedByNameAndTheLessonInItsTextIsNoSecondCall() {
        await(redis.inventory.availability(practice, List.of(DAY), NOW));
        await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1))));

        assertThat(scraped())
                .contains("slotkeeper_store_calls_seconds_count{call=\"fill\",outcome=\"ok\",store=\"redis\"} 1")
                .contains("slotkeeper_store_calls_seconds_count{call=\"mget\",outcome=\"ok\",store=\"redis\"} 1")
                .contains("slotkeeper_store_calls_seconds_count{call=\"claim\",outcome=\"ok\",store=\"redis\"} 1")
                .contains("slotkeeper_store_calls_seconds_count{call=\"claim\",outcome=\"failed\",store=\"redis\"} 0")
                .doesNotContain(practice.value(), InventoryRequests.patient(1).digits());
    }

    @Test
    void claimsAreCountedByHowTheyEnded() {
        await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1))));
        await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1))));
        await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2))));
        await(redis.inventory.claim(
                InventoryRequests.withLayout(claim(practice, Kind.CONFIRM, 1, 1, 3, request(3)), 0)));

        assertThat(scraped())
                .contains("slotkeeper_claims_total{result=\"claimed\"} 1")
                .contains("slotkeeper_claims_total{result=\"in_flight\"} 1")
                .contains("slotkeeper_claims_total{result=\"taken\"} 1")
                .contains("slotkeeper_claims_total{result=\"stale_layout\"} 1")
                .contains("slotkeeper_claims_total{result=\"failed\"} 0");
    }

    @Test
    void aSecondHoldOfAPatientIsRefusedByARule() {
        await(redis.inventory.claim(claim(practice, Kind.HOLD, 0, 1, 1, request(1))));
        await(redis.inventory.claim(claim(practice, Kind.HOLD, 1, 1, 1, request(2))));

        assertThat(scraped())
                .contains("slotkeeper_claims_total{result=\"claimed\"} 1")
                .contains("slotkeeper_claims_total{result=\"refused\"} 1")
                .contains("slotkeeper_claims_total{result=\"in_flight\"} 0");
    }

    @Test
    void aClaimAtAnAbsentRedisHasFailed() {
        await(redis.connections.close());

        assertThatThrownBy(() -> await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)))))
                .isInstanceOf(AssertionError.class);

        assertThat(scraped())
                .contains("slotkeeper_claims_total{result=\"failed\"} 1")
                .contains("slotkeeper_store_calls_seconds_count{call=\"claim\",outcome=\"failed\",store=\"redis\"} 1");
    }

    @Test
    void aClaimAtAPracticeThatIsColdAfterEachFillingIsCountedAsCold() {
        Claim newer = InventoryRequests.withLayout(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)), 9);

        assertThatThrownBy(() -> await(redis.inventory.claim(newer))).hasRootCauseInstanceOf(RedisAway.class);

        assertThat(scraped())
                .contains("slotkeeper_claims_total{result=\"cold\"} 1")
                .contains("slotkeeper_claims_total{result=\"failed\"} 0");
    }
}
