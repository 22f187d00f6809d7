package org.slotkeeper.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.retention.OldWeeks.LIVE;
import static org.slotkeeper.postgres.retention.OldWeeks.NOW;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_OLD;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_OLD_TOO;
import static org.slotkeeper.postgres.retention.OldWeeks.OLD;
import static org.slotkeeper.postgres.retention.OldWeeks.OLD_TOO;
import static org.slotkeeper.postgres.retention.OldWeeks.inside;
import static org.slotkeeper.postgres.retention.OldWeeks.of;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.ledger.LedgerRaceTest;
import org.slotkeeper.postgres.retention.OldWeeks.Booked;
import org.slotkeeper.postgres.retention.OldWeeks.When;
import org.slotkeeper.retention.TableContent;
import org.slotkeeper.retention.Verdict;
import org.slotkeeper.retention.WeekArchive;
import org.slotkeeper.retention.spi.WeekLedger;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.Trial;

/** Weeks are taken out step by step: a run that is ended anywhere is gone on with, one that has to wait keeps nobody waiting, and what is booked, moved or cancelled meanwhile is not lost. */
@Trial("old weeks taken out, and an end at each step")
final class RetireStepsTest {

    /** What changes something, each a place to end at. To look changes nothing, so that to end before it or after it is the same. */
    private static final Set<String> STEPS =
            Set.of("freeze", "decide", "forget", "detach", "copy", "archived", "drop", "retired");

    @TempDir
    private Path directory;

    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Another ledger, which does something before each step, or ends there. */
    private static WeekLedger before(WeekLedger ledger, Consumer<String> step) {
        return (WeekLedger) Proxy.newProxyInstance(
                WeekLedger.class.getClassLoader(), new Class<?>[] {WeekLedger.class}, (proxy, method, arguments) -> {
                    if (STEPS.contains(method.getName())) {
                        step.accept(method.getName());
                    }
                    return invoke(ledger, method, arguments);
                });
    }

    static WeekLedger endingBefore(WeekLedger ledger, String last) {
        return before(ledger, step -> {
            if (step.equals(last)) {
                throw new Ended();
            }
        });
    }

    private static Object invoke(WeekLedger ledger, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(ledger, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Test
    void aRunThatIsEndedAtAnyStepIsGoneOnWith() {
        PostgresAddress prepared = twoWeeksOfWhichOneIsHeldBack();
        List<String> steps = new ArrayList<>();
        Outcome whole = outcomeOf(copyOf(prepared), step -> steps.add(step));
        assertThat(steps).contains(STEPS.toArray(String[]::new)).hasSizeGreaterThan(15);
        assertThat(whole.archived()).containsOnlyKeys("slotkeeper-appointments-2026-11-30");

        for (int at = 1; at <= steps.size(); at++) {
            int databases = Stores.databases();
            int last = at;
            int[] taken = {0};
            Outcome gone = outcomeOf(copyOf(prepared), step -> {
                taken[0]++;
                if (taken[0] == last) {
                    throw new Ended();
                }
            });
            assertThat(gone)
                    .as("ended before step %s, %s", at, steps.get(at - 1))
                    .isEqualTo(whole);
            Stores.dropDatabasesSince(databases);
        }
    }

    /** A power cut in the middle of a file. */
    @Test
    void aFileThatIsWrittenHalfIsNoArchive() {
        PostgresAddress prepared = twoWeeksOfWhichOneIsHeldBack();
        Outcome whole = outcomeOf(copyOf(prepared), step -> {});
        PostgresAddress database = copyOf(prepared);
        Path archive = newDirectory();

        assertThatThrownBy(() -> OldWeeks.retire(coordinates(database), archive, ledger -> halfCopying(ledger)))
                .isInstanceOf(Ended.class);

        assertThat(inside(archive)).containsExactly(".slotkeeper-appointments-2026-11-30.partial");
        assertThat(archive.resolve(".slotkeeper-appointments-2026-11-30.partial/session_run.csv.gz"))
                .exists();
        assertThat(OldWeeks.retire(coordinates(database), archive, ledger -> ledger))
                .contains(new Verdict.Retired(OF_OLD_TOO, "slotkeeper-appointments-2026-11-30", whole.rows()));
        assertThat(contents(archive)).isEqualTo(whole.archived());
    }

    private static WeekLedger halfCopying(WeekLedger ledger) {
        return (WeekLedger) Proxy.newProxyInstance(
                WeekLedger.class.getClassLoader(), new Class<?>[] {WeekLedger.class}, (proxy, method, arguments) -> {
                    boolean isLate = method.getName().equals("copy")
                            && String.valueOf(arguments[0]).contains("session_run");
                    if (isLate) {
                        ((OutputStream) arguments[1])
                                .write("practice,day,fir".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        throw new Ended();
                    }
                    return invoke(ledger, method, arguments);
                });
    }

    /** @param kept rows of what stays, as text */
    private record Outcome(Map<String, Map<String, TableContent>> archived, List<String> kept, long rows) {}

    /** Of a run that may be ended, and of one after it that is not. */
    private Outcome outcomeOf(PostgresAddress database, Consumer<String> step) {
        Path archive = newDirectory();
        try {
            List<Verdict> unused = OldWeeks.retire(coordinates(database), archive, ledger -> before(ledger, step));
        } catch (Ended here) {
            List<Verdict> unused = OldWeeks.retire(coordinates(database), archive, ledger -> ledger);
        }
        List<Verdict> again = OldWeeks.retire(coordinates(database), archive, ledger -> ledger);
        assertThat(of(OF_OLD, again)).isInstanceOf(Verdict.HeldBack.class);
        assertThat(again).noneMatch(verdict -> verdict.week().equals(OF_OLD_TOO));
        Map<String, Map<String, TableContent>> archived = contents(archive);
        long rows = archived.values().stream()
                .flatMap(tables -> tables.values().stream())
                .mapToLong(TableContent::rows)
                .sum();
        return new Outcome(archived, kept(database), rows);
    }

    private static Map<String, Map<String, TableContent>> contents(Path archive) {
        Map<String, Map<String, TableContent>> contents = new TreeMap<>();
        for (String name : inside(archive)) {
            try {
                contents.put(name, new WeekArchive(archive).read(name));
            } catch (IOException cause) {
                throw new AssertionError(name, cause);
            }
        }
        return contents;
    }

    private static List<String> kept(PostgresAddress database) {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(
                "appointment",
                "appointment_version",
                "occupancy",
                "session",
                "session_run",
                "audit",
                "request",
                "diary",
                "(SELECT relname, relispartition FROM pg_class WHERE relkind = 'r' AND relname ~ '_[0-9]{8}$')",
                "(SELECT part, week, archive, retired_at FROM retired_week)",
                "(SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'retiring' AND tgenabled <> 'D')")) {
            rows.addAll(query(
                    database, "SELECT '" + table.replace("'", "") + "' || t::text FROM " + table + " t ORDER BY 1"));
        }
        return rows;
    }

    private static List<String> query(PostgresAddress database, String sql) {
        try (Connection connection = Stores.connect(database);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    private static PostgresAddress twoWeeksOfWhichOneIsHeldBack() {
        try (OldWeeks world = new OldWeeks(1)) {
            Booked held = world.book(OLD, 3);
            world.moved(held.appointment(), LIVE, 5);
            Booked unused = world.book(OLD_TOO, 3);
            Booked unusedToo = world.book(LIVE, 3);
            return world.ledger.database();
        }
    }

    private static PostgresAddress copyOf(PostgresAddress prepared) {
        PostgresAddress copy = Stores.freshDatabase();
        PostgresAddress maintenance = prepared.withDatabase("postgres");
        Stores.execute(maintenance, "DROP DATABASE " + copy.database());
        Stores.execute(maintenance, "CREATE DATABASE " + copy.database() + " TEMPLATE " + prepared.database());
        return copy;
    }

    private static PostgresCoordinates coordinates(PostgresAddress database) {
        return new PostgresCoordinates(
                database.host(), database.port(), database.database(), database.user(), database.password());
    }

    private Path newDirectory() {
        try {
            return Files.createDirectory(directory.resolve(UUID.randomUUID().toString()));
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Test
    void onlyOneAtATimeTakesWeeksOut() {
        try (OldWeeks world = new OldWeeks(0)) {
            try (WeekLedger first = OldWeeks.open(world.ledger.coordinates())) {
                assertThat(first.weeks()).isNotEmpty();
                assertThat(PostgresWeekLedger.open(world.ledger.coordinates())).isEmpty();
            }
            try (WeekLedger next = OldWeeks.open(world.ledger.coordinates())) {
                assertThat(next.weeks()).isNotEmpty();
            }
        }
    }

    /** A report reads the whole ledger for long; whoever takes a week out waits for it, and those who book do not wait for him. */
    @Test
    void bookingsGoOnWhileAWeekWaitsForAReportAndTheNextRunGoesOn() throws SQLException {
        try (OldWeeks world = new OldWeeks(1);
                Connection report = Stores.connect(world.ledger.database());
                Statement statement = report.createStatement()) {
            Booked old = world.book(OLD, 3);
            report.setAutoCommit(false);
            boolean unusedReads = statement.execute("SELECT FROM appointment");

            List<Verdict> verdicts = OldWeeks.retire(
                    world.ledger.coordinates(),
                    directory,
                    new When(OldWeeks.FOUR_WEEKS, NOW),
                    OldWeeks.IMPATIENT,
                    ledger -> before(ledger, step -> {
                        Booked unused = world.book(
                                LIVE, 5 + (int) world.ledger.count("appointment WHERE day = '" + LIVE + "'"));
                    }));

            assertThat(of(OF_OLD, verdicts)).isEqualTo(new Verdict.Busy(OF_OLD));
            assertThat(world.ledger.count("pg_inherits WHERE inhdetachpending")).isEqualTo(1);
            assertThat(world.ledger.count("appointment WHERE day = '" + LIVE + "'"))
                    .isGreaterThan(3);
            assertThat(of(OF_OLD, world.plan())).isEqualTo(new Verdict.GoesOn(OF_OLD));
            report.commit();
            assertThat(of(OF_OLD, world.retire(directory))).isInstanceOf(Verdict.Retired.class);
            assertThat(world.read(old)).isEmpty();
        }
    }

    @Test
    void aWeekThatSomebodyIsChangingIsLeftForLaterAndMayBeChanged() throws SQLException {
        try (OldWeeks world = new OldWeeks(1);
                Connection other = Stores.connect(world.ledger.database());
                Statement statement = other.createStatement()) {
            Booked old = world.book(OLD, 3);
            other.setAutoCommit(false);
            int unusedRows = statement.executeUpdate("DELETE FROM session_run WHERE practice = 'T99999'");

            List<Verdict> verdicts = OldWeeks.retire(
                    world.ledger.coordinates(),
                    directory,
                    new When(OldWeeks.FOUR_WEEKS, NOW),
                    OldWeeks.IMPATIENT,
                    ledger -> ledger);

            assertThat(of(OF_OLD, verdicts)).isEqualTo(new Verdict.Busy(OF_OLD));
            other.rollback();
            Appointment moved = world.moved(old.appointment(), LIVE, 3);
            assertThat(of(OF_OLD, world.retire(directory))).isInstanceOf(Verdict.HeldBack.class);
            assertThat(world.read(old)).contains(moved);
        }
    }

    /** Staff may move what is over: at every step of the run somebody tries to, and whoever was told that it is done finds it. */
    @Test
    void noMoveThatIsAcknowledgedIsLostWhileWeeksAreTakenOut() {
        for (int round = 0; round < 6; round++) {
            int first = round;
            try (OldWeeks world = new OldWeeks(2)) {
                List<Booked> booked = new ArrayList<>();
                for (int ordinal = 0; ordinal < 16; ordinal++) {
                    booked.add(world.book(OLD, ordinal));
                }
                List<Booked> asked = new ArrayList<>();
                List<Future<LedgerAnswer>> answers = new ArrayList<>();
                int[] steps = {0};

                List<Verdict> verdicts = OldWeeks.retire(
                        world.ledger.coordinates(),
                        newDirectory(),
                        ledger -> before(ledger, step -> {
                            // The first move comes at another step in each round, and before it the week might still
                            // go.
                            if (steps[0]++ >= first && asked.size() < booked.size()) {
                                Booked next = booked.get(asked.size());
                                answers.add(world.ledger.change(move(
                                        next.appointment(),
                                        LIVE,
                                        next.appointment().seats().get(0).ordinal())));
                                asked.add(next);
                            }
                        }));

                for (int at = 0; at < answers.size(); at++) {
                    Optional<LedgerAnswer> answer =
                            await(answers.get(at).map(Optional::of).otherwise(Optional.empty()));
                    if (answer.filter(LedgerAnswer.Recorded.class::isInstance).isPresent()) {
                        assertThat(world.read(asked.get(at)))
                                .as("moved in round %s as number %s: %s", round, at, verdicts)
                                .hasValueSatisfying(found ->
                                        assertThat(found.seats().get(0).day()).isEqualTo(LIVE));
                    }
                }
                long seats = world.ledger.count("occupancy WHERE day = '" + LIVE + "'");
                long live = world.ledger.count("appointment WHERE day = '" + LIVE + "'");
                assertThat(seats).isEqualTo(live);
            }
        }
    }

    /** After a week is decided on, nothing of it changes; whoever wants to is refused, and nothing half is left. */
    @Test
    void whatIsDecidedCannotChangeAnyMore() {
        try (OldWeeks world = new OldWeeks(1)) {
            Booked booked = world.book(OLD, 3);
            boolean[] isTried = {false};

            List<Verdict> verdicts = OldWeeks.retire(
                    world.ledger.coordinates(),
                    directory,
                    ledger -> before(ledger, step -> {
                        if (step.equals("forget")) {
                            isTried[0] = true;
                            assertThatThrownBy(() -> await(world.ledger.change(move(booked.appointment(), LIVE, 3))))
                                    .hasStackTraceContaining("being taken out of the ledger");
                        }
                    }));

            assertThat(isTried[0]).isTrue();
            assertThat(of(OF_OLD, verdicts)).isInstanceOf(Verdict.Retired.class);
            assertThat(world.ledger.count("occupancy WHERE day = '" + LIVE + "'"))
                    .isZero();
            assertThat(world.ledger.count("request")).isZero();
            assertThat(LedgerRaceTest.word(await(world.ledger.change(
                            wanted(world.practice, newPatient(), request(self(newPatient())), LIVE, List.of(3))))))
                    .isEqualTo("RECORDED");
        }
    }

    /** Whoever ends between the freezing and the decision leaves the week so; the next run, also one that wants to keep it, lets go of it. */
    @Test
    void aWeekThatWasFrozenAndNotDecidedOnIsThawed() {
        try (OldWeeks world = new OldWeeks(1)) {
            Booked booked = world.book(OLD, 3);
            assertThatThrownBy(() -> OldWeeks.retire(
                            world.ledger.coordinates(), directory, ledger -> endingBefore(ledger, "decide")))
                    .isInstanceOf(Ended.class);
            assertThatThrownBy(() -> await(world.ledger.change(move(booked.appointment(), LIVE, 3))))
                    .hasStackTraceContaining("being taken out of the ledger");

            List<Verdict> verdicts = world.retire(directory, OldWeeks.KEEP_ALL, NOW);

            assertThat(verdicts).isEmpty();
            Appointment moved = world.moved(booked.appointment(), LIVE, 4);
            assertThat(of(OF_OLD, world.retire(directory))).isInstanceOf(Verdict.HeldBack.class);
            assertThat(world.read(booked)).contains(moved);
        }
    }
}
