package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Stores;

final class RedisConnectionsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static ConnectionSettings settings(int port, Duration timeout, int unansweredMax) {
        return new ConnectionSettings(
                new RedisOptions().setConnectionString("redis://127.0.0.1:" + port),
                timeout,
                unansweredMax,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                List.of());
    }

    @Test
    void aScriptThatRedisHasForgottenIsLoadedAgain() {
        try (RedisFixture redis = new RedisFixture()) {
            OdsCode practice = redis.practice(DAY, 3);
            await(redis.inventory.availability(practice, List.of(DAY), NOW));

            await(redis.connections.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));

            assertThat(await(redis.inventory.availability(practice, List.of(DAY), NOW))
                            .on(DAY)
                            .cardinality())
                    .isEqualTo(3);
            assertThat(redis.warmings).hasValue(1);
        }
    }

    @Test
    void aLostConnectionIsMadeAnew() {
        try (RedisFixture redis = new RedisFixture();
                RedisFixture other = new RedisFixture()) {
            OdsCode practice = redis.practice(DAY, 3);
            await(redis.inventory.availability(practice, List.of(DAY), NOW));
            String id = await(redis.connections.send(Request.cmd(Command.CLIENT).arg("ID")))
                    .toString();

            await(other.connections.send(
                    Request.cmd(Command.CLIENT).arg("KILL").arg("ID").arg(id)));

            await().ignoreExceptions().until(() -> !await(
                            redis.connections.send(Request.cmd(Command.CLIENT).arg("ID")))
                    .toString()
                    .equals(id));
            assertThat(await(redis.inventory.availability(practice, List.of(DAY), NOW))
                            .on(DAY)
                            .cardinality())
                    .isEqualTo(3);
        }
    }

    @Test
    void whatWasAskedOfALostConnectionFails() {
        ConnectionSettings patient = settings(Stores.redis().port(), Duration.ofSeconds(60), 10);
        try (RedisFixture redis = new RedisFixture(patient);
                RedisFixture other = new RedisFixture()) {
            String id = await(redis.connections.send(Request.cmd(Command.CLIENT).arg("ID")))
                    .toString();
            Future<Response> waiting = redis.connections.send(
                    Request.cmd(Command.BLPOP).arg("nothing comes here").arg(0));
            await(other.connections.send(
                    Request.cmd(Command.CLIENT).arg("KILL").arg("ID").arg(id)));

            assertThatThrownBy(() -> await(waiting)).isInstanceOf(AssertionError.class);
            await().until(() -> redis.connections.unanswered() == 0);
        }
    }

    @Test
    void anAbsentRedisIsSaidToBeAwayAtOnceAndIsFoundWhenItComes() throws IOException {
        int port = freePort();
        RedisConnections connections = new RedisConnections(vertx, settings(port, Duration.ofSeconds(1), 10), meters);
        assertThatThrownBy(() -> await(connections.ping())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> await(connections.ping())).hasRootCauseInstanceOf(RedisAway.class);

        NetServer late = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(asked -> socket.write(answerTo(asked.toString()))));
        await(late.listen(port, "127.0.0.1"));

        await().ignoreExceptions()
                .until(() -> await(connections.ping().map("answered")).equals("answered"));
        await(connections.close());
    }

    @Test
    void aRedisThatNeverGreetsIsAway() {
        NetServer silent =
                await(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
        RedisConnections connections =
                new RedisConnections(vertx, settings(silent.actualPort(), Duration.ofMillis(200), 10), meters);

        assertThatThrownBy(() -> await(connections.ping())).isInstanceOf(AssertionError.class);
        await(connections.close());
    }

    @Test
    void aConnectionThatFallsSilentIsGivenUpAndMadeAnew() {
        RedisConnections connections =
                new RedisConnections(vertx, settings(Stores.redis().port(), Duration.ofSeconds(2), 10), meters);
        await(connections.ping());

        Future<Response> waiting = connections.send(neverAnswered());

        assertThatThrownBy(() -> await(waiting)).isInstanceOf(AssertionError.class);
        await().ignoreExceptions()
                .until(() -> await(connections.ping().map("answered")).equals("answered"));
        assertThat(connections.unanswered()).isZero();
        await(connections.close());
    }

    @Test
    void tooManyUnansweredCommandsFailAtOnce() {
        RedisConnections connections =
                new RedisConnections(vertx, settings(Stores.redis().port(), Duration.ofSeconds(30), 3), meters);
        await(connections.ping());
        List<Future<Response>> asked = IntStream.range(0, 4)
                .mapToObj(number -> connections.send(neverAnswered()))
                .toList();

        assertThatThrownBy(() -> await(asked.get(3)))
                .hasRootCauseInstanceOf(RedisAway.class)
                .hasRootCauseMessage("too many commands unanswered: 3");
        assertThat(asked.subList(0, 3)).noneMatch(Future::isComplete);
        await(connections.close());
        assertThatThrownBy(() -> await(asked.get(0))).isInstanceOf(AssertionError.class);
    }

    private static Request neverAnswered() {
        return Request.cmd(Command.BLPOP).arg("nothing comes here").arg(0);
    }

    @Test
    void theLifeOfARedisHasAName() {
        try (RedisFixture redis = new RedisFixture()) {
            assertThat(await(redis.connections.life(redis.practice(DAY, 1)))).matches("[0-9a-f]{40}/[0-9a-f]{40}");
        }
    }

    /** C11: processes x loops x connections > maxclients. */
    @Test
    void aRedisThatTakesFewerConnectionsThanAllEnginesNeedIsNamed() {
        try (RedisFixture redis = new RedisFixture()) {
            assertThat(await(redis.connections.whyTooFewConnections(2))).isEmpty();
            assertThat(await(redis.connections.whyTooFewConnections(100_000)).orElseThrow())
                    .contains("maxclients", "redis.engines", "100000 engines");
        }
    }

    @Test
    void aLimitBeyondTheClientsOwnIsRefused() {
        assertThatThrownBy(() -> settings(Stores.redis().port(), Duration.ofSeconds(1), 2_048))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unansweredMax");
    }

    private static String answerTo(String asked) {
        String info = "run_id:a\r\nmaster_replid:b\r\nrole:master\r\nloading:0\r\nevicted_keys:0\r\n"
                + "used_memory:1\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n";
        return asked.toLowerCase(Locale.ROOT).contains("info")
                ? "$" + info.length() + "\r\n" + info + "\r\n"
                : "+PONG\r\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
