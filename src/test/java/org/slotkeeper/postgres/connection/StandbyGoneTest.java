package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.refusing;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.Bookers.wordOrFault;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.ledger.Bookers;
import org.slotkeeper.postgres.ledger.LedgerRaceTest;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.postgres.ledger.PublishedLedger.Site;
import org.slotkeeper.postgres.ledger.UnknownCommitTest;
import org.slotkeeper.postgres.reconcile.PostgresLedgerTruth;
import org.slotkeeper.standalone.OwnPostgres;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RunningClock;
import org.slotkeeper.testing.Trial;

/** Commits are to wait for a standby, and there is none. What is committed here and nowhere else may yet be lost: nobody is told of it as if it could not be. */
@Trial("Postgres without its standby")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StandbyGoneTest {

    private static final String WAITING = "pg_stat_activity WHERE wait_event = 'SyncRep'";

    private OwnPostgres postgres;
    private PublishedLedger ledger;
    private Meters meters;
    private PostgresPool pool;

    @BeforeAll
    void start(@TempDir Path directory) {
        postgres = OwnPostgres.primary(directory);
        ledger = new PublishedLedger(1, Site.of(postgres.address()));
        postgres.execute("CREATE TABLE pulse (at timestamptz)");
        meters = new Meters();
        pool = new PostgresPool(ledger.vertx(), ledger.primary(), 4, meters);
    }

    @AfterEach
    void standbyIsBack() {
        postgres.setSynchronousStandbys("");
    }

    @AfterAll
    void stop() {
        await(pool.close());
        ledger.close();
        meters.close();
        postgres.close();
    }

    @Test
    void aCommitCancelledWhileItWaitsIsUnknownUntilTheStandbyIsBack() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        loseStandby();

        assertThat(word(cancelledWhileItWaits(ledger.change(wanted)))).isEqualTo("UNKNOWN");

        assertThat(ledger.count("appointment WHERE key = '" + wanted.id().key() + "'"))
                .isEqualTo(1);
        assertThat(word(cancelledWhileItWaits(ledger.change(wanted)))).isEqualTo("UNKNOWN");
        standbyIsBack();
        assertThat(word(await(ledger.change(wanted)))).isEqualTo("REPLAYED");
    }

    @Test
    void anAnswerThatOnlyThisServerHasIsNotToldAgainByAnyWayOfAsking() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        OdsCode practice = wanted.id().practice();
        loseStandby();
        assertThat(word(cancelledWhileItWaits(ledger.change(wanted)))).isEqualTo("UNKNOWN");

        assertThat(failsWhenCancelled(ledger.answerTo(practice, wanted.request())))
                .isTrue();
        assertThat(failsWhenCancelled(ledger.read(wanted.id(), reader(self(wanted.patient())))))
                .isTrue();
        assertThat(failsWhenCancelled(ledger.list(wanted.patient(), LedgerWorld.ALL, reader(self(wanted.patient())))))
                .isTrue();
        assertThat(word(cancelledWhileItWaits(ledger.change(refusing(wanted))))).isEqualTo("UNKNOWN");

        standbyIsBack();
        assertThat(await(ledger.answerTo(practice, wanted.request())).map(LedgerRaceTest::word))
                .contains("REPLAYED");
    }

    @Test
    void aBackendTerminatedWhileItsCommitWaitsIsAskedAgainAndWaitsAgain() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        loseStandby();

        Future<LedgerAnswer> answer = ledger.change(wanted);
        patiently().until(() -> ledger.count(WAITING) == 1);
        String first = ledger.query("SELECT pid FROM " + WAITING).get(0);
        ledger.execute("SELECT pg_terminate_backend(" + first + ", 5000)");
        patiently().until(() -> ledger.count(WAITING + " AND pid <> " + first) == 1);
        assertThat(answer.isComplete()).isFalse();

        standbyIsBack();
        assertThat(word(await(answer))).isEqualTo("REPLAYED");
        assertThat(ledger.count("appointment WHERE key = '" + wanted.id().key() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aRefusalCancelledWhileItWaitsIsUnknownAndStillTheOneThatCounts() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        loseStandby();

        assertThat(word(cancelledWhileItWaits(ledger.change(refusing(wanted))))).isEqualTo("UNKNOWN");

        standbyIsBack();
        assertThat(word(await(ledger.change(wanted)))).isEqualTo("PATIENT_LIMIT");
    }

    @Test
    void whatIsFreeIsStillFoundWhileCommitsWait() {
        OdsCode practice = ledger.publishedPractice();
        PostgresLedgerTruth truth = new PostgresLedgerTruth(pool);
        loseStandby();
        Future<LedgerAnswer> answer = ledger.change(wanted(practice, newPatient(), 3));
        patiently().until(() -> ledger.count(WAITING) == 1);

        // The commit that waits is not seen by anybody yet.
        assertThat(await(truth.truthOf(practice, DAY)).freeSeats().get(DAY).cardinality())
                .isEqualTo(50);

        assertThat(answer.isComplete()).isFalse();
        standbyIsBack();
        assertThat(word(await(answer))).isEqualTo("RECORDED");
    }

    /** Each connection that is given up leaves a backend behind that waits for the standby: there may be only so many. */
    @Test
    void commitsThatHangAreBoundedAndAllIsWellWhenTheStandbyIsBack() {
        ConnectionSettings impatient =
                new ConnectionSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(100), 2);
        Clock clock = new RunningClock(LedgerWorld.NOW);
        try (PublishedLedger hanging = new PublishedLedger(
                1, Site.of(postgres.address()).withClock(clock).with(impatient))) {
            OdsCode practice = ledger.publishedPractice();
            List<Change.Book> all = new ArrayList<>();
            for (int at = 0; at < 20; at++) {
                all.add(UnknownCommitTest.until(clock.instant().plusSeconds(15), wanted(practice, newPatient(), at)));
            }
            loseStandby();

            List<Future<LedgerAnswer>> answers =
                    all.stream().map(hanging::change).toList();
            List<String> words = answers.stream().map(Bookers::wordOrFault).toList();

            assertThat(words).containsAnyOf("UNKNOWN").allMatch(word -> word.equals("UNKNOWN") || word.equals("FAULT"));
            assertThat(ledger.count(WAITING)).isBetween(1L, 3L);
            assertThat(pool.ping().toCompletionStage().toCompletableFuture()).succeedsWithin(Patience.LONG);
            standbyIsBack();
            for (Change.Book wanted : all) {
                Change.Book again = UnknownCommitTest.until(Instant.MAX.minusSeconds(1), wanted);
                patiently().until(() -> !wordOrFault(hanging.change(again)).equals("FAULT"));
                assertThat(word(await(hanging.change(again)))).isEqualTo("REPLAYED");
            }
            assertThat(ledger.count("appointment WHERE practice = '" + practice + "'"))
                    .isEqualTo(20);
        }
    }

    private void loseStandby() {
        postgres.setSynchronousStandbys("nobody");
        // The other processes of the server hear of it a moment later.
        patiently().until(this::isCommitWaiting);
    }

    private boolean isCommitWaiting() {
        CompletableFuture<Void> commit =
                CompletableFuture.runAsync(() -> postgres.execute("INSERT INTO pulse VALUES (now())"));
        patiently().until(() -> commit.isDone() || ledger.count(WAITING) > 0);
        boolean isWaiting = !commit.isDone();
        patiently().until(() -> {
            boolean unusedFound = cancelWhatWaits();
            return commit.isDone();
        });
        return isWaiting;
    }

    private boolean cancelWhatWaits() {
        return !ledger.query("SELECT pg_cancel_backend(pid) FROM " + WAITING).isEmpty();
    }

    private <T> T cancelledWhileItWaits(Future<T> answer) {
        cancel(answer);
        return await(answer);
    }

    private boolean failsWhenCancelled(Future<?> answer) {
        cancel(answer);
        return answer.failed();
    }

    private void cancel(Future<?> answer) {
        patiently().until(this::cancelWhatWaits);
        patiently().until(answer::isComplete);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await();
    }
}
