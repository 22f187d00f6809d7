package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.testing.Futures.await;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.ClusterFixture;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.RedisCluster.Node;

final class ClusterMapTest {

    private static final Pattern ASKED = Pattern.compile("cmdstat_cluster:calls=(\\d+)");
    private static final Pattern REFRESHES =
            Pattern.compile("call=\"cluster_map\",outcome=\"ok\",store=\"redis\"} (\\d+)");

    private final RedisCluster cluster = RedisCluster.shared();

    private static long asked(Node node) {
        Matcher found = ASKED.matcher(node.say("INFO", "commandstats").get(0));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static int refreshes(ClusterFixture fixture) {
        Matcher found = REFRESHES.matcher(fixture.redis.meters.scrape());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    @Test
    void theQuestionForTheMapGoesRoundAllNodes() {
        try (ClusterFixture fixture = new ClusterFixture(cluster)) {
            await(fixture.redis.connections.life(fixture.redis.practice(DAY, 1)));
            List<Long> before =
                    cluster.nodes().stream().map(ClusterMapTest::asked).toList();
            int done = refreshes(fixture);

            await().until(() -> {
                fixture.redis.connections.topology().doubted();
                return refreshes(fixture) >= done + 6;
            });

            for (int node = 0; node < RedisCluster.MASTERS; node++) {
                assertThat(asked(cluster.nodes().get(node)) - before.get(node)).isBetween(2L, 3L);
            }
        }
    }

    @Test
    void manyDoubtsAtOnceAreOneQuestionAndOneMoreForThoseThatCameWhileItWasAsked() {
        try (ClusterFixture fixture = new ClusterFixture(cluster)) {
            OdsCode practice = fixture.redis.practice(DAY, 1);
            await(fixture.redis.connections.life(practice));
            int before = refreshes(fixture);

            for (int doubts = 0; doubts < 1_000; doubts++) {
                fixture.redis.connections.topology().doubted();
            }
            await().until(() -> refreshes(fixture) > before);
            await(fixture.redis.connections.life(practice));

            assertThat(refreshes(fixture) - before).isBetween(1, 3);
        }
    }

    @Test
    void oneSeedThatLivesIsEnoughToFindTheCluster() {
        List<String> seeds = List.of("127.0.0.1:1", cluster.seeds().get(2));
        try (ClusterFixture fixture = new ClusterFixture(cluster, seeds)) {
            OdsCode practice = fixture.practiceAt(cluster.nodes().get(0), 2);

            assertThat(await(fixture.redis.inventory.availability(practice, List.of(DAY), NOW))
                            .on(DAY)
                            .cardinality())
                    .isEqualTo(2);
        }
    }

    @Test
    void aClusterThatIsNowhereIsAwayAtOnce() {
        try (ClusterFixture fixture = new ClusterFixture(cluster, List.of("127.0.0.1:1"))) {
            assertThatThrownBy(() -> await(fixture.redis.warm(fixture.redis.practice(DAY, 1))))
                    .hasRootCauseInstanceOf(RedisAway.class);
            assertThatThrownBy(() -> await(fixture.redis.connections.ping())).hasRootCauseInstanceOf(RedisAway.class);
        }
    }

    @Test
    void theWholeClusterIsCountedAndAskedHowItIs() {
        try (ClusterFixture fixture = new ClusterFixture(cluster)) {
            await(fixture.redis.connections.ping());

            long eachAtLeast = cluster.nodes().stream()
                    .mapToLong(node -> Long.parseLong(node.info("memory", "used_memory_startup")))
                    .sum();
            assertThat(await(fixture.redis.connections.memoryBytes())).isGreaterThan(eachAtLeast);
        }
    }

    @Test
    void aNodeOfAClusterThatIsConfiguredAsASingleRedisSaysWhatToDo() {
        ConnectionSettings single =
                ConnectionSettings.of(cluster.nodes().get(0).address().uri());
        try (ClusterFixture fixture = new ClusterFixture(cluster);
                RedisFixture mistaken = new RedisFixture(single)) {
            OdsCode elsewhere = fixture.practiceAt(cluster.nodes().get(1), 1);

            assertThatThrownBy(() -> await(mistaken.inventory.availability(elsewhere, List.of(DAY), NOW)))
                    .hasRootCauseInstanceOf(RedisAway.class)
                    .hasStackTraceContaining("redis.nodes");
        }
    }
}
