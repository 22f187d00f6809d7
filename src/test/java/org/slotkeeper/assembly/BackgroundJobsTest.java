package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.assembly.BackgroundJob.Rhythm;
import org.slotkeeper.assembly.BackgroundJob.Scope;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.relay.Changes;
import org.slotkeeper.relay.InMemoryChangeLog;
import org.slotkeeper.relay.Relay;
import org.slotkeeper.relay.spi.Listener;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Stores;

/** Two engines' background jobs over one ledger. */
final class BackgroundJobsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
    private static final Duration SOON = Duration.ofMillis(20);

    private final PostgresAddress database = Stores.freshDatabase();
    private final Process first = new Process();
    private final Process second = new Process();

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aJobOfTheClusterRunsInOneProcessAtATime() {
        first.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> first.runs.size() == 1);
        second.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> second.turns() >= 3);
        assertThat(second.runs).isEmpty();

        first.isAtRest = true;
        first.runs.remove().complete();
        await().until(() -> second.runs.size() == 1);
        assertThat(first.scrape())
                .contains("slotkeeper_job_duration_seconds_count{outcome=\"ok\",task=\"the_job\"}")
                .contains("slotkeeper_job_last_success_seconds{scope=\"once_in_cluster\",task=\"the_job\"} 1000.0");
        assertThat(second.scrape())
                .contains("slotkeeper_job_last_success_seconds{scope=\"once_in_cluster\",task=\"the_job\"} NaN");
    }

    @Test
    void aTurnOfSeveralRunsIsOneProcessesUntilItsEnd() {
        first.runsInTurn = 3;
        first.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> first.runs.size() == 1);
        second.begin(Scope.ONCE_IN_CLUSTER);
        for (int nth = 0; nth < 2; nth++) {
            int turns = second.turns();
            first.runs.remove().complete();
            await().until(() -> first.runs.size() == 1);
            await().until(() -> second.turns() >= turns + 3);
            assertThat(second.runs).isEmpty();
        }
        first.isAtRest = true;
        first.runs.remove().complete();
        await().until(() -> second.runs.size() == 1);
    }

    @Test
    void aJobOfTheClusterMovesOnWhenItsProcessIsGone() {
        first.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> first.runs.size() == 1);
        second.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> second.turns() >= 3);
        assertThat(second.runs).isEmpty();

        first.close();
        await().until(() -> second.runs.size() == 1);
    }

    /** Another may have begun by then what this one has not ended. */
    @Test
    void aRunWhoseLockWasLostHasFailed() {
        Promise<Boolean> outcome = Promise.promise();
        first.vertx.runOnContext(begun -> first.hold(outcome));
        Future<Boolean> held = outcome.future();
        await().until(() -> first.runs.size() == 1);
        endLocks();
        second.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> second.runs.size() == 1);
        assertThat(held.isComplete()).isFalse();
        first.runs.element().complete();
        await().until(held::failed);
        assertThat(held.cause()).hasMessageContaining("lost");
    }

    private void endLocks() {
        Stores.execute(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    @Test
    void aRunWhoseLockWasLostIsCountedAsFailed() {
        first.begin(Scope.ONCE_IN_CLUSTER);
        await().until(() -> first.runs.size() == 1);
        endLocks();
        first.runs.remove().complete();
        await().until(() -> first.failures() >= 1);
        assertThat(first.scrape())
                .contains("slotkeeper_job_last_success_seconds{scope=\"once_in_cluster\",task=\"the_job\"} NaN");
    }

    /** What is most likely to go wrong with a job of the cluster. */
    @Test
    void aTurnThatCannotAskForTheLockIsCountedAsFailed() {
        first.begin(Scope.ONCE_IN_CLUSTER, first.poolAt(1));
        await().until(() -> first.failures() >= 1);
        assertThat(first.runs).isEmpty();
    }

    @Test
    void aJobOfEachProcessRunsInAll() {
        first.begin(Scope.PER_PROCESS);
        second.begin(Scope.PER_PROCESS);
        await().until(() -> first.runs.size() == 1 && second.runs.size() == 1);
    }

    @Test
    void aJobThatFailsOrThrowsComesAgain() {
        first.begin(Scope.PER_PROCESS);
        await().until(() -> first.runs.size() == 1);
        first.isThrowing = true;
        first.runs.remove().fail("not this time");
        await().until(() -> first.failures() >= 3);
        first.isThrowing = false;
        await().until(() -> first.runs.size() == 1);
    }

    /** Two listeners in each process: the first process's one never answers, and has the turn. */
    @Test
    void aListenerThatNeverAnswersKeepsNeitherOthersNorItsTurn() {
        Ear silent = new Ear("one", Promise.<Void>promise().future());
        Ear other = new Ear("other", Future.succeededFuture());
        first.begin(List.of(telling(silent), telling(other)));
        await().until(() -> silent.heard.get() >= 1 && other.heard.get() == 1);
        Ear takesOver = new Ear("one", Future.succeededFuture());
        second.begin(List.of(telling(takesOver)));
        await().until(() -> takesOver.heard.get() == 1);
    }

    /** Over a log of its own, in which there is one change. */
    private static BackgroundJob telling(Ear ear) {
        InMemoryChangeLog log = new InMemoryChangeLog(3);
        log.record(Changes.booked(LedgerWorld.newPractice(), LedgerWorld.DAY, 3));
        Relay relay = new Relay(log, ear, CLOCK, 1, SOON);
        return new BackgroundJob("relay_" + ear.name(), Scope.ONCE_IN_CLUSTER, Rhythm.every(SOON), relay::step);
    }

    private record Ear(String name, Future<Void> answer, AtomicInteger heard) implements Listener {

        Ear(String name, Future<Void> answer) {
            this(name, answer, new AtomicInteger());
        }

        @Override
        public Future<Void> hear(Passage passage) {
            heard.addAndGet(passage.changes().size());
            return answer;
        }
    }

    /** As much of an engine's process as its jobs need. */
    private final class Process {

        private final Vertx vertx = Vertx.vertx();
        private final Meters meters = new Meters();
        private final PostgresPool pool = poolAt(database.port());
        /** Runs that have begun and not ended. */
        final Queue<Promise<Void>> runs = new ConcurrentLinkedQueue<>();

        private final AtomicInteger turns = new AtomicInteger();
        volatile boolean isThrowing;
        /** Further runs end at once. */
        volatile boolean isAtRest;

        int runsInTurn = 1;
        private boolean isClosed;

        PostgresPool poolAt(int port) {
            return new PostgresPool(
                    vertx,
                    new PostgresPrimary(new PostgresCoordinates(
                            database.host(), port, database.database(), database.user(), database.password())),
                    1,
                    meters);
        }

        void begin(Scope scope) {
            begin(scope, pool);
        }

        void begin(Scope scope, PostgresPool ledger) {
            List<BackgroundJob> jobs = List.of(
                    new BackgroundJob("the_job", scope, new Rhythm(runsInTurn, SOON, SOON), this::run),
                    // Ten pauses of the other job, which has had turns meanwhile.
                    new BackgroundJob("a_clock", Scope.PER_PROCESS, Rhythm.every(SOON.multipliedBy(10)), this::tick));
            begin(jobs, ledger);
        }

        void begin(List<BackgroundJob> jobs) {
            begin(jobs, pool);
        }

        private void begin(List<BackgroundJob> jobs, PostgresPool ledger) {
            String unused =
                    done(vertx.deployVerticle(new BackgroundJobs(() -> jobs, ledger.clusterLock(), meters, CLOCK)));
        }

        private Future<?> run() {
            if (isThrowing) {
                throw new IllegalStateException("not this time either");
            }
            if (isAtRest) {
                return Future.succeededFuture();
            }
            Promise<Void> run = Promise.promise();
            runs.add(run);
            return run.future();
        }

        /** A cold machine may not connect in time: then it is tried again. */
        void hold(Promise<Boolean> outcome) {
            var unused = pool.clusterLock().during("the_job", this::run).onComplete(ended -> {
                if (ended.failed() && runs.isEmpty()) {
                    hold(outcome);
                } else {
                    outcome.handle(ended);
                }
            });
        }

        private Future<?> tick() {
            turns.incrementAndGet();
            return Future.succeededFuture();
        }

        int turns() {
            return turns.get();
        }

        String scrape() {
            return meters.scrape();
        }

        double failures() {
            String count = "slotkeeper_job_duration_seconds_count{outcome=\"failed\",task=\"the_job\"} ";
            return scrape().lines()
                    .filter(line -> line.startsWith(count))
                    .mapToDouble(line -> Double.parseDouble(line.substring(count.length())))
                    .findFirst()
                    .orElseThrow();
        }

        void close() {
            if (!isClosed) {
                isClosed = true;
                Void unused = done(vertx.close());
                meters.close();
            }
        }

        private static <T> T done(Future<T> future) {
            return Blocking.await(future, Patience.LONG, "a process of the test");
        }
    }
}
