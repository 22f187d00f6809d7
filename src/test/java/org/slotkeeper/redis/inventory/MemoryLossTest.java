package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.appointmentKey;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.ClaimAnswer.Unsure;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;
import org.slotkeeper.standalone.EmbeddedRedis;

/** Real processes of Redis that are emptied, started from an old snapshot, or promoted while they lag behind. */
final class MemoryLossTest {

    @TempDir
    private Path directory;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private EmbeddedRedis server;
    private RedisFixture redis;
    private OdsCode practice;

    @BeforeEach
    void aPracticeWithThreeSeats() {
        server = start("first", Map.of());
        redis = fixtureOf(server);
        practice = redis.practice(DAY, 3);
        await(redis.warm(practice));
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private EmbeddedRedis start(String name, Map<String, String> settings) {
        EmbeddedRedis started = EmbeddedRedis.start(directory.resolve(name), settings);
        opened.push(started);
        return started;
    }

    private RedisFixture fixtureOf(EmbeddedRedis of) {
        RedisFixture fixture = new RedisFixture(RedisFixture.patient(of.address()));
        opened.push(fixture);
        return fixture;
    }

    private void say(RedisFixture to, String... words) {
        Request request = Request.cmd(Command.create(words[0]));
        for (int at = 1; at < words.length; at++) {
            request.arg(words[at]);
        }
        await(to.connections.send(request));
    }

    /** Somebody books the second seat. */
    private void book() {
        redis.truth(practice, 1, Map.of(DAY, seats(0, 2)));
    }

    private static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return seats;
    }

    private BitSet free(RedisFixture of) {
        return await(of.inventory.availability(practice, List.of(DAY), NOW)).on(DAY);
    }

    private String lifeInHeader(RedisFixture of) {
        return await(of.connections.send(Request.cmd(Command.HGET)
                        .arg(Keys.of(practice).header())
                        .arg("life")))
                .toString();
    }

    @Test
    void anEmptiedRedisIsFilledFromTheLedgerAndUnsureOfWhatItForgot() {
        await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 1, 1, 1, request(1))));
        book();
        redis.wholeFrom = NOW.plusSeconds(600);

        say(redis, "FLUSHALL");

        assertThat(await(redis.inventory.claim(claim(practice, Kind.CONFIRM, 1, 1, 1, request(1)))))
                .isInstanceOf(Unsure.class);
        assertThat(free(redis)).isEqualTo(seats(0, 2));
    }

    @Test
    void aRedisEmptiedWhileItIsFilledIsFilledAgain() {
        String life = await(redis.refill.life(practice));
        var early = redis.filling(practice, life, NOW);
        book();

        say(redis, "FLUSHALL");
        await(redis.refill.fill(early));

        assertThat(free(redis)).isEqualTo(seats(0, 2));
    }

    @Test
    void aRestoredSnapshotIsBelievedByNobody() {
        await(redis.inventory.claim(claim(practice, Kind.HOLD, 0, 1, 1, request(1))));
        say(redis, "SAVE");
        book();
        server.close();
        assertThat(directory.resolve("first").resolve("redis").resolve("dump.rdb"))
                .matches(Files::exists);

        RedisFixture restored = fixtureOf(start("first", Map.of()));
        restored.truths.putAll(redis.truths);

        assertThat(lifeInHeader(restored)).isNotEqualTo(await(restored.connections.life(practice)));
        assertThat(await(restored.inventory.claim(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)))))
                .isInstanceOf(Taken.class);
        assertThat(free(restored)).isEqualTo(seats(2));
        assertThat(await(restored.inventory.holdOf(practice, patient(1), NOW))).isPresent();
    }

    @Test
    void aReplicaThatWasPromotedWhileItLaggedIsBelievedByNobody() {
        await(redis.inventory.claim(claim(practice, Kind.HOLD, 0, 1, 1, request(1))));
        String port = Integer.toString(server.address().port());
        EmbeddedRedis replica = start("second", Map.of("replicaof", "127.0.0.1 " + port));
        await().until(() ->
                await(redis.connections.send(Request.cmd(Command.WAIT).arg(1).arg(100)))
                                .toInteger()
                        == 1);
        RedisFixture promoted = fixtureOf(replica);
        // Connections do not take a replica for the inventory, so this word goes its own way.
        await(io.vertx.redis.client.Redis.createClient(
                        redis.vertx, replica.address().uri())
                .send(Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE")));
        book();
        promoted.truths.putAll(redis.truths);

        await().ignoreExceptions().until(() -> await(promoted.connections.life(practice)) != null);

        assertThat(lifeInHeader(promoted)).isEqualTo(lifeInHeader(redis));
        assertThat(await(promoted.inventory.claim(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)))))
                .isInstanceOf(Taken.class);
        assertThat(free(promoted)).isEqualTo(seats(2));
        assertThat(await(promoted.inventory.holdOf(practice, patient(1), NOW))).isPresent();
    }

    @Test
    void connectionsThatKnowDifferentLivesDoNotFillInTurns() {
        RedisFixture others = fixtureOf(server);
        others.truths.putAll(redis.truths);
        assertThat(free(others)).isEqualTo(seats(0, 1, 2));

        new RedisMemory(redis).beginNewLife(practice);
        int before = redis.warmings.get();
        for (int round = 0; round < 10; round++) {
            assertThat(free(redis)).isEqualTo(seats(0, 1, 2));
            assertThat(free(others)).isEqualTo(seats(0, 1, 2));
        }

        assertThat(redis.warmings.get() - before).isEqualTo(1);
        assertThat(others.warmings).as("the others only had to look").hasValue(0);
    }

    @Test
    void newSeatsAreOpenedByAConnectionThatKnowsAnEarlierLife() {
        RedisFixture others = fixtureOf(server);
        others.truths.putAll(redis.truths);
        assertThat(free(others)).isEqualTo(seats(0, 1, 2));
        new RedisMemory(redis).beginNewLife(practice);
        assertThat(free(redis)).isEqualTo(seats(0, 1, 2));

        await(others.seats.open(practice, 2, Map.of(DAY, seats(3))));

        assertThat(free(redis)).isEqualTo(seats(0, 1, 2, 3));
    }

    /** A connection looks every second whose life it is; another engine was quicker and has filled the practice already. */
    @Test
    void whatIsFreedOverAConnectionThatKnowsAnEarlierLifeIsFreed() {
        redis.truth(practice, 1, Map.of(DAY, seats(1, 2)));
        await(redis.warm(practice));
        RedisFixture quicker = fixtureOf(server);
        await(quicker.connections.send(
                practice, Request.cmd(Command.create("debug")).arg("CHANGE-REPL-ID")));
        await(quicker.connections.life(practice));
        quicker.truth(practice, 1, Map.of(DAY, seats(1, 2)));
        await(quicker.warm(practice));

        List<Lease> asked =
                await(redis.leases.freed(SeatMark.none(practice, DAY, List.of(0), appointmentKey(1), NOW), NOW));

        assertThat(asked).extracting(Lease::seat).containsExactly(new SeatId(practice, DAY, 0));
    }
}
