package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.slotkeeper.testing.Futures.await;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.platform.Password;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.testing.DocumentedRights;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.RedisCluster.Node;

/** Each node of a cluster has an ACL of its own, and one may have been forgotten. */
final class ClusterRightsTest {

    private static final String PASSWORD = "of-a-test";

    private final RedisCluster cluster = RedisCluster.shared();

    @BeforeEach
    void giveRights() {
        cluster.nodes().forEach(node -> give(node, UnaryOperator.identity()));
    }

    @AfterEach
    void takeThem() {
        cluster.nodes().forEach(node -> node.say("ACL", "DELUSER", DocumentedRights.USER));
    }

    private static void give(Node node, UnaryOperator<String> change) {
        node.say("ACL", "DELUSER", DocumentedRights.USER);
        node.say(DocumentedRights.given(PASSWORD, change));
    }

    private ConnectionSettings settings() {
        return RedisFixture.patient(cluster.nodes().get(0).address())
                .ofCluster(cluster.seeds())
                .with(Password.of(PASSWORD))
                .as(DocumentedRights.USER);
    }

    private Optional<String> whyDenied() {
        try (RedisFixture fixture = new RedisFixture(settings())) {
            return await(fixture.connections.whyDenied());
        }
    }

    @Test
    void theDocumentedRightsAreEnough() {
        assertThat(whyDenied()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, +hsetnx, HSETNX",
        "1, +asking, asking",
        "2, +evalsha, evalsha",
        "2, +mget, MGET",
        "1, +cluster, cluster"
    })
    void aRightThatIsMissingAtOneMasterIsNamedWithIt(int master, String right, String name) {
        Node node = cluster.nodes().get(master);
        give(node, word -> word.equals(right) ? "" : word);

        assertThat(whyDenied()).hasValueSatisfying(why -> assertThat(why)
                .startsWith("Redis denies us something (")
                .contains(name)
                .contains("at " + node.address().host() + ':' + node.address().port()));
    }

    @Test
    void whoMayNotAskForTheMapIsToldSo() {
        cluster.nodes().forEach(node -> give(node, word -> word.equals("+cluster") ? "" : word));

        assertToldThat("NOPERM");
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        cluster.nodes().forEach(node -> give(node, word -> word.startsWith(">") ? ">another" : word));

        assertToldThat("WRONGPASS");
    }

    private void assertToldThat(String word) {
        try (RedisFixture fixture = new RedisFixture(settings())) {
            for (int ask = 0; ask < 3; ask++) {
                Throwable cause = catchThrowable(() -> await(fixture.connections.whyTooFewConnections(1)));
                assertThat(cause).rootCause().isInstanceOfSatisfying(RedisAway.class, away -> assertThat(away)
                        .matches(RedisAway::isDenied)
                        .hasMessageContaining(word)
                        .hasMessageContaining("redis.user"));
            }
        }
    }

    @Test
    void aSingleOneIsNoCluster() {
        ConnectionSettings settings = settings()
                .ofCluster(
                        java.util.List.of(org.slotkeeper.testing.Stores.redis().host()
                                + ':'
                                + org.slotkeeper.testing.Stores.redis().port()));
        try (RedisFixture fixture = new RedisFixture(settings.with(Password.of("")))) {
            Throwable cause = catchThrowable(() -> await(fixture.connections.ping()));
            assertThat(cause).rootCause().isInstanceOfSatisfying(RedisAway.class, away -> assertThat(away)
                    .matches(RedisAway::isUnusable)
                    .hasMessageContaining("redis.nodes"));
        }
    }
}
