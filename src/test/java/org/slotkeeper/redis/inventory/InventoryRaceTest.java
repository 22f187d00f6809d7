package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.domain.party.OdsCode;

/** Many at once, from several event loops with a connection each. */
final class InventoryRaceTest {

    private static final int LOOPS = 4;

    private final RedisFixture redis = new RedisFixture();
    private final List<? extends Context> loops = IntStream.range(0, LOOPS)
            .mapToObj(number -> ((VertxInternal) redis.vertx).createEventLoopContext())
            .toList();

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @CanIgnoreReturnValue
    private <T> List<T> allAtOnce(int count, IntFunction<Future<T>> ask) {
        List<Promise<T>> answers = IntStream.range(0, count)
                .mapToObj(number -> Promise.<T>promise())
                .toList();
        for (int number = 0; number < count; number++) {
            int caller = number;
            loops.get(caller % LOOPS).runOnContext(here -> ask.apply(caller).onComplete(answers.get(caller)));
        }
        return answers.stream().map(answer -> await(answer.future())).toList();
    }

    @Test
    void twentyPlacesHaveTwentyWinners() {
        OdsCode practice = redis.practice(DAY, 20);
        List<Claim.Places> group = List.of(new Claim.Places(0, 20));

        List<ClaimAnswer> answers = allAtOnce(
                200,
                number -> redis.inventory.claim(claim(practice, Kind.CONFIRM, group, number, request(number), NOW)));

        List<Integer> seats = answers.stream()
                .filter(Claimed.class::isInstance)
                .map(answer -> ((Claimed) answer).ordinals().get(0))
                .toList();
        assertThat(seats)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
        assertThat(answers).filteredOn(Taken.class::isInstance).hasSize(180);
    }

    @Test
    void adjacentSlotsAreTakenTogetherOrNotAtAll() {
        OdsCode practice = redis.practice(DAY, 30);

        List<ClaimAnswer> answers = allAtOnce(
                120,
                number -> redis.inventory.claim(claim(practice, Kind.HOLD, number % 29, 2, number, request(number))));

        List<Integer> seats = answers.stream()
                .filter(Claimed.class::isInstance)
                .flatMap(answer -> ((Claimed) answer).ordinals().stream())
                .toList();
        assertThat(seats).doesNotHaveDuplicates();
        int free = await(redis.inventory.availability(practice, List.of(DAY), NOW))
                .on(DAY)
                .cardinality();
        assertThat(free + seats.size()).isEqualTo(30);
    }

    @Test
    void oneOfManyConfirmsOfAHoldGoesOn() {
        OdsCode practice = redis.practice(DAY, 1);
        await(redis.inventory.claim(claim(practice, Kind.HOLD, 0, 1, 1, request(1))));

        List<ClaimAnswer> answers = allAtOnce(
                50, number -> redis.inventory.confirm(confirm(idOf(practice, 0, 1), 1, request(100 + number), NOW)));

        assertThat(answers).filteredOn(Claimed.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(ClaimAnswer.Running.class::isInstance).hasSize(49);
    }

    @Test
    void oneOfManyTriesOfARequestClaims() {
        OdsCode practice = redis.practice(DAY, 5);

        List<ClaimAnswer> answers =
                allAtOnce(50, number -> redis.inventory.claim(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1))));

        assertThat(answers).filteredOn(Claimed.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(ClaimAnswer.Running.class::isInstance).hasSize(49);
    }

    @Test
    void eachLoopHasAConnectionOfItsOwn() {
        OdsCode practice = redis.practice(DAY, 1);
        allAtOnce(40, number -> redis.inventory.availability(practice, List.of(DAY), NOW));

        assertThat(redis.connections.laneCount()).isBetween(LOOPS, LOOPS + 1);
    }
}
