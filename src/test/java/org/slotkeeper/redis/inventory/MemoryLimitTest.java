package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.connection.RedisAway;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.testing.RedisTalk;

/** F24, F25: a Redis that has no memory left, or throws keys away to have some. */
final class MemoryLimitTest {

    @TempDir
    private Path directory;

    private EmbeddedRedis server;
    private RedisFixture redis;
    private OdsCode practice;

    @BeforeEach
    void aPracticeWithThreeSeats() {
        server = EmbeddedRedis.start(directory);
        redis = new RedisFixture(RedisFixture.patient(server.address()));
        practice = redis.practice(DAY, 3);
        assertThat(freeSeats()).isEqualTo(3);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    private void configure(String setting, String value) {
        assertThat(RedisTalk.say(server.address(), "CONFIG", "SET", setting, value))
                .containsExactly("OK");
    }

    private int freeSeats() {
        return await(redis.inventory.availability(practice, List.of(DAY), NOW))
                .on(DAY)
                .cardinality();
    }

    private Future<ClaimAnswer> claimTheFirstSeat() {
        return redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
    }

    private void untilItIsAway() {
        await().untilAsserted(() ->
                assertThatThrownBy(() -> await(redis.connections.ping())).hasRootCauseInstanceOf(RedisAway.class));
    }

    private void untilItAnswers() {
        await().until(() -> await(redis.connections.ping().map(true).otherwise(false)));
    }

    @Test
    void aFullRedisIsAwayAndNothingIsHalfWritten() {
        configure("maxmemory", "100kb");

        assertThatThrownBy(() -> await(claimTheFirstSeat()))
                .hasRootCauseInstanceOf(RedisAway.class)
                .hasStackTraceContaining("is full");
        await().untilAsserted(() ->
                assertThatThrownBy(() -> await(redis.connections.ping())).hasRootCauseInstanceOf(RedisAway.class));

        configure("maxmemory", "0");
        untilItAnswers();
        assertThat(freeSeats()).isEqualTo(3);
        assertThat(await(claimTheFirstSeat())).isInstanceOf(ClaimAnswer.Claimed.class);
    }

    @Test
    void aRedisThatMayThrowKeysAwayIsNotUsed() {
        configure("maxmemory", "100mb");
        assertThat(freeSeats()).isEqualTo(3);

        configure("maxmemory-policy", "volatile-lru");

        untilItIsAway();
        assertThatThrownBy(() -> await(claimTheFirstSeat())).hasRootCauseInstanceOf(RedisAway.class);
        try (RedisFixture another = new RedisFixture(RedisFixture.patient(server.address()))) {
            assertThatThrownBy(() -> await(another.connections.ping()))
                    .hasStackTraceContaining("maxmemory-policy is volatile-lru and must be noeviction");
        }

        configure("maxmemory-policy", "noeviction");
        untilItAnswers();
        assertThat(await(claimTheFirstSeat())).isInstanceOf(ClaimAnswer.Claimed.class);
    }

    @Test
    void whatWasThrownAwayIsFilledAgain() {
        int before = redis.warmings.get();
        configure("maxmemory-policy", "allkeys-random");
        configure("maxmemory", "100kb");
        // Each write makes room for itself, as far as there is something to be thrown away.
        assertThatThrownBy(() -> RedisTalk.say(server.address(), "SET", "another", "key"))
                .hasStackTraceContaining("OOM");
        assertThat(RedisTalk.say(server.address(), "DBSIZE")).containsExactly("0");

        configure("maxmemory", "0");
        configure("maxmemory-policy", "noeviction");

        untilItAnswers();
        await().untilAsserted(() -> assertThat(freeSeats()).isEqualTo(3));
        assertThat(redis.warmings.get()).isGreaterThan(before);
    }
}
