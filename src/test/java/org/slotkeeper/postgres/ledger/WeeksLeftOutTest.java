package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.AppointmentLedger.Listed;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.testing.Stores;

/**
 * What it costs to read or to change an appointment does not grow with the weeks that are kept: the statement makes the partitions ready that it is about, and no other. Of each that is ready it has a lock on an index until its
 * transaction ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WeeksLeftOutTest {

    private static final Sql BEGIN = new Sql("begin", "BEGIN");
    private static final Sql ROLLBACK = new Sql("rollback", "ROLLBACK");
    private static final Sql OPEN = new Sql("open", """
            SELECT DISTINCT c.relname::text FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
            WHERE l.pid = pg_backend_pid() AND c.relkind = 'i' AND c.relname ~ '^(session_run|occupancy|appointment|appointment_version)_[0-9]{8}_'
            """);

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private PublishedLedger ledger;
    private Context loop;
    private PostgresConnections connections;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(1);
        ledger.execute("SELECT make_partitions('2026-11-02', '2028-02-28')");
        loop = ledger.vertx().getOrCreateContext();
        connections = await(PublishedLedger.on(
                loop,
                () -> Future.succeededFuture(new PostgresConnections(
                        ledger.vertx(), ledger.primary(), PublishedLedger.PATIENT, ledger.meters()))));
    }

    @AfterAll
    void stop() {
        await(PublishedLedger.on(loop, connections::close));
        ledger.close();
    }

    @Test
    void aLookOpensItsWeek() {
        Appointment seen = appointment();
        Lookups.Look look = new Lookups.Look(seen.id(), request(self(seen.patient())), Viewer.of(self(seen.patient())));

        assertThat(opened(connections.reading(), () -> Lookups.look(connections.reading(), PublishedLedger.NO_BOOKS)
                        .run(List.of(look))
                        .onSuccess(found -> assertThat(found.get(0)).hasSize(1))))
                .containsExactlyInAnyOrder("appointment_20261123", "session_run_20261123");
    }

    @Test
    void aReadingOpensItsWeek() {
        Appointment seen = appointment();
        Lookups.Read read = new Lookups.Read(seen.id(), reader(self(seen.patient())), Viewer.of(self(seen.patient())));

        assertThat(opened(connections.reading(), () -> Lookups.read(connections.reading(), PublishedLedger.NO_BOOKS)
                        .run(List.of(read))
                        .onSuccess(found -> assertThat(found.get(0)).hasSize(1))))
                .containsExactlyInAnyOrder("appointment_20261123", "session_run_20261123");
    }

    @Test
    void aCancellationOpensItsWeek() {
        Change.Cancel cancel = cancel(appointment());

        assertThat(openedByChange(
                        Writes.cancel(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK)),
                        cancel))
                .containsExactlyInAnyOrder("appointment_20261123", "occupancy_20261123");
    }

    @Test
    void anAmendmentOpensItsWeek() {
        Change.Amend amend = amend(appointment(), "by telephone");

        assertThat(openedByChange(
                        Writes.amend(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK)),
                        amend))
                .containsExactlyInAnyOrder("appointment_20261123");
    }

    @Test
    void aMoveOpensTheWeeksFromWhereItLeavesToWhereItGoes() {
        Change.Move move = move(appointment(), DAY.plusWeeks(1), 5);

        assertThat(openedByChange(
                        Writes.move(connections.changing(), PublishedLedger.answers(connections.changing(), CLOCK)),
                        move))
                .contains("occupancy_20261123", "occupancy_20261130", "appointment_20261123")
                .allMatch(partition -> partition.endsWith("_20261123") || partition.endsWith("_20261130"));
    }

    @Test
    void anAnswerThatIsToldAgainOpensItsWeek() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        StoredAnswers.Asked asked = new StoredAnswers.Asked(wanted.id().practice(), wanted.request());

        assertThat(opened(connections.reading(), () -> PublishedLedger.answers(connections.reading(), CLOCK)
                        .run(List.of(asked))
                        .onSuccess(answers -> assertThat(answers.get(0)).hasValueSatisfying(answer -> assertThat(answer)
                                .isInstanceOf(LedgerAnswer.Replayed.class)))))
                .containsExactlyInAnyOrder("appointment_20261123", "session_run_20261123");
    }

    @Test
    void aListOpensTheWeeksOfTheDaysThatAreAskedFor() {
        Appointment seen = appointment();

        assertThat(opened(connections.reading(), () -> Lookups.list(connections.reading(), PublishedLedger.NO_BOOKS)
                        .run(List.of(new ListAll(
                                seen.patient(),
                                between(DAY.plusDays(1), DAY.plusDays(5)),
                                reader(self(seen.patient())),
                                Viewer.of(self(seen.patient())))))
                        .onSuccess(found -> assertThat(found.get(0).total()).isZero())))
                .containsExactlyInAnyOrder("appointment_20261123");
    }

    @Test
    void whatHasMovedIsListedWhereItIs() {
        LocalDate later = DAY.plusWeeks(30);
        Appointment booked = appointment();
        NhsNumber patient = booked.patient();
        ledger.publish(booked.practice(), later);
        assertThat(await(ledger.change(move(booked, later, 5)))).isInstanceOf(LedgerAnswer.Recorded.class);
        Appointment moved = appointmentNow(booked.id(), patient);

        assertThat(listed(patient, between(DAY, DAY.plusDays(7)))).isEqualTo(new Listed(List.of(), 0, false));
        assertThat(listed(patient, between(later, later.plusDays(1)))).isEqualTo(new Listed(List.of(moved), 1, false));
        assertThat(listed(patient, LedgerWorld.ALL)).isEqualTo(new Listed(List.of(moved), 1, false));

        assertThat(await(ledger.change(move(moved, DAY, 6)))).isInstanceOf(LedgerAnswer.Recorded.class);
        Appointment back = appointmentNow(booked.id(), patient);
        assertThat(listed(patient, between(DAY, DAY.plusDays(7)))).isEqualTo(new Listed(List.of(back), 1, false));
        assertThat(listed(patient, between(later, later.plusDays(1)))).isEqualTo(new Listed(List.of(), 0, false));
    }

    /** An id names the week in which its appointment was made, and its seats are elsewhere by now. */
    @Test
    void whatWasMovedIsCancelledWhereItIs() {
        LocalDate later = DAY.plusWeeks(30);
        Appointment booked = appointment();
        ledger.publish(booked.practice(), later);
        assertThat(await(ledger.change(move(booked, later, 5)))).isInstanceOf(LedgerAnswer.Recorded.class);
        Appointment moved = appointmentNow(booked.id(), booked.patient());
        assertThat(await(ledger.change(cancel(moved)))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(await(ledger.change(move(appointment(booked.practice()), later, 5))))
                .isInstanceOf(LedgerAnswer.Recorded.class);
    }

    /** Bookings and moves go on while it is found out: not all of an old ledger is gone through in a moment. */
    @Test
    void whatHadMovedBeforeItWasNotedIsListedTooAndFindingItKeepsNobodyWaiting() throws Exception {
        LocalDate later = DAY.plusWeeks(30);
        Appointment booked = appointment();
        NhsNumber patient = booked.patient();
        ledger.publish(booked.practice(), later);
        assertThat(await(ledger.change(move(booked, later, 5)))).isInstanceOf(LedgerAnswer.Recorded.class);
        ledger.execute("DELETE FROM moved_appointment WHERE patient = " + patient.value());
        assertThat(listed(patient, between(later, later.plusDays(1))).page()).isEmpty();

        try (Connection upgrade = Stores.connect(ledger.database());
                Statement found = upgrade.createStatement()) {
            upgrade.setAutoCommit(false);
            boolean unused = found.execute(
                    Files.readString(Path.of("src/main/resources/db/V0011__appointments_moved_before.sql")));
            assertThat(await(ledger.change(move(appointment(booked.practice()), later, 6))))
                    .isInstanceOf(LedgerAnswer.Recorded.class);
            upgrade.commit();
        }

        assertThat(listed(patient, between(later, later.plusDays(1))).page())
                .containsExactly(appointmentNow(booked.id(), patient));
    }

    private <Q extends Change> Set<String> openedByChange(WriteStatement<Q> statement, Q change) {
        return opened(connections.changing(), () -> statement
                .run(List.of(change))
                .onSuccess(answers -> assertThat(answers.get(0)).isInstanceOf(LedgerAnswer.Recorded.class)));
    }

    /** The partitions of whose indexes the statement has opened one. */
    private Set<String> opened(PinnedConnection connection, Supplier<Future<?>> statement) {
        // Whoever plans looks at all partitions: that is done once.
        Set<String> unusedPlanned = openedByOneRun(connection, statement);
        return openedByOneRun(connection, statement);
    }

    private Set<String> openedByOneRun(PinnedConnection connection, Supplier<Future<?>> statement) {
        return await(PublishedLedger.on(loop, () -> connection
                .run(BEGIN, Tuple.tuple())
                .compose(begun -> statement.get())
                .compose(done -> connection.run(OPEN, Tuple.tuple()))
                .compose(rows -> {
                    Set<String> weeks = new TreeSet<>();
                    rows.forEach(row -> weeks.add(row.getString(0).replaceAll("(_[0-9]{8})_.*", "$1")));
                    return connection.run(ROLLBACK, Tuple.tuple()).map(over -> weeks);
                })));
    }

    private Appointment appointment() {
        return appointment(ledger.publishedPractice());
    }

    private Appointment appointment(OdsCode practice) {
        Change.Book wanted = wanted(practice, newPatient(), request(self(newPatient())), DAY, List.of(3));
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return appointmentNow(wanted.id(), wanted.patient());
    }

    private Appointment appointmentNow(AppointmentId id, NhsNumber patient) {
        return await(ledger.read(id, reader(self(patient)))).orElseThrow();
    }

    private Listed listed(NhsNumber patient, Listing listing) {
        return await(ledger.list(patient, listing, reader(self(patient))));
    }

    private static Listing between(LocalDate first, LocalDate end) {
        return new Listing(
                Optional.of(first.atStartOfDay(ZoneOffset.UTC).toInstant()),
                Optional.of(end.atStartOfDay(ZoneOffset.UTC).toInstant()),
                Optional.empty(),
                Optional.empty(),
                10);
    }
}
