package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.inventory.RedisFixture;
import org.slotkeeper.testing.Stores;

/** C8: an event loop that is busy for longer than a command may take, while Redis answers at once. */
final class BusyLoopTest {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(1);

    private final RedisFixture redis = new RedisFixture(settings());

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void neitherWhatWasAskedBeforeNorWhatIsAskedAfterIsTakenForUnanswered() {
        OdsCode practice = redis.practice(DAY, 6);
        Context loop = ((VertxInternal) redis.vertx).createEventLoopContext();
        List<Promise<Availability>> answers = IntStream.range(0, 40)
                .mapToObj(nth -> Promise.<Availability>promise())
                .toList();
        loop.runOnContext(here -> availability(practice).onComplete(warm -> {
            answers.subList(0, 20).forEach(answer -> availability(practice).onComplete(answer));
            loop.runOnContext(then -> {
                beBusy();
                answers.subList(20, 40).forEach(answer -> availability(practice).onComplete(answer));
            });
        }));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(await(answer.future()).on(DAY).cardinality()).isEqualTo(6));
    }

    private Future<Availability> availability(OdsCode practice) {
        return redis.inventory.availability(practice, List.of(DAY), NOW);
    }

    private static ConnectionSettings settings() {
        ConnectionSettings usual = ConnectionSettings.of(Stores.redis().uri());
        return new ConnectionSettings(
                usual.options(),
                COMMAND_TIMEOUT,
                usual.unansweredMax(),
                usual.reconnects().delayMin(),
                usual.reconnects().delayMax(),
                usual.seeds());
    }

    /** For long enough that each timer is overdue. */
    private static void beBusy() {
        long end = System.nanoTime() + COMMAND_TIMEOUT.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
