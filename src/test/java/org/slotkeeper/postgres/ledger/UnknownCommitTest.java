package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.refusing;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.Bookers.BOOKED;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.ledger.LedgerWire.Fault;
import org.slotkeeper.postgres.ledger.PublishedLedger.Site;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.RunningClock;
import org.slotkeeper.testing.Stores;

/** The connection is lost at each point on the way of a commit: who asked is told how it ended, or that it is not known, and never that nothing was booked when something was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public final class UnknownCommitTest {

    private static final ConnectionSettings IMPATIENT =
            new ConnectionSettings(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMillis(50), 4);

    private final Clock clock = new RunningClock(LedgerWorld.NOW);
    private PostgresAddress database;
    private LedgerWire wire;
    private PublishedLedger ledger;

    @BeforeAll
    void start() {
        database = Stores.freshDatabase();
        wire = new LedgerWire(database);
        ledger = new PublishedLedger(
                1, Site.of(database).reachedAt(wire.address()).withClock(clock).with(IMPATIENT));
    }

    @AfterEach
    void repair() {
        wire.suffer(Fault.NONE);
    }

    @AfterAll
    void stop() {
        ledger.close();
        wire.close();
    }

    @Test
    void whatWasLostBeforeItWasSentIsSentAgain() {
        Change.Book wanted = warm();

        wire.suffer(Fault.CUT_BEFORE_SENT);

        // On a busy machine the second sending may take too long as well, and a third one is told of it.
        assertThat(word(await(ledger.change(wanted)))).isIn(BOOKED);
        assertThat(requests(wanted)).isEqualTo(1);
    }

    @Test
    void whatWasLostBeforeItsCommitIsSentAgain() throws SQLException {
        Change.Book wanted = warm();
        Future<LedgerAnswer> answer;
        try (Connection other = Stores.connect(database);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE occupancy IN EXCLUSIVE MODE");
            answer = ledger.change(wanted);
            String waiting = "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            patiently().until(() -> ledger.count(waiting) > 0);
            ledger.execute("SELECT pg_terminate_backend(pid, 5000) FROM " + waiting);
            other.rollback();
        }

        assertThat(word(await(answer))).isIn(BOOKED);
        assertThat(requests(wanted)).isEqualTo(1);
    }

    @Test
    void whatWasCommittedAndNotAnsweredIsToldOnTheNextConnection() {
        Change.Book wanted = warm();

        wire.suffer(Fault.CUT_BEFORE_ANSWERED);

        assertThat(await(ledger.change(wanted))).isEqualTo(new LedgerAnswer.Replayed(stored(wanted)));
    }

    @Test
    void aCancellationWhoseAnswerWasLostIsToldOnTheNextConnection() {
        Change.Book wanted = warm();
        assertThat(word(await(ledger.change(wanted)))).isEqualTo("RECORDED");
        assertThat(word(await(ledger.change(cancel(stored(warmed())))))).isEqualTo("RECORDED");
        var cancel = cancel(stored(wanted));

        wire.suffer(Fault.CUT_BEFORE_ANSWERED);

        assertThat(word(await(ledger.change(cancel)))).isEqualTo("REPLAYED");
        assertThat(stored(wanted).state()).isEqualTo(Appointment.State.CANCELLED);
    }

    @Test
    void aRefusalWhoseAnswerWasLostIsToldOnTheNextConnection() {
        Change.Book wanted = warm();
        assertThat(word(await(ledger.change(refusing(warm()))))).isEqualTo("PATIENT_LIMIT");

        wire.suffer(Fault.CUT_BEFORE_ANSWERED);

        assertThat(word(await(ledger.change(refusing(wanted))))).isEqualTo("PATIENT_LIMIT");
        assertThat(word(await(ledger.change(wanted)))).isEqualTo("PATIENT_LIMIT");
    }

    @Test
    void whatIsNeverAnsweredIsFoundOutOnANewConnection() {
        Change.Book wanted = warm();

        wire.suffer(Fault.SILENT);
        Future<LedgerAnswer> answer = ledger.change(wanted);
        patiently().until(() -> requests(wanted) == 1);
        wire.suffer(Fault.NONE);

        assertThat(word(await(answer))).isEqualTo("REPLAYED");
    }

    @Test
    void whatCannotBeFoundOutBeforeTheDeadlineIsUnknownAndLaterItsIdTellsHowItEnded() {
        Change.Book wanted = until(clock.instant().plusSeconds(4), warm());

        wire.suffer(Fault.SILENT);
        LedgerAnswer answer = await(ledger.change(wanted));

        assertThat(answer).isEqualTo(new LedgerAnswer.Unknown());
        patiently().until(() -> requests(wanted) == 1);
        wire.suffer(Fault.NONE);
        assertThat(sentAgain(wanted)).isEqualTo("REPLAYED");
    }

    @Test
    void connectionsInPlaceOfThoseThatDoNotAnswerAreBounded() {
        Change.Book wanted = until(clock.instant().plusSeconds(12), warm());
        int before = wire.connections();

        wire.suffer(Fault.SILENT);
        assertThat(await(ledger.change(wanted))).isEqualTo(new LedgerAnswer.Unknown());

        // One at a time, each for as long as it may take and a rest: not one for each try of a batch.
        assertThat(wire.connections() - before).isBetween(1, 6);
        wire.suffer(Fault.NONE);
        assertThat(sentAgain(wanted)).isEqualTo("REPLAYED");
    }

    /** A server that is out of reach has certainly not booked what was never sent to it. */
    @Test
    void whatWasNeverSentFailsAndIsNotUnknown() {
        Change.Book wanted = warm();
        wire.suffer(Fault.DOWN);
        patiently().until(() -> faultOf(ledger.answerTo(wanted.id().practice(), wanted.request())));

        assertThat(faultOf(ledger.change(until(clock.instant().plusSeconds(1), wanted))))
                .isTrue();

        wire.suffer(Fault.NONE);
        assertThat(requests(wanted)).isZero();
    }

    /** How many answers are on record under its request id. */
    private long requests(Change.Book wanted) {
        return ledger.count("request WHERE key = '" + wanted.request().key() + "'");
    }

    private Change.Book lastWarmed;

    /**
     * An appointment to book, after the connection has been used: then the next bytes on it are those of the booking. It has been used for so long that the statement of a batch that is whole was prepared too, which
     * is not tried for some time after one was undone.
     */
    private Change.Book warm() {
        lastWarmed = wanted(ledger.publishedPractice(), newPatient(), 1);
        patiently().until(() -> !faultOf(ledger.change(lastWarmed)));
        for (int seat = 0; seat <= WriteStatement.RUNS_AFTER_AN_UNDONE_ONE; seat++) {
            assertThat(word(await(ledger.change(wanted(lastWarmed.id().practice(), newPatient(), 10 + seat)))))
                    .isEqualTo("RECORDED");
        }
        return wanted(lastWarmed.id().practice(), newPatient(), 3);
    }

    private Change.Book warmed() {
        return lastWarmed;
    }

    /** When the wire is whole again connections are made anew within moments: until then nothing is sent. */
    private String sentAgain(Change.Book wanted) {
        Change.Book later = until(LedgerWorld.LONG_AFTER, wanted);
        patiently().until(() -> !faultOf(ledger.change(later)));
        return word(await(ledger.change(later)));
    }

    private Appointment stored(Change.Book wanted) {
        return await(ledger.read(
                        wanted.id(),
                        new org.slotkeeper.booking.spi.AppointmentLedger.Reader(
                                self(wanted.patient()),
                                reader(self(wanted.patient())).requestId(),
                                clock.instant())))
                .orElseThrow();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await();
    }

    private static boolean faultOf(Future<?> answer) {
        return answer.toCompletionStage()
                .handle((told, fault) -> fault != null)
                .toCompletableFuture()
                .join();
    }

    public static Change.Book until(Instant deadline, Change.Book wanted) {
        Request asked = wanted.request();
        Request request = new Request(
                asked.requestId(), asked.key(), asked.fingerprint(), asked.appointmentKey(), asked.caller(), deadline);
        return new Change.Book(
                wanted.id(),
                wanted.allocation(),
                wanted.notes(),
                wanted.appointmentsPerPatientMax(),
                new Attempt(request, wanted.patient(), wanted.now()));
    }
}
