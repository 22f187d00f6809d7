package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.appointmentKey;
import static org.slotkeeper.testing.Futures.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.standalone.EmbeddedRedis;

/** F20: a single Redis that becomes a replica, comes back, or is replaced. */
final class LifeTest {

    @TempDir
    private Path directory;

    private EmbeddedRedis server;
    private RedisFixture redis;
    private OdsCode practice;

    @BeforeEach
    void aRedisOfOurOwn() {
        server = EmbeddedRedis.start(directory);
        redis = new RedisFixture(RedisFixture.patient(server.address()));
        practice = redis.practice(DAY, 3);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    /** By another connection than the one that is tested. */
    private void tell(String... words) {
        try (Socket socket =
                new Socket(server.address().host(), server.address().port())) {
            socket.getOutputStream()
                    .write((String.join(" ", words) + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("+OK");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void becomeReplicaAndMasterAgain() {
        tell("REPLICAOF", "127.0.0.1", "1");
        tell("REPLICAOF", "NO", "ONE");
    }

    @Test
    void theLifeIsTheSameUntilTheProcessOrItsDataIsAnother() {
        String life = await(redis.connections.life(practice));
        assertThat(await(redis.connections.life(practice))).isEqualTo(life);

        becomeReplicaAndMasterAgain();

        assertThat(await(redis.connections.life(practice)))
                .isNotEqualTo(life)
                .startsWith(life.substring(0, life.indexOf('/')));
    }

    @Test
    void aNewLifeIsToldEvenIfNobodyAsks() {
        AtomicInteger told = new AtomicInteger();
        redis.connections.onNewLife(told::incrementAndGet);
        await(redis.connections.ping());
        assertThat(told).hasValue(0);

        becomeReplicaAndMasterAgain();

        await().until(() -> told.get() == 1);
    }

    @Test
    void aCallCarriesTheLifeOfTheProcessThatItIsSentTo() {
        ScriptCall call = new ScriptCall(LuaScript.COUNT)
                .key("{A}:h")
                .with("before")
                .withLife()
                .with("after");

        assertThat(call.byName("one/two", "").toString()).contains("before").contains("one/two\r\n$5\r\nafter");
        assertThat(call.byText("three/four", "").toString()).contains("three/four\r\n$5\r\nafter");
        assertThatThrownBy(call::withLife).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRedisThatBecameAReplicaIsAwayUntilItIsMasterAgain() {
        await(redis.connections.ping());

        tell("REPLICAOF", "127.0.0.1", "1");

        assertThatThrownBy(() -> await(
                        redis.leases.freed(SeatMark.none(practice, DAY, List.of(0), appointmentKey(1), NOW), NOW)))
                .hasRootCauseInstanceOf(RedisAway.class)
                .hasStackTraceContaining("READONLY");
        assertThatThrownBy(() -> await(redis.connections.life(practice))).hasRootCauseInstanceOf(RedisAway.class);

        tell("REPLICAOF", "NO", "ONE");

        await().until(() -> await(redis.warm(practice).map(true).otherwise(false)));
    }
}
