package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.postgres.connection.StatementFault;
import org.slotkeeper.postgres.connection.StatementFault.Fate;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Patience;

/** The batcher by itself, over a statement that the test answers by hand. A call is a text: its first letter is what it conflicts by. */
final class MicroBatchTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int ROWS_MAX = 3;
    private static final int QUEUE_MAX = 6;
    private static final int RUNS_MAX = 3;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final HandClock clock = new HandClock();
    private final ByHand statement = new ByHand();
    private final Meters meters = new Meters();
    private final MicroBatch<String, String> batch = new MicroBatch<>(
            statement, new MicroBatch.Limits(ROWS_MAX, QUEUE_MAX, RUNS_MAX, 1), vertx, clock, meters.batch("test"));

    private int heard;

    @AfterEach
    void stop() {
        meters.close();
        Void closed = await(vertx.close());
        assertThat(closed).isNull();
    }

    @Test
    void aCallGoesAtOnceWhenNothingIsUnderWayAndTheNextOnesGoTogether() {
        onLoop(() -> {
            Future<String> first = batch.submit("a");
            List<Future<String>> next = submit("b", "c", "d", "e");
            assertThat(statement.runs).containsExactly(List.of("a"));

            statement.answer();
            assertThat(first.result()).isEqualTo("a done");
            assertThat(statement.runs).last().isEqualTo(List.of("b", "c", "d"));

            statement.answer();
            statement.answer();
            assertThat(next).allMatch(Future::succeeded);
            assertThat(statement.runs).last().isEqualTo(List.of("e"));
        });
    }

    @Test
    void callsThatConflictAreNeverInOneBatchAndKeepTheirOrder() {
        onLoop(() -> {
            List<Future<String>> all = submit("x", "a1", "a2", "b1", "a3");

            while (!statement.open.isEmpty()) {
                statement.answer();
            }

            assertThat(all).allMatch(Future::succeeded);
            assertThat(statement.runs).containsExactly(List.of("x"), List.of("a1", "b1"), List.of("a2"), List.of("a3"));
        });
    }

    @Test
    void aCallBeyondTheQueueFailsAtOnce() {
        onLoop(() -> {
            List<Future<String>> all = submit("a", "b", "c", "d", "e", "f", "g", "h");

            assertThat(all.get(6).failed()).isFalse();
            assertThat(fateOf(all.get(7))).isEqualTo(Fate.UNSENT);
        });
    }

    @Test
    void aCallPastItsDeadlineIsNotSent() {
        onLoop(() -> {
            List<Future<String>> all = submit("a", "b", "c");
            clock.now = ByHand.DEADLINE;
            Future<String> late = batch.submit("d");

            statement.answer();

            assertThat(statement.runs).containsExactly(List.of("a"));
            assertThat(fateOf(all.get(1))).isEqualTo(Fate.UNSENT);
            assertThat(fateOf(late)).isEqualTo(Fate.UNSENT);
        });
    }

    /** Timers of one loop end in the order of their ends: the test's own end after the batch's. */
    @Test
    void aCallIsGivenUpAtItsDeadlineThoughTheStatementUnderWayDoesNotEnd() {
        List<Future<String>> all = new ArrayList<>();
        List<Future<?>> timers = new ArrayList<>();
        onLoop(() -> {
            clock.now = ByHand.DEADLINE.minusMillis(20);
            all.addAll(submit("a", "b", "later", "c"));
            clock.now = ByHand.DEADLINE;
            timers.add(vertx.timer(25, TimeUnit.MILLISECONDS));
        });
        Object unusedFirst = await(timers.get(0));
        onLoop(() -> {
            assertThat(all).extracting(Future::isComplete).containsExactly(false, true, false, true);
            assertThat(List.of(fateOf(all.get(1)), fateOf(all.get(3)))).containsOnly(Fate.UNSENT);
            clock.now = ByHand.LATER_DEADLINE;
            timers.add(vertx.timer(25, TimeUnit.MILLISECONDS));
        });
        Object unusedSecond = await(timers.get(1));
        onLoop(() -> {
            assertThat(all).extracting(Future::isComplete).containsExactly(false, true, true, true);
            assertThat(fateOf(all.get(2))).isEqualTo(Fate.UNSENT);
            assertThat(meters.scrape()).contains("slotkeeper_queue_waiting{queue=\"test\"} 0");
            statement.answer();
            assertThat(all.get(0).result()).isEqualTo("a done");
            assertThat(statement.runs).containsExactly(List.of("a"));
        });
    }

    @Test
    void aCallThatIsToBeRunAgainIsGivenUpAtItsDeadlineToo() {
        List<Future<String>> all = new ArrayList<>();
        List<Future<?>> timers = new ArrayList<>();
        onLoop(() -> {
            clock.now = ByHand.DEADLINE.minusMillis(20);
            all.addAll(submit("a", "b", "later", "c"));
            statement.answer();
            statement.fail(Fate.BAD);
            clock.now = ByHand.DEADLINE;
            timers.add(vertx.timer(25, TimeUnit.MILLISECONDS));
        });
        Object unusedTime = await(timers.get(0));

        onLoop(() -> {
            assertThat(all).extracting(Future::isComplete).containsExactly(true, false, false, true);
            assertThat(fateOf(all.get(3))).isEqualTo(Fate.UNSENT);
            statement.answer();
            statement.answer();
            assertThat(all).allMatch(Future::isComplete);
            assertThat(statement.runs)
                    .containsExactly(List.of("a"), List.of("b", "later", "c"), List.of("b"), List.of("later"));
        });
    }

    @Test
    void whatWaitsIsCountedUntilItIsSentOrGivenUp() {
        onLoop(() -> {
            List<Future<String>> all = submit("a", "b", "c");
            assertThat(meters.scrape()).contains("slotkeeper_queue_waiting{queue=\"test\"} 2");

            clock.now = ByHand.DEADLINE;
            statement.answer();

            assertThat(all).allMatch(Future::isComplete);
            assertThat(meters.scrape())
                    .contains(
                            "slotkeeper_queue_waiting{queue=\"test\"} 0",
                            "slotkeeper_queue_delay_seconds_count{queue=\"test\"} 3",
                            "slotkeeper_batch_size_count{batch=\"test\"} 1");
        });
    }

    @Test
    void aBatchUndoneByOthersIsRunAgainWhole() {
        onLoop(() -> {
            Future<String> first = batch.submit("a");

            statement.fail(Fate.OUTRUN);
            statement.answer();

            assertThat(first.result()).isEqualTo("a done");
            assertThat(statement.runs).containsExactly(List.of("a"), List.of("a"));
        });
    }

    @Test
    void aCallThatIsUndoneTimeAndAgainFailsInTheEnd() {
        onLoop(() -> {
            Future<String> first = batch.submit("a");

            IntStream.range(0, RUNS_MAX).forEach(run -> statement.fail(Fate.OUTRUN));

            assertThat(fateOf(first)).isEqualTo(Fate.OUTRUN);
            assertThat(statement.runs).hasSize(RUNS_MAX);
        });
    }

    @Test
    void aBadCallFailsAloneAndItsNeighboursAreAnswered() {
        onLoop(() -> {
            Future<String> first = batch.submit("a");
            List<Future<String>> neighbours = submit("b", "c", "d");
            statement.answer();

            statement.fail(Fate.BAD);
            statement.answer();
            statement.fail(Fate.BAD);
            statement.answer();

            assertThat(first.succeeded()).isTrue();
            assertThat(neighbours.get(0).result()).isEqualTo("b done");
            assertThat(fateOf(neighbours.get(1))).isEqualTo(Fate.BAD);
            assertThat(neighbours.get(2).result()).isEqualTo("d done");
        });
    }

    @Test
    void aBatchLostOnItsWayIsSentAgainOverTheNextConnection() {
        Future<String> call = submitted();
        onLoop(() -> statement.fail(Fate.LOST));
        statement.awaitRuns(2);
        onLoop(() -> statement.fail(Fate.UNSENT));
        statement.awaitRuns(3);
        onLoop(() -> statement.answer());

        assertThat(await(call)).isEqualTo("a done");
    }

    @Test
    void aBatchLostOnItsWayIsUnknownOnceItsDeadlineHasCome() {
        Future<String> call = submitted();
        onLoop(() -> statement.fail(Fate.LOST));
        statement.awaitRuns(2);
        onLoop(() -> {
            clock.now = ByHand.DEADLINE;
            statement.fail(Fate.UNSENT);
        });

        assertThat(await(call)).isEqualTo("a unknown");
    }

    @Test
    void aBatchThatWasNeverSentFails() {
        onLoop(() -> {
            Future<String> call = batch.submit("a");

            statement.fail(Fate.UNSENT);

            assertThat(fateOf(call)).isEqualTo(Fate.UNSENT);
            assertThat(statement.runs).hasSize(1);
        });
    }

    @Test
    void aBatchWhoseCommitIsDoubtfulIsUnknown() {
        onLoop(() -> {
            Future<String> call = batch.submit("a");

            statement.fail(Fate.DOUBTFUL);

            assertThat(call.result()).isEqualTo("a unknown");
        });
    }

    @Test
    void whatMayHaveHappenedIsUnknownWhateverFailsLater() {
        Future<String> call = submitted();
        onLoop(() -> statement.fail(Fate.LOST));
        statement.awaitRuns(2);
        onLoop(() -> statement.fail(Fate.BAD));

        assertThat(await(call)).isEqualTo("a unknown");
    }

    @Test
    void aStatementThatCannotBeWrittenDownFailsItsCallAndNotTheNext() {
        onLoop(() -> {
            statement.throwsAt = "a";
            Future<String> bad = batch.submit("a");
            Future<String> good = batch.submit("b");
            statement.answer();

            assertThat(fateOf(bad)).isEqualTo(Fate.BAD);
            assertThat(good.result()).isEqualTo("b done");
        });
    }

    @Test
    void anErrorOnWritingDownFailsItsCallAndNotTheNext() {
        onLoop(() -> {
            Future<String> under = batch.submit("x");
            List<Future<String>> next = submit("a", "b");
            statement.throwsAt = "a";
            statement.thrown = new StackOverflowError("as the test has it");
            statement.answer();
            statement.answer();

            assertThat(under.result()).isEqualTo("x done");
            assertThat(fateOf(next.get(0))).isEqualTo(Fate.BAD);
            assertThat(next.get(1).result()).isEqualTo("b done");
            Future<String> last = batch.submit("c");
            statement.answer();
            assertThat(last.result()).isEqualTo("c done");
        });
    }

    @Test
    void whoeverThrowsOnHearingAnAnswerHarmsNobodyElse() {
        onLoop(() -> {
            throwing(batch.submit("a"));
            throwing(batch.submit("b"));
            Future<String> neighbour = batch.submit("c");
            statement.answer();
            statement.answer();
            assertThat(neighbour.result()).isEqualTo("c done");

            throwing(batch.submit("d"));
            statement.fail(Fate.DOUBTFUL);
            throwing(batch.submit("e"));
            statement.fail(Fate.UNSENT);
            Future<String> busy = batch.submit("f");
            throwing(batch.submit("g"));
            clock.now = ByHand.DEADLINE;
            statement.answer();
            assertThat(busy.result()).isEqualTo("f done");
            clock.now = NOON;

            Future<String> last = batch.submit("h");
            statement.answer();
            assertThat(last.result()).isEqualTo("h done");
            assertThat(heard).isEqualTo(5);
        });
    }

    /** With two batches under way at once their order would be lost. */
    @Test
    void whoeverAsksForMoreOnHearingOfAMissedDeadlineWaitsForTheNextBatch() {
        onLoop(() -> {
            List<Future<String>> more = new ArrayList<>();
            Future<String> first = batch.submit("a");
            var unused = batch.submit("b").onFailure(late -> {
                clock.now = NOON;
                more.add(batch.submit("c"));
                more.add(batch.submit("d"));
            });
            clock.now = ByHand.DEADLINE;

            statement.answer();

            assertThat(first.succeeded()).isTrue();
            assertThat(statement.runs).containsExactly(List.of("a"), List.of("c", "d"));
            statement.answer();
            assertThat(more).hasSize(2).allMatch(Future::succeeded);
        });
    }

    @Test
    void answersThatAreFewerThanTheCallsLeaveNobodyWaiting() {
        onLoop(() -> {
            Future<String> first = batch.submit("a");

            statement.answerWith(List.of());

            assertThat(first.result()).isEqualTo("a unknown");
        });
    }

    @Test
    void aCallFromAnotherThreadIsRefused() {
        onLoop(() -> {
            Future<String> first = batch.submit("a");
            statement.answer();
            assertThat(first.succeeded()).isTrue();
        });

        assertThatThrownBy(() -> batch.submit("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belongs to");
        onLoop(() -> {
            Future<String> next = batch.submit("c");
            statement.answer();
            assertThat(next.result()).isEqualTo("c done");
        });
    }

    private void throwing(Future<String> answer) {
        var unused = answer.onComplete(done -> {
            heard++;
            throw new IllegalStateException("whoever heard it has a fault");
        });
    }

    private List<Future<String>> submit(String... calls) {
        List<Future<String>> answers = new ArrayList<>();
        for (String call : calls) {
            answers.add(batch.submit(call));
        }
        return answers;
    }

    private Future<String> submitted() {
        Promise<String> answer = Promise.promise();
        loop.runOnContext(here -> batch.submit("a").onComplete(answer));
        statement.awaitRuns(1);
        return answer.future();
    }

    private void onLoop(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(here -> {
            try {
                work.run();
                boolean unusedFirst = done.complete(null);
            } catch (Throwable failure) {
                boolean unusedFirst = done.completeExceptionally(failure);
            }
        });
        Void unused =
                done.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static Fate fateOf(Future<?> future) {
        return ((StatementFault) future.cause()).fate();
    }

    private static final class HandClock extends Clock {
        private volatile Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class ByHand implements MicroBatch.Statement<String, String> {

        static final Instant DEADLINE = NOON.plusSeconds(5);
        static final Instant LATER_DEADLINE = DEADLINE.plusMillis(20);

        private final List<List<String>> runs = new ArrayList<>();
        private final Deque<Promise<List<String>>> open = new ArrayDeque<>();
        private String throwsAt = "";
        private Throwable thrown = new IllegalArgumentException("as the test has it");

        @Override
        public synchronized Future<List<String>> run(List<String> calls) {
            if (calls.contains(throwsAt)) {
                throw ByHand.<RuntimeException>unchecked(thrown);
            }
            runs.add(calls);
            Promise<List<String>> answer = Promise.promise();
            open.add(answer);
            notifyAll();
            return answer.future();
        }

        @Override
        public Set<?> conflicts(String call) {
            return Set.of(call.charAt(0));
        }

        @Override
        public Instant deadline(String call) {
            return call.equals("later") ? LATER_DEADLINE : DEADLINE;
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        public Future<String> unknown(String call) {
            return Future.succeededFuture(call + " unknown");
        }

        void answerWith(List<String> answers) {
            open.remove().complete(answers);
        }

        void answer() {
            List<String> calls = runs.get(runs.size() - open.size());
            open.remove().complete(calls.stream().map(call -> call + " done").toList());
        }

        void fail(Fate fate) {
            open.remove().fail(new StatementFault(fate, "as the test has it"));
        }

        synchronized void awaitRuns(int count) {
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (runs.size() < count) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the batch was not sent again");
                }
                try {
                    wait(100);
                } catch (InterruptedException cause) {
                    throw new AssertionError(cause);
                }
            }
        }
    }
}
