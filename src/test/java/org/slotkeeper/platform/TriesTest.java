package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TriesTest {

    private final List<Promise<Void>> rests = new ArrayList<>();
    private final Tries tries = new Tries(3, this::rest);
    private int done;

    @Test
    void whatFailsIsTriedAgainAfterARestUntilItSucceeds() {
        Future<Integer> outcome = tries.of(() -> failingUntil(3));

        assertThat(done).isEqualTo(1);
        rests.get(0).complete();
        assertThat(done).isEqualTo(2);
        assertThat(outcome.isComplete()).isFalse();
        rests.get(1).complete();
        assertThat(outcome.result()).isEqualTo(3);
    }

    @Test
    void whatSucceedsIsDoneOnce() {
        assertThat(tries.of(() -> failingUntil(1)).result()).isEqualTo(1);

        assertThat(done).isEqualTo(1);
        assertThat(rests).isEmpty();
    }

    @Test
    void whatFailsAsOftenAsItMayHasFailedWithItsLastFault() {
        Future<Integer> outcome = tries.of(() -> failingUntil(4));
        rests.get(0).complete();
        rests.get(1).complete();

        assertThat(outcome.cause()).hasMessage("failed 3 times");
        assertThat(rests).hasSize(2);
    }

    @Test
    void onceOneIsGivenUpNothingIsTriedAgain() {
        Future<Integer> resting = tries.of(() -> Future.failedFuture("away"));
        Future<Integer> first = tries.of(() -> Future.failedFuture("away"));
        rests.get(1).complete();
        rests.get(2).complete();
        assertThat(first.failed()).isTrue();

        assertThat(tries.of(() -> Future.failedFuture("away too")).cause()).hasMessage("away too");
        rests.get(0).complete();
        assertThat(resting.failed()).isTrue();
        assertThat(rests).hasSize(3);
    }

    @Test
    void workThatThrowsHasFailed() {
        Future<Integer> outcome = tries.of(() -> {
            done++;
            if (done == 1) {
                throw new IllegalStateException("broken");
            }
            return Future.succeededFuture(done);
        });
        rests.get(0).complete();

        assertThat(outcome.result()).isEqualTo(2);
    }

    @Test
    void whatIsNeverTriedIsRefused() {
        assertThatThrownBy(() -> new Tries(0, this::rest)).isInstanceOf(IllegalArgumentException.class);
    }

    private Future<Integer> failingUntil(int nth) {
        done++;
        return done < nth ? Future.failedFuture("failed " + done + " times") : Future.succeededFuture(done);
    }

    private Future<Void> rest() {
        Promise<Void> rest = Promise.promise();
        rests.add(rest);
        return rest.future();
    }
}
