package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.ClusterFixture;
import org.slotkeeper.redis.inventory.Keys;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.RedisCluster.Node;

/** C4: a cluster client whose calls and whose map wait for the same few connections comes to a standstill. */
final class ClusterStandstillTest {

    private static final int CALLS = 10_000;
    private static final int PRACTICES = 300;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final ClusterFixture fixture = ClusterFixture.patient(RedisCluster.shared());

    @AfterEach
    void disconnect() {
        fixture.close();
    }

    @Test
    void tenThousandCallsInFlightAllEndWhileTheMapIsMadeWrongUnderThem() {
        List<OdsCode> practices = new ArrayList<>();
        for (int number = 0; number < PRACTICES; number++) {
            practices.add(new OdsCode("P" + (10_000 + number)));
        }
        await(fixture.redis.connections.ping());
        mislead(practices);

        List<Future<Void>> answers = new ArrayList<>();
        CyclicBarrier allSent = new CyclicBarrier(ClusterFixture.LOOPS, () -> mislead(practices));
        for (int loop = 0; loop < ClusterFixture.LOOPS; loop++) {
            answers.add(fixture.onLoop(loop, () -> sendAll(practices, allSent)));
        }
        await().until(() -> answers.stream().allMatch(Future::isComplete));
        assertThat(answers).allMatch(Future::succeeded);
        assertThat(inFlight.get()).isGreaterThanOrEqualTo(CALLS);
        assertThat(fixture.redis.meters.scrape())
                .containsPattern("seconds_count\\{call=\"sent_on\",outcome=\"ok\",store=\"redis\"} [1-9]")
                .containsPattern("seconds_count\\{call=\"cluster_map\",outcome=\"ok\",store=\"redis\"} [1-9]");
        assertThat(fixture.redis.connections.laneCount())
                .isLessThanOrEqualTo((ClusterFixture.LOOPS + 1) * RedisCluster.MASTERS);
        // One for each loop, one for callers outside of the loops, now and then one that asks for the map, and this
        // test's own.
        await().until(() -> fixture.cluster.nodes().stream()
                .allMatch(node -> connections(node) <= ClusterFixture.LOOPS + 1 + 1 + 1));
    }

    /** All in one go and no answer read before all loops have sent theirs, so that they are in flight together. */
    private Future<Void> sendAll(List<OdsCode> practices, CyclicBarrier allSent) {
        List<Future<Response>> asked = new ArrayList<>();
        for (int call = 0; call < CALLS / ClusterFixture.LOOPS; call++) {
            OdsCode practice = practices.get(call % PRACTICES);
            asked.add(fixture.redis.connections.send(
                    practice,
                    Request.cmd(Command.HGET).arg(Keys.of(practice).header()).arg("none")));
            if (call % 1_000 == 0) {
                mislead(practices);
            }
        }
        try {
            allSent.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception cause) {
            throw new IllegalStateException(cause);
        }
        inFlight.accumulateAndGet(fixture.redis.connections.unanswered(), Math::max);
        return Future.all(asked).mapEmpty();
    }

    /** Every practice is thought to be where it is not. */
    private void mislead(List<OdsCode> practices) {
        Topology topology = fixture.redis.connections.topology();
        List<NodeAddress> masters = topology.masters();
        for (OdsCode practice : practices) {
            int slot = HashSlot.of(practice);
            NodeAddress owner = topology.ownerOf(slot).orElseThrow();
            topology.moved(slot, masters.get((masters.indexOf(owner) + 1) % masters.size()));
        }
    }

    private static long connections(Node node) {
        return node.say("CLIENT", "LIST", "TYPE", "normal").get(0).lines().count();
    }
}
