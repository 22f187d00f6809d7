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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;
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

/** Measures what bookings, looks at them and cancellations cost the ledger: a program, not a test. Arguments: engines, callers, seconds measured of each. It books for twenty seconds first. */
final class LedgerCost {

    private static final int WARM_UP_SECONDS = 20;
    private static final int PRACTICES = 2_000;
    private static final int DAYS = 14;
    private static final int SEATS_OF_AN_ENGINE = 8_000;
    private static final Care CARE = new Care("nobody", "none", Channel.IN_PERSON, "anything", "anywhere");
    /** A busy machine is slow to begin. */
    private static final ConnectionSettings PATIENT =
            new ConnectionSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMillis(200), 4);

    private static final long TICK_MICROS = 10_000;

    private final PostgresAddress database = Stores.freshDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();
    private final LongAdder done = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final Map<OdsCode, PracticeBook> books = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.BOOK;

    private enum Phase {
        BOOK,
        LOOK_WITH_BOOKS_IN_MEMORY,
        LOOK_WITHOUT,
        CANCEL,
        END
    }

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
        publish(today, engines * SEATS_OF_AN_ENGINE);
        for (int engine = 0; engine < engines; engine++) {
            start(primary, callers / engines, engine);
        }
        report("warm-up", WARM_UP_SECONDS);
        for (Phase next : List.of(Phase.BOOK, Phase.LOOK_WITH_BOOKS_IN_MEMORY, Phase.LOOK_WITHOUT, Phase.CANCEL)) {
            phase = next;
            report(next.name(), seconds);
        }
        phase = Phase.END;
    }

    private void publish(LocalDate today, int seats) {
        String practices = "SELECT 'P' || to_char(nth, 'FM00000') AS practice FROM generate_series(0, "
                + (PRACTICES - 1) + ") nth";
        Stores.execute(
                database,
                "INSERT INTO care (practice, care, clinician, role, channel, service_type, location) SELECT practice, 1, 'nobody', 'none', 'IN_PERSON', 'anything', 'anywhere' FROM ("
                        + practices + ") p");
        Stores.execute(
                database,
                "INSERT INTO session_run (practice, day, first_ordinal, session, slot_count, capacity, starts_at, slot_minutes, care) SELECT practice, date '"
                        + today + "' + day, 0, 'morning', " + seats + ", 1, now(), 10, 1 FROM (" + practices
                        + ") p, generate_series(1, " + DAYS + ") day");
    }

    private Optional<PracticeBook> known(OdsCode practice) {
        return phase == Phase.LOOK_WITHOUT
                ? Optional.empty()
                : Optional.of(books.computeIfAbsent(practice, LedgerCost::bookOf));
    }

    private static PracticeBook bookOf(OdsCode practice) {
        SessionId morning = new SessionId("morning");
        SessionRules rules = new SessionRules(Instant.EPOCH, Audience.REGISTERED_PATIENTS);
        SlotRun run = new SlotRun(morning, 0, 3 * SEATS_OF_AN_ENGINE, 1, Instant.EPOCH, Duration.ofMinutes(10), CARE);
        LocalDate today = MachineClock.today();
        return new PracticeBook(
                new Practice(
                        practice,
                        "The Practice",
                        "LS1 1AA",
                        8_000,
                        new Practice.PracticeRules(
                                true, new BookingWindow(Duration.ofDays(60), Duration.ZERO), Duration.ZERO, 5)),
                1,
                today.plusDays(1)
                        .datesUntil(today.plusDays(DAYS + 1))
                        .map(day -> new DayBook(practice, day, List.of(run), Map.of(morning, rules)))
                        .toList());
    }

    private void start(PostgresPrimary primary, int callers, int engine) {
        Context loop = vertx.getOrCreateContext();
        Appointments appointments = new Appointments(this::known);
        loop.runOnContext(here -> {
            PostgresConnections connections = new PostgresConnections(vertx, primary, PATIENT, meters);
            var unused = SelfCheck.run(connections).onSuccess(findings -> {
                WriteLane lane = new WriteLane(vertx, connections, appointments, findings, MachineClock.utc(), meters);
                PostgresLedger ledger =
                        new PostgresLedger(vertx, connections, appointments, lane, MachineClock.utc(), meters);
                Load load = new Load(new SplittableRandom(engine), engine);
                for (int caller = 0; caller < callers; caller++) {
                    askOn(ledger, load);
                }
            });
        });
    }

    private void askOn(PostgresLedger ledger, Load load) {
        Future<Boolean> answer =
                switch (phase) {
                    case BOOK -> book(ledger, load);
                    case LOOK_WITH_BOOKS_IN_MEMORY, LOOK_WITHOUT -> {
                        Appointment booked = load.anyBooked();
                        yield ledger.look(booked.id(), load.request(booked.patient()))
                                .map(Optional::isPresent);
                    }
                    case CANCEL -> {
                        Appointment booked = load.booked.remove(load.booked.size() - 1);
                        yield ledger.change(new Change.Cancel(
                                        booked, "better", load.request(booked.patient()), MachineClock.now()))
                                .map(told -> told instanceof LedgerAnswer.Recorded);
                    }
                    case END -> Future.failedFuture("it is over");
                };
        var unused = answer.onComplete(told -> {
            (told.succeeded() && told.result() ? done : others).increment();
            if (phase != Phase.END) {
                askOn(ledger, load);
            }
        });
    }

    private static Future<Boolean> book(PostgresLedger ledger, Load load) {
        Change.Book wanted = load.next();
        return ledger.change(wanted).map(told -> {
            if (told instanceof LedgerAnswer.Recorded recorded) {
                load.booked.add(wanted.recorded(recorded));
                return true;
            }
            return false;
        });
    }

    private void report(String phase, int seconds) throws Exception {
        long doneBefore = done.sum();
        long othersBefore = others.sum();
        long commits = commits();
        long postgresTicks = postgresTicks();
        long ownTicks = ProcessTicks.ofThis();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        double calls = done.sum() - doneBefore;
        System.out.printf(
                "%s: %.0f a second, %.1f to a transaction, CPU us each: Postgres %.1f, JVM with the load %.1f; other answers %d%n",
                phase,
                calls / seconds,
                calls / Math.max(1, commits() - commits),
                (postgresTicks() - postgresTicks) * TICK_MICROS / calls,
                (ProcessTicks.ofThis() - ownTicks) * TICK_MICROS / calls,
                others.sum() - othersBefore);
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
        private final List<Appointment> booked = new ArrayList<>();

        Load(SplittableRandom random, int engine) {
            this.random = random;
            this.engine = engine;
        }

        Change.Book next() {
            int number = count++;
            int place = number / PRACTICES;
            LocalDate day = MachineClock.today().plusDays(1 + place % DAYS);
            int ordinal = place / DAYS + engine * SEATS_OF_AN_ENGINE;
            OdsCode practice = new OdsCode(String.format("P%05d", number % PRACTICES));
            NhsNumber patient = NhsNumber.ofDemonstration(engine * 20_000_000 + number);
            Instant now = MachineClock.now();
            Instant start = day.atTime(9, 0).toInstant(ZoneOffset.UTC).plusSeconds(600L * (place % 40));
            Request request = request(patient);
            return new Change.Book(
                    new AppointmentId(new SeatId(practice, day, ordinal), request.appointmentKey()),
                    new Appointment.Allocation(
                            List.of(new SeatId(practice, day, ordinal)),
                            List.of(),
                            new Interval(start, start.plusSeconds(600)),
                            CARE),
                    new Appointment.Notes(Optional.of("a sore knee"), Optional.empty()),
                    10,
                    new Attempt(request, patient, now));
        }

        Appointment anyBooked() {
            return booked.get(random.nextInt(booked.size()));
        }

        Request request(NhsNumber patient) {
            StringBuilder key = new StringBuilder();
            for (int at = 0; at < 26; at++) {
                key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            return new Request(
                    new UUID(random.nextLong(), random.nextLong()),
                    new UUID(random.nextLong(), random.nextLong()),
                    random.nextLong(),
                    key.toString(),
                    new Caller.Patient(patient, Optional.empty(), Optional.empty()),
                    MachineClock.now().plusSeconds(5));
        }
    }
}
