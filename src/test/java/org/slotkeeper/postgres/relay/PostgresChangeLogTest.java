package org.slotkeeper.postgres.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.relay.spi.AppointmentChange;
import org.slotkeeper.relay.spi.AppointmentChange.Kind;
import org.slotkeeper.relay.spi.ChangeLog;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Stores;

/** Who follows the log hears each change that was recorded once, whatever else goes on in the ledger. */
public final class PostgresChangeLogTest {

    private static final int ENGINES = 3;

    private PublishedLedger ledger;
    private PostgresPool pool;
    private PostgresChangeLog log;

    @BeforeEach
    void start() {
        ledger = new PublishedLedger(ENGINES);
        pool = new PostgresPool(ledger.vertx(), ledger.primary(), 2, ledger.meters());
        log = new PostgresChangeLog(pool, PublishedLedger.NO_BOOKS, Clock.fixed(LedgerWorld.NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        await(pool.close());
        ledger.close();
    }

    @Test
    void eachChangeIsToldWithTheVersionThatItFollowed() {
        Appointment booked = booked(wanted(ledger.publishedPractice(), newPatient(), 3));
        Appointment amended = changed(amend(booked, "by telephone"), booked);
        Appointment moved = changed(move(amended, DAY, 7), booked);
        record(cancel(moved));

        List<AppointmentChange> told = after(ChangeLog.BEGIN).changes();

        assertThat(told.stream().map(AppointmentChange::kind))
                .containsExactly(Kind.BOOKED, Kind.AMENDED, Kind.MOVED, Kind.CANCELLED);
        assertThat(told.stream().map(AppointmentChange::before))
                .containsExactly(Optional.empty(), Optional.of(booked), Optional.of(amended), Optional.of(moved));
        assertThat(told.subList(0, 3).stream().map(AppointmentChange::after)).containsExactly(booked, amended, moved);
    }

    @Test
    void whatIsRefusedOrAskedAgainIsNoChange() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        Appointment seen = booked(wanted);
        record(cancel(seen));
        Passage before = after(ChangeLog.BEGIN);

        assertThat(await(ledger.change(cancel(seen)))).isInstanceOf(LedgerAnswer.Refused.class);
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Replayed.class);

        Passage later = after(before.to());
        assertThat(later.changes()).isEmpty();
        assertThat(later.isEnd()).as("the refusal is passed").isFalse();
        assertThat(after(later.to()).isEnd()).isTrue();
    }

    /** It got its number first, and commits last. */
    @Test
    void nothingIsToldFromBehindWhatIsStillUnderWay() throws SQLException {
        OdsCode practice = ledger.publishedPractice();
        NhsNumber slow = newPatient();
        Appointment unusedFirst = booked(wanted(practice, slow, 1));
        long begin = after(ChangeLog.BEGIN).to();
        Future<LedgerAnswer> underWay;
        try (Connection other = Stores.connect(ledger.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            assertThat(statement.execute("SELECT FROM diary WHERE patient = " + slow.value() + " FOR UPDATE"))
                    .isTrue();
            underWay = ledger.change(wanted(practice, slow, 5));
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> ledger.count(
                                    "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                            > 0);
            record(wanted(practice, newPatient(), 9));

            assertThat(after(begin).isEnd())
                    .as("what was committed behind it waits for it")
                    .isTrue();
            other.rollback();
        }
        assertThat(await(underWay)).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(after(begin).changes().stream()
                        .map(change -> change.after().seats().get(0).ordinal()))
                .containsExactly(5, 9);
    }

    @Test
    void whoFollowsWhileManyWriteHearsEachChangeOnceAndEachAppointmentInOrder() {
        List<OdsCode> practices =
                List.of(ledger.publishedPractice(), ledger.publishedPractice(), ledger.publishedPractice());
        List<Future<Void>> writers = new ArrayList<>();
        for (OdsCode practice : practices) {
            for (int ordinal = 0; ordinal < 20; ordinal++) {
                writers.add(bookAndCancel(practice, ordinal, 4));
            }
        }
        Future<Void> all = Future.join(writers).mapEmpty();
        List<AppointmentChange> told = new ArrayList<>();
        long position = ChangeLog.BEGIN;
        boolean wasOver;
        Passage passage;
        do {
            wasOver = all.isComplete();
            passage = after(position);
            told.addAll(passage.changes());
            position = passage.to();
        } while (!wasOver || !passage.isEnd());

        assertThat(all.succeeded()).isTrue();
        assertThat(told).hasSize(3 * 20 * 4 * 2);
        Map<AppointmentId, Integer> versions = new HashMap<>();
        told.forEach(change -> assertThat(versions.merge(change.after().id(), 1, Integer::sum))
                .isEqualTo(change.after().version()));
    }

    @Test
    void aPlaceInTheLogIsMovedByWhoeverIsThere() {
        assertThat(await(log.place("one")).position()).isEqualTo(ChangeLog.BEGIN);

        var unused = await(log.heard("one", new Passage(0, 7, Optional.empty(), List.of())));
        var unusedLate = await(log.heard("one", new Passage(0, 5, Optional.empty(), List.of())));
        var unusedOther = await(log.heard("other", new Passage(0, 3, Optional.empty(), List.of())));

        assertThat(await(log.place("one")).position()).isEqualTo(7);
        assertThat(await(log.place("other")).position()).isEqualTo(3);
    }

    @Test
    void whatIsBehindAPlaceIsCounted() {
        OdsCode practice = ledger.publishedPractice();
        record(wanted(practice, newPatient(), 1));
        assertThat(await(log.place("one"))).isEqualTo(new ChangeLog.Place(ChangeLog.BEGIN, 1));
        Passage first = after(ChangeLog.BEGIN);
        record(wanted(practice, newPatient(), 2));
        record(wanted(practice, newPatient(), 3));

        var unused = await(log.heard("one", first));

        assertThat(await(log.place("one"))).isEqualTo(new ChangeLog.Place(first.to(), 2));
    }

    /** A dump has the positions, and the server that it is read into counts its transactions from the begin. */
    @Test
    void aLedgerThatWasRestoredFromADumpGoesOn() {
        OdsCode practice = ledger.publishedPractice();
        record(wanted(practice, newPatient(), 1));
        ledger.execute("UPDATE request SET log_position = log_position + 1000000000");
        long heard = after(ChangeLog.BEGIN).to();
        assertThat(heard).as("as if it were still under way").isEqualTo(ChangeLog.BEGIN);

        assertThat(await(PostgresChangeLog.goOn(pool))).isTrue();
        record(wanted(practice, newPatient(), 2));

        assertThat(after(ChangeLog.BEGIN).changes().stream()
                        .map(change -> change.after().seats().get(0).ordinal()))
                .containsExactly(1, 2);
        assertThat(await(PostgresChangeLog.goOn(pool))).isFalse();
        record(wanted(practice, newPatient(), 3));
        assertThat(after(ChangeLog.BEGIN).changes()).hasSize(3);
    }

    /** A listener may have heard all there was, and those weeks are gone. */
    @Test
    void aPlaceInTheLogThatIsAheadOfAllThatIsThereIsGoneOnFromToo() {
        OdsCode practice = ledger.publishedPractice();
        var unused = await(log.heard("one", new Passage(0, 1_000_000_000, Optional.empty(), List.of())));

        assertThat(await(PostgresChangeLog.goOn(pool))).isTrue();
        record(wanted(practice, newPatient(), 2));

        assertThat(after(await(log.place("one")).position()).changes()).hasSize(1);
    }

    @Test
    void whatMustBeWaitedForIsKnownToBeThere() throws SQLException {
        OdsCode practice = ledger.publishedPractice();
        try (Connection other = Stores.connect(ledger.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            assertThat(statement.executeUpdate(
                            "UPDATE practice SET name = 'other' WHERE practice = '" + practice + "'"))
                    .isEqualTo(1);
            record(wanted(practice, newPatient(), 2));

            assertThat(after(ChangeLog.BEGIN).isEnd()).isTrue();
            assertThat(after(ChangeLog.BEGIN).since()).isPresent();
        }
    }

    @Test
    void theIndexIsMadeOnceAndMadeAnewWhenItsMakingWasEnded() {
        assertThat(index()).isEmpty();
        assertThat(await(log.place("one")).position()).isEqualTo(ChangeLog.BEGIN);
        assertThat(index()).containsExactly("true");
        ledger.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'request_log'::regclass");

        PostgresChangeLog next =
                new PostgresChangeLog(pool, PublishedLedger.NO_BOOKS, Clock.fixed(LedgerWorld.NOW, ZoneOffset.UTC));

        assertThat(await(next.place("one")).position()).isEqualTo(ChangeLog.BEGIN);
        assertThat(index()).containsExactly("true");
    }

    private List<String> index() {
        return ledger.query(
                "SELECT indisvalid::text FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname = 'request_log'");
    }

    private Future<Void> bookAndCancel(OdsCode practice, int ordinal, int times) {
        if (times == 0) {
            return Future.succeededFuture();
        }
        Change.Book wanted = wanted(practice, newPatient(), ordinal);
        return ledger.change(wanted)
                .compose(recorded -> ledger.read(wanted.id(), reader(self(wanted.patient()))))
                .compose(seen -> ledger.change(cancel(seen.orElseThrow())))
                .compose(cancelled -> bookAndCancel(practice, ordinal, times - 1));
    }

    private Passage after(long position) {
        return await(log.after(position));
    }

    private void record(Change change) {
        assertThat(await(ledger.change(change))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    private Appointment booked(Change.Book wanted) {
        record(wanted);
        return now(wanted.id(), wanted.patient());
    }

    private Appointment changed(Change change, Appointment of) {
        record(change);
        return now(of.id(), of.patient());
    }

    private Appointment now(AppointmentId id, NhsNumber patient) {
        return await(ledger.read(id, reader(self(patient)))).orElseThrow();
    }
}
