package org.slotkeeper.system;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessEngine;
import org.slotkeeper.demo.PublishDemo.Span;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.reconcile.ReconcileAll;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.ProcessTicks;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** Measures what it costs to hold a practice of England's average size against the ledger, three seats in five of it booked: a program, not a test. Arguments: practices, looks at each. */
final class ReconcileCost {

    private static final int LIST_SIZE = 10_300;
    private static final int DAYS = 14;
    private static final int NATION = 6_002;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final PostgresAddress database = Stores.freshDatabase();
    private final RunningSystem system;
    private final ProcessEngine processEngine;

    private ReconcileCost() {
        this.system = RunningSystem.start(database, MachineClock.now(), 2, "reconcile.continuously=false");
        this.processEngine = system.running().processEngine();
    }

    public static void main(String[] arguments) throws Exception {
        int practices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        int looks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        new ReconcileCost().measure(practices, looks);
        System.exit(0);
    }

    private void measure(int count, int looks) throws Exception {
        List<OdsCode> practices = publish(count);
        bookThreeInFive();
        var unused = run(() -> processEngine.mine().warmPractices().warmAll());
        System.out.printf(
                "%d practices with %s sessions, %s seats and %s owners each%n",
                count,
                ask("SELECT count(*) / " + count + " FROM session"),
                ask("SELECT sum(slot_count * capacity) / " + count + " FROM session_run"),
                ask("SELECT count(*) / " + count + " FROM occupancy"));
        ReconcileAll.Parts parts = run(
                () -> Future.succeededFuture(processEngine.mine().reconciling().parts()));
        report("inventory, warm-up", practices, looks, parts.practice()::isSuspicious, 50);
        report("inventory against ledger", practices, looks, parts.practice()::isSuspicious, 50);
        report("ledger against itself", practices, Math.max(1, looks / 10), parts.audit()::auditPractice, 3_600);
    }

    private List<OdsCode> publish(int count) {
        List<PracticeListing> listings = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            OdsCode practice = new OdsCode(String.format("C%05d", number));
            listings.add(
                    new PracticeListing(practice, Optional.of("Practice"), Optional.empty(), Optional.of(LIST_SIZE)));
        }
        Instant now = system.clock().instant();
        var unused = run(() ->
                processEngine.publishDemo(1, new Chance()).publish(listings, new Span(London.dayOf(now), DAYS, now)));
        return listings.stream().map(PracticeListing::odsCode).toList();
    }

    private void bookThreeInFive() {
        Stores.execute(database, """
                WITH seat AS (
                    SELECT r.practice, r.day, r.first_ordinal + n AS ordinal, r.starts_at + n / r.capacity * r.slot_minutes * interval '1 minute' AS start, r.slot_minutes,
                           translate(substr(md5(r.practice || r.day || r.first_ordinal + n) || md5('x' || r.first_ordinal + n), 1, 26), '0189', 'ghij') AS key,
                           row_number() OVER () AS nth
                    FROM session_run r CROSS JOIN LATERAL generate_series(0, r.slot_count::integer * r.capacity - 1) AS n
                    WHERE (r.first_ordinal + n) % 5 < 3
                ), owner AS (
                    INSERT INTO occupancy SELECT practice, day, ordinal, day, key FROM seat
                ), noted AS (
                    INSERT INTO diary SELECT practice, nth, ARRAY[start], ARRAY[start + slot_minutes * interval '1 minute'], 5, now() FROM seat
                )
                INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, caller, booked_by, booked_at, updated_at)
                SELECT practice, day, key, ordinal, 1, 'BOOKED', nth, day, ARRAY[ordinal]::smallint[], start, start + slot_minutes * interval '1 minute', 'x', 'x', now(), now() FROM seat
                """);
        Stores.execute(database, "ANALYZE");
    }

    private <T> T run(java.util.function.Supplier<Future<T>> work) {
        return processEngine.onLoop(work, PATIENCE, "measuring");
    }

    private <T> void report(
            String what, List<OdsCode> practices, int looks, Function<OdsCode, Future<T>> look, int roundSeconds)
            throws Exception {
        double[] before = cpuMillis();
        long begun = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        int all = practices.size() * looks;
        var unused = run(() -> Future.all(List.of(lane(practices, all, next, look), lane(practices, all, next, look))));
        double seconds = (System.nanoTime() - begun) / 1e9;
        double[] after = cpuMillis();
        double postgres = (after[0] - before[0]) / all;
        double redis = (after[1] - before[1]) / all;
        double engine = (after[2] - before[2]) / all;
        double together = postgres + redis + engine;
        System.out.printf(
                "%-26s %6d looks in %5.1f s; CPU ms a look: Postgres %.3f, Redis %.3f, engine %.3f, together %.3f; %d practices in %d s: %.1f %% of a core%n",
                what,
                all,
                seconds,
                postgres,
                redis,
                engine,
                together,
                NATION,
                roundSeconds,
                together * NATION / roundSeconds / 10);
    }

    private static <T> Future<Void> lane(
            List<OdsCode> practices, int all, AtomicInteger next, Function<OdsCode, Future<T>> look) {
        Promise<Void> end = Promise.promise();
        go(practices, all, next, look, end);
        return end.future();
    }

    private static <T> void go(
            List<OdsCode> practices,
            int all,
            AtomicInteger next,
            Function<OdsCode, Future<T>> look,
            Promise<Void> end) {
        int nth = next.getAndIncrement();
        if (nth >= all) {
            end.complete();
            return;
        }
        var unused = look.apply(practices.get(nth % practices.size())).onComplete(looked -> {
            if (looked.failed()
                    || !(looked.result().equals(false) || looked.result().equals(List.of()))) {
                end.fail("not in order: " + looked);
            } else {
                go(practices, all, next, look, end);
            }
        });
    }

    /** Of Postgres with all its children, of Redis, of this process. */
    private double[] cpuMillis() throws SQLException, IOException {
        Path pidFile = Path.of(ask("SHOW data_directory"), "postmaster.pid");
        String postmaster = Files.readAllLines(pidFile).get(0).trim();
        String redis = RedisTalk.say(Stores.redis(), "INFO", "server")
                .get(0)
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line -> line.substring("process_id:".length()).trim())
                .findFirst()
                .orElseThrow();
        return LongStream.of(ProcessTicks.ofFamily(postmaster), ProcessTicks.of(redis), ProcessTicks.ofThis())
                .mapToDouble(ticks -> ticks * ProcessTicks.MILLIS_A_TICK)
                .toArray();
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = Stores.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException(sql);
            }
            return rows.getString(1);
        }
    }
}
