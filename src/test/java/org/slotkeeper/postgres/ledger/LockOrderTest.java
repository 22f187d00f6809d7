package org.slotkeeper.postgres.ledger;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.LIMIT;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.practiceSystem;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.schedule.ChangeParameters;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.Trial;

/**
 * A10: every statement takes its locks in one order, request, appointment, diary, seats, each sorted. Each row that it locks is held by somebody else in turn; while the statement waits for it, no row that
 * comes later in the order may be locked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Trial("each lock of the ledger statements held by somebody else")
final class LockOrderTest {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** Statements wait here for as long as the test looks at the locks. */
    private static final ConnectionSettings PATIENT =
            new ConnectionSettings(Patience.LONG, Patience.LONG, Duration.ofMillis(200), 4);

    private static final Sql PID = new Sql("pid", "SELECT pg_backend_pid()");

    private PublishedLedger ledger;
    private Context loop;
    private PostgresConnections connections;

    /** @param lock locks the row, or adds it as the statement under test would */
    private record Row(String name, String lock) {}

    /** @param rows that the statement locks, in the order in which it has to */
    private record Batch(List<Row> rows, Supplier<Future<?>> run) {}

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(1);
        loop = ledger.vertx().getOrCreateContext();
        connections = newConnections();
    }

    private PostgresConnections newConnections() {
        return await(PublishedLedger.on(
                loop,
                () -> Future.succeededFuture(
                        new PostgresConnections(ledger.vertx(), ledger.primary(), PATIENT, ledger.meters()))));
    }

    @AfterAll
    void stop() {
        await(PublishedLedger.on(loop, connections::close));
        ledger.close();
    }

    @Test
    void aBookingOfAllLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() ->
                bookings(Writes.book(connections.booking(), PublishedLedger.answers(connections.booking(), CLOCK))));
    }

    @Test
    void aBookingOfEachLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> bookings(bookingOfEach()));
    }

    @Test
    void aCancellationOfAllLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> cancellations(
                Writes.cancel(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK))));
    }

    @Test
    void aCancellationOfEachLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> cancellations(cancellationOfEach()));
    }

    @Test
    void anAmendmentLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> {
            OdsCode practice = ledger.publishedPractice();
            List<Appointment> seen = twoAppointments(practice);
            List<Change.Amend> calls = backwards(seen, one -> amend(one, "by phone"), Change.Amend::request);
            List<Row> rows = new ArrayList<>(requests(practice, calls, Change.Amend::request));
            rows.addAll(appointments(seen));
            return batch(
                    rows,
                    Writes.amend(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK)),
                    calls);
        });
    }

    /** Seats are given back last: whoever books them waits for the outcome, and the move waits for nobody any more. */
    @Test
    void aMoveLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> {
            OdsCode practice = ledger.publishedPractice();
            List<Appointment> seen = twoAppointments(practice);
            List<Change.Move> calls =
                    backwards(seen, one -> move(one, one.seats().get(0).day(), 13, 12), Change.Move::request);
            List<Row> rows = new ArrayList<>(requests(practice, calls, Change.Move::request));
            rows.addAll(appointments(seen));
            rows.addAll(diaries(seen.stream().map(LockOrderTest::diary)));
            rows.addAll(seats(practice, true, DAY, 12, 13));
            rows.addAll(seats(practice, true, NEXT_DAY, 12, 13));
            rows.addAll(seats(practice, false, DAY, 8, 9));
            rows.addAll(seats(practice, false, NEXT_DAY, 3, 4));
            return batch(
                    rows,
                    Writes.move(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK)),
                    calls);
        });
    }

    @Test
    void aRefusalLocksInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> {
            OdsCode practice = ledger.publishedPractice();
            List<Change.Refuse> calls = backwards(
                    List.of(newPatient(), newPatient()),
                    patient -> new Change.Refuse(
                            practice, "book", request(self(patient)), new Refusal.PatientLimit(LIMIT), NOW),
                    Change.Refuse::request);
            List<Row> rows = requests(practice, calls, Change.Refuse::request);
            return batch(
                    rows,
                    Writes.refuse(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK)),
                    calls);
        });
    }

    @Test
    void aChangeOfABookLocksItsPracticeAndThenSeatsInTheOneOrder() throws SQLException {
        assertLocksInOrder(() -> {
            OdsCode practice = ledger.publishedPractice();
            LayoutChange change = new LayoutChange(practice, 1, List.of(), Map.of(), withdrawalsBackwards());
            Act act = new Act(practiceSystem(practice), UUID.randomUUID(), NOW, Instant.MAX);
            List<Row> rows = new ArrayList<>();
            rows.add(new Row("practice", "SELECT FROM practice WHERE practice = '" + practice + "' FOR UPDATE"));
            rows.addAll(seats(practice, true, DAY, 3, 8));
            rows.addAll(seats(practice, true, NEXT_DAY, 3, 8));
            return new Batch(
                    rows,
                    () -> PublishedLedger.on(loop, () -> connections
                            .changing()
                            .run(
                                    Sql.of("publishing/record_change"),
                                    ChangeParameters.of(change, act)
                                            .addString(null)
                                            .addLong(null)
                                            .addString(null)
                                            .addOffsetDateTime(OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC)))));
        });
    }

    /** The later day first, always: a {@code Map.of} has an order that each JVM draws by lot, the right one in half of them. */
    private static Map<LocalDate, BitSet> withdrawalsBackwards() {
        BitSet seats = BitSet.valueOf(new long[] {1 << 8 | 1 << 3});
        Map<LocalDate, BitSet> withdrawals = new LinkedHashMap<>();
        withdrawals.put(NEXT_DAY, seats);
        withdrawals.put(DAY, seats);
        return withdrawals;
    }

    /** A booking has the diary of the patient whose seat comes free, and wants the seat for somebody else; the cancellation wants the diary. */
    @Test
    void cancellationsAndBookingsOfTheSamePatientEndWithoutADeadlock() throws SQLException {
        PostgresConnections racing = newConnections();
        String pids = Stream.of(racing.booking(), racing.changing())
                .map(connection -> await(PublishedLedger.on(loop, () -> connection.run(PID, Tuple.tuple())))
                        .iterator()
                        .next()
                        .getInteger(0))
                .map(String::valueOf)
                .collect(joining(","));
        for (int round = 0; round < 10; round++) {
            cancelWhileAnotherBooksTheSeat(racing);
        }
        await(PublishedLedger.on(loop, racing::close));
        // A backend says what it has counted before it goes.
        Awaitility.await().until(() -> ledger.count("pg_stat_activity WHERE pid IN (" + pids + ")") == 0);

        assertThat(ledger.query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .containsExactly("0");
    }

    private void cancelWhileAnotherBooksTheSeat(PostgresConnections racing) throws SQLException {
        OdsCode practice = ledger.publishedPractice();
        List<NhsNumber> patients = twoPatients();
        NhsNumber next = patients.get(0);
        NhsNumber owner = patients.get(1);
        Appointment unusedBefore = booked(wanted(practice, next, 15));
        Change.Cancel cancel = LedgerWorld.cancel(booked(wanted(practice, owner, 3)));
        List<Change.Book> wanted = List.of(wanted(practice, owner, 9), wanted(practice, next, 3));
        try (Connection holder = Stores.connect(ledger.database());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            boolean unused = statement.execute(diary(practice, next).lock());
            Future<List<LedgerAnswer>> booking = PublishedLedger.on(
                    loop, () -> Writes.book(racing.booking(), PublishedLedger.answers(racing.booking(), CLOCK))
                            .run(wanted));
            awaitSomebodyWaitingFor(pidOf(statement));
            Future<List<LedgerAnswer>> cancelling = PublishedLedger.on(
                    loop, () -> Writes.cancel(racing.changing(), PublishedLedger.answers(racing.changing(), CLOCK))
                            .run(List.of(cancel)));
            // The one that has the owner's diary waits for us, and the other waits for it.
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .until(() -> ledger.count(
                                    "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                            == 2);
            holder.rollback();

            assertThat(await(cancelling)).extracting(LedgerRaceTest::word).containsExactly("RECORDED");
            assertThat(await(booking))
                    .extracting(LedgerRaceTest::word)
                    .isIn(List.of("RECORDED", "RECORDED"), List.of("RECORDED", "SLOT_TAKEN"));
        }
    }

    private void assertLocksInOrder(Supplier<Batch> batches) throws SQLException {
        int rows = batches.get().rows().size();
        for (int at = 0; at < rows; at++) {
            Batch batch = batches.get();
            String held = batch.rows().get(at).name();
            assertThat(lockedTooEarly(batch, at))
                    .as("locked while it waits for %s", held)
                    .isEmpty();
        }
    }

    private List<String> lockedTooEarly(Batch batch, int heldRow) throws SQLException {
        try (Connection holder = Stores.connect(ledger.database());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            boolean unused = statement.execute(batch.rows().get(heldRow).lock());
            Future<?> running = batch.run().get();
            awaitSomebodyWaitingFor(pidOf(statement));
            List<String> locked = new ArrayList<>();
            for (Row later : batch.rows().subList(heldRow + 1, batch.rows().size())) {
                if (isLocked(later)) {
                    locked.add(later.name());
                }
            }
            holder.rollback();
            assertThat(await(running)).isNotNull();
            return locked;
        }
    }

    private void awaitSomebodyWaitingFor(int pid) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .until(() -> ledger.count("pg_stat_activity WHERE " + pid + " = ANY (pg_blocking_pids(pid))") > 0);
    }

    private static int pidOf(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    /** Somebody who takes a row that nobody has locked does not wait, however busy the machine is. */
    private boolean isLocked(Row row) throws SQLException {
        try (Connection other = Stores.connect(ledger.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            boolean unusedSetting = statement.execute("SET LOCAL lock_timeout = '1s'");
            try {
                boolean unused = statement.execute(row.lock());
                return false;
            } catch (SQLException refused) {
                if (LOCK_NOT_AVAILABLE.equals(refused.getSQLState())) {
                    return true;
                }
                throw refused;
            } finally {
                other.rollback();
            }
        }
    }

    private <Q extends Change> Batch batch(List<Row> rows, WriteStatement<Q> statement, List<Q> calls) {
        return new Batch(
                rows, () -> PublishedLedger.on(loop, () -> statement.run(calls)).map(answers -> {
                    assertThat(answers).doesNotContain(new LedgerAnswer.Unknown());
                    return answers;
                }));
    }

    /** A batch that could not be recorded whole is behind it, so that the next ones are gone through one by one. */
    private WriteStatement<Change.Book> bookingOfEach() {
        OdsCode practice = ledger.publishedPractice();
        WriteStatement<Change.Book> statement =
                Writes.book(connections.booking(), PublishedLedger.answers(connections.booking(), CLOCK));
        for (int time = 0; time < 2; time++) {
            Change.Book wanted = wanted(practice, newPatient(), 3);
            assertThat(await(PublishedLedger.on(loop, () -> statement.run(List.of(wanted)))))
                    .hasSize(1);
        }
        return statement;
    }

    /** After one that could not be cancelled each is asked for by itself for a while. */
    private WriteStatement<Change.Cancel> cancellationOfEach() {
        Appointment seen = booked(wanted(ledger.publishedPractice(), newPatient(), 3));
        WriteStatement<Change.Cancel> statement =
                Writes.cancel(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK));
        for (int time = 0; time < 2; time++) {
            Change.Cancel cancel = cancel(seen);
            assertThat(await(PublishedLedger.on(loop, () -> statement.run(List.of(cancel)))))
                    .hasSize(1);
        }
        return statement;
    }

    private Batch cancellations(WriteStatement<Change.Cancel> statement) {
        OdsCode practice = ledger.publishedPractice();
        List<Appointment> seen = twoAppointments(practice);
        List<Change.Cancel> calls = backwards(seen, LedgerWorld::cancel, Change.Cancel::request);
        List<Row> rows = new ArrayList<>(requests(practice, calls, Change.Cancel::request));
        rows.addAll(appointments(seen));
        rows.addAll(diaries(seen.stream().map(LockOrderTest::diary)));
        rows.addAll(seats(practice, false, DAY, 8, 9));
        rows.addAll(seats(practice, false, NEXT_DAY, 3, 4));
        return batch(rows, statement, calls);
    }

    /** One of the two patients has a diary already. */
    private Batch bookings(WriteStatement<Change.Book> statement) {
        OdsCode practice = ledger.publishedPractice();
        List<NhsNumber> patients = twoPatients();
        Appointment unusedBefore = booked(wanted(practice, patients.get(0), 15));
        List<Change.Book> calls = backwards(
                patients,
                patient -> patient.equals(patients.get(0))
                        ? wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(4, 3))
                        : wanted(practice, patient, request(self(patient)), DAY, List.of(9, 8)),
                Change.Book::request);
        List<Row> rows = new ArrayList<>(requests(practice, calls, Change.Book::request));
        rows.add(new Row(
                "new diary",
                "INSERT INTO diary (practice, patient, starts, ends, appointments_max, written_at) VALUES ('" + practice
                        + "', " + patients.get(1).value() + ", '{}', '{}', 5, now())"));
        rows.add(diary(practice, patients.get(0)));
        rows.addAll(seats(practice, true, DAY, 8, 9));
        rows.addAll(seats(practice, true, NEXT_DAY, 3, 4));
        return batch(rows, statement, calls);
    }

    private List<Appointment> twoAppointments(OdsCode practice) {
        List<NhsNumber> patients = twoPatients();
        NhsNumber one = patients.get(0);
        NhsNumber other = patients.get(1);
        return List.of(
                booked(wanted(practice, one, request(self(one)), NEXT_DAY, List.of(3, 4))),
                booked(wanted(practice, other, request(self(other)), DAY, List.of(8, 9))));
    }

    /** The larger number first: as all else in a batch, the other way round than it is to be locked. */
    private static List<NhsNumber> twoPatients() {
        return Stream.of(newPatient(), newPatient())
                .sorted(comparing(NhsNumber::value).reversed())
                .toList();
    }

    /** Calls whose request ids are in the opposite order of that in which they are to be claimed. */
    private static <W, Q> List<Q> backwards(List<W> what, Function<W, Q> call, Function<Q, Request> requestOf) {
        List<Q> calls = what.stream().map(call).toList();
        boolean isBackwards = keyOf(requestOf.apply(calls.get(0))).compareTo(keyOf(requestOf.apply(calls.get(1)))) > 0;
        return isBackwards ? calls : backwards(what, call, requestOf);
    }

    private Appointment booked(Change.Book wanted) {
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private static <Q> List<Row> requests(OdsCode practice, List<Q> calls, Function<Q, Request> requestOf) {
        return calls.stream()
                .map(requestOf)
                .sorted(comparing(LockOrderTest::keyOf))
                .map(request -> new Row(
                        "request " + keyOf(request),
                        "INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version) VALUES ('"
                                + practice + "', '" + keyOf(request) + "', 0, '-infinity', '', 0)"))
                .toList();
    }

    /** Java compares UUIDs as signed numbers, Postgres as what they look like. */
    private static String keyOf(Request request) {
        return request.key().toString();
    }

    private static List<Row> appointments(List<Appointment> seen) {
        return seen.stream()
                .sorted(comparing(one -> one.id().origin().day()))
                .map(one -> new Row(
                        "appointment of " + one.id().origin().day(),
                        "SELECT FROM appointment WHERE key = '" + one.id().key() + "' FOR UPDATE"))
                .toList();
    }

    private static List<Row> diaries(Stream<Row> rows) {
        return rows.sorted(comparing(Row::name)).toList();
    }

    private static Row diary(Appointment seen) {
        return diary(seen.practice(), seen.patient());
    }

    private static Row diary(OdsCode practice, NhsNumber patient) {
        return new Row(
                "diary of " + patient.value(),
                "SELECT FROM diary WHERE practice = '" + practice + "' AND patient = " + patient.value()
                        + " FOR UPDATE");
    }

    private static List<Row> seats(OdsCode practice, boolean isFree, LocalDate day, int... ordinals) {
        List<Row> rows = new ArrayList<>();
        for (int ordinal : ordinals) {
            String lock = isFree
                    ? "INSERT INTO occupancy (practice, day, ordinal) VALUES ('" + practice + "', '" + day + "', "
                            + ordinal + ")"
                    : "SELECT FROM occupancy WHERE practice = '" + practice + "' AND day = '" + day + "' AND ordinal = "
                            + ordinal + " FOR UPDATE";
            rows.add(new Row("seat " + ordinal + " of " + day, lock));
        }
        return rows;
    }
}
