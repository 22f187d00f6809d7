package org.slotkeeper.postgres.ledger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.postgres.connection.SelfCheck;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.ProcessTicks;
import org.slotkeeper.testing.Stores;

/** Measures what a booking costs the ledger: a program, not a test. Arguments: engines, callers, seconds measured. It warms up for twenty seconds first. */
final class LedgerCost {

    private static final int WARM_UP_SECONDS = 20;
    private static final int PRACTICES = 2_000;
    /** A busy machine is slow to begin. */
    private static final ConnectionSettings PATIENT =
            new ConnectionSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMillis(200), 4);

    private static final long TICK_MICROS = 10_000;

    private final PostgresAddress database = Stores.freshDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();
    private final LongAdder recorded = new LongAdder();
    private final LongAdder others = new LongAdder();
    private volatile boolean isEnding;

    public static void main(String[] arguments) throws Exception {
        int engines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        int callers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        new LedgerCost().measure(engines, callers, seconds);
        System.exit(0);
    }

    private void measure(int engines, int callers, int seconds) throws Exception {
        PostgresCoordinates coordinates = new PostgresCoordinates(
                database.host(), database.port(), database.database(), database.user(), database.password());
        Migrations.migrate(coordinates);
        PostgresPrimary primary = new PostgresPrimary(coordinates);
        LocalDate today = MachineClock.today();
        Stores.execute(database, "SELECT make_partitions('" + today.minusDays(7) + "', '" + today.plusDays(60) + "')");
        for (int engine = 0; engine < engines; engine++) {
            start(primary, callers / engines, engine);
        }
        report("warm-up", WARM_UP_SECONDS);
        report("measured", seconds);
        isEnding = true;
    }

    private void start(PostgresPrimary primary, int callers, int engine) {
        Context loop = vertx.getOrCreateContext();
        loop.runOnContext(here -> {
            PostgresConnections connections = new PostgresConnections(vertx, primary, PATIENT, meters);
            var unused = SelfCheck.run(connections).onSuccess(findings -> {
                WriteLane lane = new WriteLane(vertx, connections, findings, MachineClock.utc(), meters);
                PostgresLedger ledger = new PostgresLedger(vertx, connections, lane, MachineClock.utc(), meters);
                Load load = new Load(new SplittableRandom(engine), engine);
                for (int caller = 0; caller < callers; caller++) {
                    bookOn(ledger, load);
                }
            });
        });
    }

    private void bookOn(PostgresLedger ledger, Load load) {
        if (isEnding) {
            return;
        }
        Future<LedgerAnswer> answer = ledger.change(load.next());
        var unused = answer.onComplete(told -> {
            boolean isRecorded = told.succeeded() && told.result() instanceof LedgerAnswer.Recorded;
            (isRecorded ? recorded : others).increment();
            bookOn(ledger, load);
        });
    }

    private void report(String phase, int seconds) throws Exception {
        long booked = recorded.sum();
        long commits = commits();
        long postgresTicks = postgresTicks();
        long ownTicks = ProcessTicks.ofThis();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        double bookings = recorded.sum() - booked;
        System.out.printf(
                "%s: %.0f bookings/s, %.1f to a commit, CPU us a booking: Postgres %.1f, JVM with the load %.1f; not recorded %d%n",
                phase,
                bookings / seconds,
                bookings / Math.max(1, commits() - commits),
                (postgresTicks() - postgresTicks) * TICK_MICROS / bookings,
                (ProcessTicks.ofThis() - ownTicks) * TICK_MICROS / bookings,
                others.sum());
    }

    private long commits() throws SQLException {
        return Long.parseLong(ask("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"));
    }

    private long postgresTicks() throws SQLException, IOException {
        Path pidFile = Path.of(ask("SHOW data_directory"), "postmaster.pid");
        String postmaster = Files.readAllLines(pidFile).get(0).trim();
        return ProcessTicks.ofFamily(postmaster);
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

    /** New patients on seats that nobody had: what the inventory lets through. */
    private static final class Load {
        private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

        private final SplittableRandom random;
        private final int engine;
        private int count;

        Load(SplittableRandom random, int engine) {
            this.random = random;
            this.engine = engine;
        }

        Change.Book next() {
            int number = count++;
            int place = number / PRACTICES;
            LocalDate day = MachineClock.today().plusDays(1 + place % 14);
            int ordinal = place / 14 + engine * 8_000;
            OdsCode practice = new OdsCode(String.format("P%05d", number % PRACTICES));
            NhsNumber patient = NhsNumber.ofDemonstration(engine * 20_000_000 + number);
            Instant now = MachineClock.now();
            Instant start = day.atTime(9, 0).toInstant(ZoneOffset.UTC).plusSeconds(600L * (place % 40));
            StringBuilder key = new StringBuilder();
            for (int at = 0; at < 26; at++) {
                key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            Request request = new Request(
                    new UUID(random.nextLong(), random.nextLong()),
                    new UUID(random.nextLong(), random.nextLong()),
                    random.nextLong(),
                    key.toString(),
                    new Caller.Patient(patient, Optional.empty(), Optional.empty()),
                    now.plusSeconds(5));
            return new Change.Book(
                    new AppointmentId(new SeatId(practice, day, ordinal), request.appointmentKey()),
                    new Appointment.Allocation(
                            List.of(new SeatId(practice, day, ordinal)),
                            List.of(),
                            new Interval(start, start.plusSeconds(600)),
                            new Care("nobody", "none", Channel.IN_PERSON, "anything", "anywhere")),
                    new Appointment.Notes(Optional.of("a sore knee"), Optional.empty()),
                    10,
                    new Attempt(request, patient, now));
        }
    }
}
