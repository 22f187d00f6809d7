package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slotkeeper.reconcile.spi.BypassLedger;

/** Two engines, one ledger, an inventory that each of them reaches or not, and a steady clock that the test owns. */
final class WatchBypassTest {

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration NOTICE = Duration.ofSeconds(8);

    private long millis = 1_000_000;
    private final SharedRow row = new SharedRow();
    private final Engine first = new Engine();
    private final Engine second = new Engine();

    @Test
    void aRefusalOfTheInventoryIsTheLastWordOnceTheLedgerHasBeenAsked() {
        assertThat(first.bypass.isRuledOut()).isFalse();
        first.watch();
        assertThat(first.bypass.isRuledOut()).isTrue();
        assertThat(first.bypass.isOpen()).isFalse();
    }

    @Test
    void itIsNotWhenTheLedgerWasLastAskedTooLongAgo() {
        first.watch();
        pass(WatchBypass.TRUST.minusMillis(1));
        assertThat(first.bypass.isRuledOut()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(first.bypass.isRuledOut()).isFalse();
    }

    @Test
    void theAnswerIsAsOldAsTheQuestionAndNotAsTheAnswer() {
        Promise<Boolean> slow = Promise.promise();
        row.nextAnswer = slow.future();
        first.watch();
        pass(WatchBypass.TRUST);
        slow.complete(false);
        assertThat(first.bypass.isRuledOut()).isFalse();
    }

    @Test
    void oneAnswerMissedIsNotALoss() {
        first.isInventoryThere = false;
        first.watch();
        assertThat(row.announcedUntil).isNegative();
        first.watch();
        assertThat(row.announcedUntil).isPositive();
    }

    @Test
    void anEngineThatHasLostTheInventoryBooksPastItOnlyAfterTheNotice() {
        first.isInventoryThere = false;
        watchFor(Duration.ofSeconds(2), first);
        assertThat(first.bypass.isOpen()).isFalse();
        watchFor(NOTICE, first);
        assertThat(first.bypass.isOpen()).isTrue();
    }

    @Test
    void beforeThatEveryOtherEngineHasHeardOfItOrCannotBeSure() {
        second.watch();
        first.isInventoryThere = false;
        first.watch();
        first.watch();
        // The second engine does not come to ask any more.
        while (!first.bypass.isOpen()) {
            pass(Duration.ofMillis(500));
            first.watch();
        }
        assertThat(second.bypass.isRuledOut()).isFalse();
        second.watch();
        assertThat(second.bypass.isRuledOut()).isFalse();
        assertThat(second.bypass.isOpen()).isFalse();
    }

    @Test
    void theInventoryMayNotRefuseAloneAgainUntilItHasForgottenWhatWentPastIt() {
        first.isInventoryThere = false;
        watchFor(NOTICE.plusSeconds(2), first);
        first.isInventoryThere = true;
        first.watch();
        assertThat(first.bypass.isOpen()).isFalse();
        pass(MEMORY);
        first.watch();
        assertThat(first.bypass.isRuledOut()).isFalse();
        pass(Duration.ofSeconds(31));
        first.watch();
        assertThat(first.bypass.isRuledOut()).isTrue();
    }

    @Test
    void anEngineThatCanNoLongerAnnounceClosesItsBypassBeforeTheAnnouncementEnds() {
        first.isInventoryThere = false;
        watchFor(NOTICE.plusSeconds(2), first);
        assertThat(first.bypass.isOpen()).isTrue();
        row.isAway = true;
        watchFor(Duration.ofSeconds(11), first);
        assertThat(first.bypass.isOpen()).isFalse();
        assertThat(millis).isLessThan(row.announcedUntil);
        row.isAway = false;
        first.watch();
        assertThat(first.bypass.isOpen()).isFalse();
    }

    private void watchFor(Duration time, Engine engine) {
        long end = millis + time.toMillis();
        while (millis < end) {
            engine.watch();
            pass(Duration.ofMillis(500));
        }
        engine.watch();
    }

    private void pass(Duration time) {
        millis += time.toMillis();
    }

    private final class Engine {
        private boolean isInventoryThere = true;
        private final WatchBypass bypass = new WatchBypass(
                row,
                () -> isInventoryThere ? Future.succeededFuture() : Future.failedFuture("away"),
                MEMORY,
                NOTICE,
                () -> TimeUnit.MILLISECONDS.toNanos(millis));

        void watch() {
            var unusedFailure = bypass.watch();
        }
    }

    private final class SharedRow implements BypassLedger {
        private long announcedUntil = -MEMORY.toMillis();
        private boolean isAway;
        private Future<Boolean> nextAnswer = Future.failedFuture("none prepared");

        @Override
        public Future<Void> announce(Duration length) {
            if (isAway) {
                return Future.failedFuture("away");
            }
            announcedUntil = millis + length.toMillis();
            return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> isAnnouncedWithin(Duration time) {
            if (!nextAnswer.isComplete()) {
                return nextAnswer;
            }
            return isAway
                    ? Future.failedFuture("away")
                    : Future.succeededFuture(millis < announcedUntil + time.toMillis());
        }
    }
}
