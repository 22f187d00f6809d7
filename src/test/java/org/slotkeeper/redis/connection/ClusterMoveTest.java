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
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.ClusterFixture;
import org.slotkeeper.redis.inventory.Keys;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.RedisCluster.Node;

/** F22: a practice goes from one node of the cluster to another while patients ask for it. */
final class ClusterMoveTest {

    private static final int SEATS = 60;
    private static final Pattern TRIED_AGAIN =
            Pattern.compile("seconds_count\\{call=\"tried_again\",outcome=\"failed\",store=\"redis\"} [1-9]");
    private static final List<Claim.Places> ANY_SEAT = List.of(new Claim.Places(0, SEATS));

    private final ClusterFixture fixture = new ClusterFixture(RedisCluster.shared());
    private final RedisCluster cluster = fixture.cluster;
    private Node from;
    private Node to;
    private OdsCode practice;
    private int slot;

    @BeforeEach
    void aPracticeOnTheFirstNode() {
        from = cluster.nodes().get(0);
        to = cluster.otherThan(from);
        practice = fixture.practiceAt(from, SEATS);
        slot = HashSlot.of(practice);
    }

    @AfterEach
    void disconnect() {
        fixture.close();
    }

    private Future<ClaimAnswer> claimAny(int number) {
        return claimAny(fixture, number);
    }

    private Future<ClaimAnswer> claimAny(ClusterFixture by, int number) {
        return by.onLoop(
                number,
                () -> by.redis.inventory.claim(claim(practice, Kind.CONFIRM, ANY_SEAT, number, request(number), NOW)));
    }

    private int free() {
        return await(fixture.redis.inventory.availability(practice, List.of(DAY), NOW))
                .on(DAY)
                .cardinality();
    }

    @Test
    void aCallForAPracticeThatHasMovedFollowsItAndTheMapIsSetRight() {
        cluster.beginMove(slot, from, to);
        cluster.endMove(slot, from, to);

        int warmings = fixture.redis.warmings.get();
        assertThat(free()).isEqualTo(SEATS);
        assertThat(await(claimAny(1))).isInstanceOf(Claimed.class);
        assertThat(fixture.redis.warmings).hasValue(warmings + 1);
        assertThat(fixture.redis.connections.topology().ownerOf(slot))
                .contains(new NodeAddress(to.address().host(), to.address().port()));
        assertThat(await(fixture.redis.connections.life(practice)))
                .isEqualTo(to.info("server", "run_id") + '/' + to.info("replication", "master_replid"));
    }

    @Test
    void practicesThatHaveAnotherOwnerAreToldAsANewLife() {
        AtomicInteger told = new AtomicInteger();
        fixture.redis.connections.onNewLife(told::incrementAndGet);
        cluster.beginMove(slot, from, to);
        cluster.endMove(slot, from, to);

        assertThat(free()).isEqualTo(SEATS);

        await().until(() -> told.get() > 0);
    }

    @Test
    void everyClaimWhileAPracticeMovesEndsAndNoSeatIsClaimedTwice() {
        List<Future<ClaimAnswer>> answers = new ArrayList<>();
        claimSome(answers, 40);
        cluster.beginMove(slot, from, to);
        claimSome(answers, 20);
        cluster.keys(from, slot).forEach(key -> {
            cluster.moveKeys(from, to, List.of(key));
            claimSome(answers, 2);
        });
        cluster.endMove(slot, from, to);
        claimSome(answers, 40);

        await().until(() -> answers.stream().allMatch(Future::isComplete));
        List<Integer> seats = new ArrayList<>();
        int away = 0;
        for (Future<ClaimAnswer> answer : answers) {
            if (answer.failed()) {
                assertThat(answer.cause()).isInstanceOf(RedisAway.class);
                away++;
            } else if (answer.result() instanceof Claimed claimed) {
                seats.addAll(claimed.ordinals());
            } else {
                assertThat(answer.result()).isInstanceOf(ClaimAnswer.Taken.class);
            }
        }

        assertThat(seats).doesNotHaveDuplicates();
        assertThat(free() + seats.size()).isBetween(SEATS - away, SEATS);
        // How many of them were away is the machine's affair: each may be asked again, and it is not away for ever.
        assertThat(away).isLessThan(answers.size());
        await().until(() -> await(claimAny(answers.size()).map(true).otherwise(false)));
    }

    private void claimSome(List<Future<ClaimAnswer>> answers, int count) {
        for (int left = count; left > 0; left--) {
            answers.add(claimAny(answers.size()));
        }
    }

    @Test
    void aKeyThatHasGoneAheadIsAskedOfTheNodeThatHasIt() {
        cluster.beginMove(slot, from, to);
        cluster.moveKeys(from, to, List.of(Keys.of(practice).header()));
        try {
            assertThat(await(fixture.redis.connections.send(
                                    practice,
                                    Request.cmd(Command.HGET)
                                            .arg(Keys.of(practice).header())
                                            .arg("layout")))
                            .toString())
                    .isEqualTo("1");
            assertThat(fixture.redis.meters.scrape())
                    .contains(
                            "slotkeeper_store_calls_seconds_count{call=\"sent_on\",outcome=\"ok\",store=\"redis\"} 1");
        } finally {
            cluster.endMove(slot, from, to);
        }
    }

    @Test
    void aCallWhoseKeysArePartlyOnTheirWayIsTriedAgainUntilTheyHaveArrived() {
        cluster.beginMove(slot, from, to);
        cluster.moveKeys(from, to, List.of(Keys.of(practice).header()));
        try (ClusterFixture patient = ClusterFixture.patient(cluster)) {
            patient.redis.truths.put(practice, fixture.redis.truths.get(practice));

            Future<ClaimAnswer> answer = claimAny(patient, 1);
            await().until(() ->
                    TRIED_AGAIN.matcher(patient.redis.meters.scrape()).find());
            cluster.endMove(slot, from, to);

            assertThat(await(answer)).isInstanceOf(Claimed.class);
            assertThat(free()).isEqualTo(SEATS - 1);
        }
    }

    @Test
    void aPracticeThatDoesNotArriveIsAwayAndNotWaitedForForEver() {
        cluster.beginMove(slot, from, to);
        cluster.moveKeys(from, to, List.of(Keys.of(practice).header()));
        try {
            assertThatThrownBy(() -> await(claimAny(1)))
                    .hasRootCauseInstanceOf(RedisAway.class)
                    .hasStackTraceContaining("TRYAGAIN");
        } finally {
            cluster.endMove(slot, from, to);
        }
        assertThat(free()).isEqualTo(SEATS);
    }
}
