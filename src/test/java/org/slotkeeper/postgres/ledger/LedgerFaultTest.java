package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.Bookers.sentUntilAnswered;
import static org.slotkeeper.postgres.ledger.Bookers.wordOrFault;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.StatementFault;
import org.slotkeeper.postgres.connection.StatementFault.Fate;
import org.slotkeeper.postgres.connection.StatementMeters;
import org.slotkeeper.postgres.schema.Partitions;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.Trial;

@Trial("connections to Postgres ended under load")
final class LedgerFaultTest {

    private static final String OUR_BACKENDS =
            "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    /** A NUL cannot be stored in a text: no room that reads bodies lets one through, and if one did it must not take its neighbours down. */
    @Test
    void aRowThatCannotBeStoredFailsAloneAndItsBatchIsRecorded() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            OdsCode practice = ledger.publishedPractice();
            List<Future<LedgerAnswer>> good = new ArrayList<>();
            Future<LedgerAnswer> bad = Future.failedFuture("not yet");
            for (int at = 0; at < 20; at++) {
                Change.Book wanted = wanted(practice, newPatient(), at);
                if (at == 11) {
                    bad = ledger.change(with(wanted, new Appointment.Notes(Optional.of("a\u0000b"), Optional.empty())));
                } else {
                    good.add(ledger.change(wanted));
                }
            }

            good.forEach(answer -> assertThat(await(answer)).isInstanceOf(LedgerAnswer.Recorded.class));
            Future<LedgerAnswer> poisonous = bad;
            assertThatThrownBy(() -> await(poisonous))
                    .hasRootCauseMessage("ERROR: invalid byte sequence for encoding \"UTF8\": 0x00 (22021)");
            assertThat(ledger.count("appointment WHERE practice = '" + practice + "'"))
                    .isEqualTo(19);
        }
    }

    @Test
    void backendsTerminatedUnderLoadLoseNoBookingAndDoubleNone() {
        try (PublishedLedger ledger = new PublishedLedger(2)) {
            List<Change.Book> all = new ArrayList<>();
            for (int practice = 0; practice < 40; practice++) {
                OdsCode ods = ledger.publishedPractice();
                IntStream.range(0, 20).forEach(at -> all.add(wanted(ods, newPatient(), at)));
            }
            List<Future<LedgerAnswer>> answers = new ArrayList<>();
            for (int at = 0; at < all.size(); at++) {
                answers.add(ledger.change(all.get(at)));
                if (at % 100 == 50) {
                    ledger.execute("SELECT pg_terminate_backend(pid) FROM " + OUR_BACKENDS);
                }
            }

            for (int at = 0; at < all.size(); at++) {
                assertThat(wordOrFault(answers.get(at))).isIn("RECORDED", "REPLAYED", "FAULT");
            }
            // Whoever was left without an answer asks again under the same id, and has the appointment once.
            all.forEach(wanted -> assertThat(sentUntilAnswered(ledger, wanted)).isIn("RECORDED", "REPLAYED"));
            assertThat(ledger.count("appointment")).isEqualTo(all.size());
            assertThat(ledger.count("occupancy")).isEqualTo(all.size());
            assertThat(ledger.count("request")).isEqualTo(all.size());
        }
    }

    @Test
    void noWritesAreTakenWithoutThePrimaryKeyOfTheSeats() {
        try (PublishedLedger ledger = new PublishedLedger(
                1, spoilt -> spoilt.execute("ALTER TABLE occupancy DROP CONSTRAINT occupancy_pkey"))) {
            Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);

            assertThatThrownBy(() -> await(ledger.change(wanted)))
                    .hasRootCauseMessage("no writes: the primary key of occupancy (practice, day, ordinal) is missing");
            assertThat(await(ledger.answerTo(wanted.id().practice(), wanted.request())))
                    .isEmpty();
        }
    }

    @Test
    void noWritesAreTakenIfCommitsMayBeLost() {
        try (PublishedLedger ledger = new PublishedLedger(
                1,
                spoilt -> spoilt.execute(
                        "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END$$"))) {
            Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);

            assertThatThrownBy(() -> await(ledger.change(wanted)))
                    .hasRootCauseMessage("no writes: synchronous_commit is off and must be on");
        }
    }

    @Test
    void aStatementNotAnsweredInTimeIsGivenUpAndTheNextOneGoesOverANewConnection() throws SQLException {
        try (PublishedLedger ledger = new PublishedLedger(1);
                Connection other = Stores.connect(ledger.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(1)");
            Context loop = ledger.vertx().getOrCreateContext();
            ConnectionSettings impatient =
                    new ConnectionSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(100), 2);
            PinnedConnection connection = new PinnedConnection(
                    ledger.vertx(), ledger.primary(), impatient, Map.of(), new StatementMeters(ledger.meters()));
            Sql slow = new Sql("slow", "SELECT pg_advisory_xact_lock_shared(1)");
            Sql quick = new Sql("quick", "SELECT 1");

            assertThat(fateOf(PublishedLedger.on(loop, () -> connection.run(slow, Tuple.tuple()))))
                    .isEqualTo(Fate.LOST);
            assertThat(await(PublishedLedger.on(loop, () -> connection.run(quick, Tuple.tuple())))
                            .size())
                    .isEqualTo(1);
            // Two given up and still busy are as many as may be.
            assertThat(fateOf(PublishedLedger.on(loop, () -> connection.run(slow, Tuple.tuple()))))
                    .isEqualTo(Fate.LOST);
            assertThat(fateOf(PublishedLedger.on(loop, () -> connection.run(quick, Tuple.tuple()))))
                    .isEqualTo(Fate.UNSENT);
            other.rollback();
            Awaitility.await().until(() -> PublishedLedger.on(loop, () -> connection.run(quick, Tuple.tuple()))
                    .toCompletionStage()
                    .handle((rows, fault) -> fault == null)
                    .toCompletableFuture()
                    .get());
            await(PublishedLedger.on(loop, connection::close));
        }
    }

    /** What Postgres says when a commit was not confirmed by its standby. */
    @Test
    void aCommitThatPostgresWarnsOfIsDoubtful() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            Context loop = ledger.vertx().getOrCreateContext();
            ledger.execute("""
                    CREATE FUNCTION warn() RETURNS int LANGUAGE plpgsql AS $$
                    BEGIN RAISE WARNING USING ERRCODE = '01000', MESSAGE = 'canceling wait for synchronous replication due to user request'; RETURN 1; END $$
                    """);
            PinnedConnection connection = new PinnedConnection(
                    ledger.vertx(),
                    ledger.primary(),
                    PublishedLedger.PATIENT,
                    Map.of(),
                    new StatementMeters(ledger.meters()));
            Sql warned = new Sql("warned", "SELECT warn()");
            Sql quiet = new Sql("quiet", "SELECT 1");

            assertThat(fateOf(PublishedLedger.on(loop, () -> connection.run(warned, Tuple.tuple()))))
                    .isEqualTo(Fate.DOUBTFUL);
            assertThat(await(PublishedLedger.on(loop, () -> connection.run(quiet, Tuple.tuple())))
                            .size())
                    .isEqualTo(1);
            await(PublishedLedger.on(loop, connection::close));
        }
    }

    @Test
    void partitionsAreMadeOnceHoweverOftenTheyAreAskedFor() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            PostgresPool pool = new PostgresPool(ledger.vertx(), ledger.primary(), 4, ledger.meters());
            Partitions partitions = new Partitions(pool);
            LocalDate first = LocalDate.parse("2027-06-02");
            String weeks = "pg_inherits WHERE inhparent = 'occupancy'::regclass";
            long before = ledger.count(weeks);

            Void made = await(
                    Future.join(partitions.make(first, first.plusDays(14)), partitions.make(first, first.plusDays(14)))
                            .<Void>mapEmpty());

            assertThat(made).isNull();
            assertThat(ledger.count(weeks)).isEqualTo(before + 3);
        }
    }

    /** Each day the job asks for as many days ahead as on the day before. */
    @Test
    void asDaysGoByAnotherWeekIsMadeWhenItsFirstDayComesNear() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            Partitions partitions =
                    new Partitions(new PostgresPool(ledger.vertx(), ledger.primary(), 4, ledger.meters()));
            LocalDate monday = LocalDate.parse("2027-06-07");
            String week = "pg_inherits WHERE inhrelid = to_regclass('occupancy_20270607')";

            Void early = await(partitions.make(monday.minusDays(61), monday.minusDays(1)));
            assertThat(ledger.count(week)).isZero();
            Void onTheDay = await(partitions.make(monday.minusDays(60), monday));
            assertThat(ledger.count(week)).isEqualTo(1);

            assertThat(early).isEqualTo(onTheDay);
        }
    }

    private static Fate fateOf(Future<?> future) {
        return future.toCompletionStage()
                .handle((answer, fault) -> ((StatementFault) fault).fate())
                .toCompletableFuture()
                .join();
    }

    private static Change.Book with(Change.Book wanted, Appointment.Notes notes) {
        return new Change.Book(
                wanted.id(),
                wanted.allocation(),
                notes,
                wanted.appointmentsPerPatientMax(),
                new Attempt(request(self(wanted.patient())), wanted.patient(), wanted.now()));
    }
}
