package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.ClusterFixture;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.RedisCluster.Node;
import org.slotkeeper.testing.Trial;

/** F20, F22, C1: masters of a cluster die, and nobody restarts us. */
@Trial("failover of a Redis Cluster")
final class ClusterFailoverTest {

    private static final int SEATS = 5;

    @Test
    void aMasterThatDiesUnderLoadIsFollowedByItsReplicaInAnotherLife() {
        try (RedisCluster cluster = RedisCluster.withReplicas();
                ClusterFixture fixture = new ClusterFixture(cluster)) {
            Node dying = cluster.nodes().get(1);
            OdsCode practice = fixture.practiceAt(dying, SEATS);
            OdsCode elsewhere = fixture.practiceAt(cluster.nodes().get(0), SEATS);
            String life = await(fixture.redis.connections.life(practice));
            String lifeElsewhere = await(fixture.redis.connections.life(elsewhere));
            AtomicInteger told = new AtomicInteger();
            fixture.redis.connections.onNewLife(told::incrementAndGet);
            Load load = new Load(fixture, practice);
            await().until(() -> load.answered.get() > 200);
            int warmings = fixture.redis.warmings.get();

            cluster.kill(dying);
            await().until(() -> !load.faults.isEmpty());
            assertThat(await(fixture.redis.inventory.availability(elsewhere, List.of(DAY), NOW))
                            .on(DAY)
                            .cardinality())
                    .isEqualTo(SEATS);
            await().until(() -> fixture.redis
                    .connections
                    .life(practice)
                    .map(now -> !now.equals(life))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .exceptionally(away -> false)
                    .get(5, TimeUnit.SECONDS));
            int before = load.answered.get();
            await().until(() -> load.answered.get() > before + 200);
            load.stop();

            assertThat(load.faults).allMatch(RedisAway.class::isInstance);
            // The replica may lag: what it knows of the practice is not believed before the ledger was asked.
            assertThat(fixture.redis.warmings.get()).isGreaterThan(warmings);
            Node heir = cluster.replicaOf(dying);
            assertThat(await(fixture.redis.connections.life(practice)))
                    .isEqualTo(heir.info("server", "run_id") + '/' + heir.info("replication", "master_replid"));
            assertThat(await(fixture.redis.connections.life(elsewhere))).isEqualTo(lifeElsewhere);
            assertThat(told).hasPositiveValue();
            await().until(() -> await(fixture.redis.connections.ping().map(true).otherwise(false)));
            await().until(() ->
                    fixture.redis.connections.laneCount() <= (ClusterFixture.LOOPS + 1) * RedisCluster.MASTERS);
        }
    }

    @Test
    void aClusterThatHasLostItsMajorityIsAwayAtOnceAndIsNotCalledWell() {
        try (RedisCluster cluster = RedisCluster.withoutReplicas();
                ClusterFixture fixture = new ClusterFixture(cluster)) {
            OdsCode practice = fixture.practiceAt(cluster.nodes().get(0), SEATS);
            await(fixture.redis.connections.ping());

            cluster.kill(cluster.nodes().get(1));
            cluster.kill(cluster.nodes().get(2));

            await().untilAsserted(() -> assertThatThrownBy(
                            () -> await(fixture.redis.inventory.availability(practice, List.of(DAY), NOW)))
                    .hasRootCauseInstanceOf(RedisAway.class)
                    .hasStackTraceContaining("CLUSTERDOWN"));
            assertThatThrownBy(() -> await(fixture.redis.connections.ping())).hasRootCauseInstanceOf(RedisAway.class);
        }
    }

    /** Patients of one practice, some on each loop, each of whom asks again as soon as there is an answer. */
    private static final class Load {

        private static final int PATIENTS = 20;
        private static final List<Claim.Places> ANY_SEAT = List.of(new Claim.Places(0, SEATS));

        final AtomicInteger answered = new AtomicInteger();
        final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final ClusterFixture fixture;
        private final OdsCode practice;

        Load(ClusterFixture fixture, OdsCode practice) {
            this.fixture = fixture;
            this.practice = practice;
            for (int patient = 0; patient < PATIENTS; patient++) {
                underWay.incrementAndGet();
                ask(patient);
            }
        }

        private void ask(int patient) {
            int number = asked.incrementAndGet();
            Future<ClaimAnswer> answer = fixture.onLoop(
                    patient,
                    () -> fixture.redis.inventory.claim(
                            claim(practice, Kind.CONFIRM, ANY_SEAT, patient, request(number), NOW)));
            answer.onSuccess(found -> answered.incrementAndGet())
                    .onFailure(faults::add)
                    .onComplete(ended -> goOn(patient));
        }

        private void goOn(int patient) {
            if (isOver.get()) {
                underWay.decrementAndGet();
            } else {
                fixture.redis.vertx.setTimer(2, due -> ask(patient));
            }
        }

        void stop() {
            isOver.set(true);
            await().until(() -> underWay.get() == 0);
        }
    }
}
