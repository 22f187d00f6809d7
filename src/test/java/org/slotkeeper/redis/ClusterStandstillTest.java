package org.slotkeeper.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.redis.RedisFixture.done;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.RedisCluster.Node;

/** C4: a cluster client whose calls and whose map wait for the same few connections comes to a standstill. */
final class ClusterStandstillTest {

    private static final int CALLS = 10_000;
    private static final int PRACTICES = 300;

    private final ClusterFixture fixture = new ClusterFixture(RedisCluster.shared());

    @AfterEach
    void disconnect() {
        fixture.close();
    }

    @Test
    void tenThousandCallsInFlightAllEndWhileTheMapIsMadeWrongUnderThem() {
        List<Long> connectionsBefore = connections();
        List<OdsCode> practices = new ArrayList<>();
        for (int number = 0; number < PRACTICES; number++) {
            practices.add(new OdsCode("P" + (10_000 + number)));
        }
        done(fixture.redis.connections.ping());
        mislead(practices);

        List<Future<Response>> answers = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            OdsCode practice = practices.get(call % PRACTICES);
            answers.add(fixture.onLoop(
                    call / PRACTICES,
                    () -> fixture.redis.connections.send(
                            practice,
                            Request.cmd(Command.HGET)
                                    .arg(Keys.of(practice).header())
                                    .arg("none"))));
            if (call % 2_000 == 0) {
                mislead(practices);
            }
        }
        List<Long> connectionsWithin = connections();

        await().until(() -> answers.stream().allMatch(Future::isComplete));
        assertThat(answers).allMatch(Future::succeeded);
        assertThat(fixture.redis.meters.scrape())
                .contains("call=\"sent_on\",outcome=\"ok\"")
                .contains("call=\"cluster_map\",outcome=\"ok\"")
                .doesNotContain("call=\"sent_on\",outcome=\"ok\",store=\"redis\"} 0")
                .doesNotContain("call=\"cluster_map\",outcome=\"ok\",store=\"redis\"} 0");
        // One for each loop and node, one for callers outside of the loops, and now and then one that asks for the map.
        for (int node = 0; node < RedisCluster.MASTERS; node++) {
            assertThat(connectionsWithin.get(node) - connectionsBefore.get(node))
                    .isBetween(1L, ClusterFixture.LOOPS + 2L);
        }
        assertThat(fixture.redis.connections.laneCount())
                .isLessThanOrEqualTo((ClusterFixture.LOOPS + 1) * RedisCluster.MASTERS);
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

    private List<Long> connections() {
        return fixture.cluster.nodes().stream()
                .map(ClusterStandstillTest::connections)
                .toList();
    }

    private static long connections(Node node) {
        return node.say("CLIENT", "LIST", "TYPE", "normal").get(0).lines().count();
    }
}
