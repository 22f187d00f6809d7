package org.slotkeeper.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.PublishedLedger.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.NewAppointment;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.PracticeBook;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Stores;

/** What the ledger says of itself, and of the practices' books. */
final class PostgresLedgerTruthTest {

    private static final Instant LATER = NOW.plusSeconds(3600);

    private static final Meters METERS = new Meters();

    private final PublishedLedger ledger = new PublishedLedger(1);
    private final PostgresPool pool = new PostgresPool(ledger.vertx(), ledger.primary(), 4, METERS);
    private final PostgresLedgerTruth truth = new PostgresLedgerTruth(pool);
    private final OdsCode practice = ledger.publishedPractice();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void whatIsPublishedAndHasNoOwnerIsFree() {
        Appointment booked = booked(wanted(practice, newPatient(), 3, 4));
        ledger.withdraw(practice, List.of(7));

        assertThat(booked.seats()).hasSize(2);
        PracticeTruth found = await(truth.truthOf(practice, DAY));

        BitSet expected = new BitSet();
        expected.set(0, 50);
        List.of(3, 4, 7).forEach(expected::clear);
        BitSet untouched = new BitSet();
        untouched.set(0, 50);
        assertThat(found.freeSeats()).containsOnlyKeys(DAY, NEXT_DAY);
        assertThat(found.freeSeats().get(DAY)).isEqualTo(expected);
        assertThat(found.freeSeats().get(NEXT_DAY)).isEqualTo(untouched);
        assertThat(found.layoutVersion()).isEqualTo(1);
        assertThat(await(truth.occupied(practice, DAY, List.of(2, 3, 7))).ordinals())
                .isEqualTo(Set.of(3, 7));
        assertThat(await(truth.practices(DAY))).containsExactly(practice);
        assertThat(await(truth.practices(NEXT_DAY.plusDays(1)))).isEmpty();
    }

    @Test
    void onlyTheFirstReadingOfAPracticeIsTheFirst() {
        OdsCode another = ledger.publishedPractice();

        assertThat(isFirst(practice)).isTrue();
        assertThat(isFirst(practice)).isFalse();
        assertThat(isFirst(another)).isTrue();
    }

    @Test
    void ofTwoReadingsAtTheSameTimeOneIsTheFirst() {
        List<Future<PracticeTruth>> readings = IntStream.range(0, 4)
                .mapToObj(nth -> truth.truthOf(practice, DAY))
                .toList();

        assertThat(readings.stream().filter(reading -> await(reading).isFirst()))
                .hasSize(1);
    }

    @Test
    void aPracticeThatIsNotKnownIsNeverReadForTheFirstTime() {
        assertThat(isFirst(new OdsCode("Z99999"))).isFalse();
    }

    private boolean isFirst(OdsCode of) {
        return await(truth.truthOf(of, DAY)).isFirst();
    }

    @Test
    void newsIsToldWithItsSeatsAsTheyAreNowAndNotAsTheyWere() {
        Appointment booked = booked(wanted(practice, newPatient(), 3));
        assertThat(await(ledger.cancel(cancel(booked)))).isInstanceOf(LedgerAnswer.Recorded.class);

        List<SeatNews> untold = await(truth.untold(LATER, 10));

        assertThat(untold).extracting(SeatNews::occupied).containsExactly(false, false);
        assertThat(untold).allMatch(news -> news.ordinals().equals(List.of(3)));
        assertThat(untold.get(0).version()).isLessThan(untold.get(1).version());
        assertThat(await(truth.untold(NOW, 10))).isEmpty();
        assertThat(await(truth.untold(LATER, 1))).hasSize(1);
    }

    @Test
    void newsThatIsStruckOutIsNotToldAgain() {
        assertThat(booked(wanted(practice, newPatient(), 3)).version()).isEqualTo(1);

        strikeOut(await(truth.untold(LATER, 10)));

        assertThat(await(truth.untold(LATER, 10))).isEmpty();
    }

    /** Only the striking out itself may be lost in a crash. */
    @Test
    void whoeverUsesTheConnectionNextIsAsDurableAsBefore() {
        PostgresPool ofOne = new PostgresPool(ledger.vertx(), ledger.primary(), 1, METERS);
        assertThat(booked(wanted(practice, newPatient(), 3)).version()).isEqualTo(1);

        Void struck = await(new PostgresLedgerTruth(ofOne).strikeOut(await(truth.untold(LATER, 10))));

        assertThat(struck).isNull();
        Sql setting = new Sql("setting", "SELECT current_setting('synchronous_commit') AS word");
        assertThat(await(ofOne.statements().run(setting, Tuple.tuple()))
                        .iterator()
                        .next()
                        .getString("word"))
                .isEqualTo("on");
    }

    @Test
    void newsWhoseSeatsHaveChangedSinceIsStruckOutToo() {
        Appointment booked = booked(wanted(practice, newPatient(), 3, 4));
        assertThat(await(ledger.cancel(cancel(booked)))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(booked(wanted(practice, newPatient(), 4)).version()).isEqualTo(1);

        strikeOut(await(truth.untold(LATER, 10)));

        assertThat(ledger.count("outbox")).isZero();
    }

    @Test
    void ofAMovesTwoPiecesOfNewsOnlyTheOneThatWasToldIsStruckOut() {
        Appointment booked = booked(wanted(practice, newPatient(), 3));
        strikeOut(await(truth.untold(LATER, 10)));
        assertThat(await(ledger.move(move(booked, DAY, 9)))).isInstanceOf(LedgerAnswer.Recorded.class);
        List<SeatNews> both = await(truth.untold(LATER, 10));
        assertThat(both).hasSize(2);

        strikeOut(List.of(both.get(0)));

        assertThat(await(truth.untold(LATER, 10))).containsExactly(both.get(1));
    }

    @Test
    void aMoveThatGaveNoSeatBackHasNewsOfItsOldTimeWhichIsStruckOutByItself() {
        Appointment booked = booked(wanted(practice, newPatient(), 3));
        strikeOut(await(truth.untold(LATER, 10)));
        assertThat(await(ledger.move(move(booked, DAY, 3, 4)))).isInstanceOf(LedgerAnswer.Recorded.class);
        List<SeatNews> both = await(truth.untold(LATER, 10));
        assertThat(both).extracting(SeatNews::ordinals).containsExactlyInAnyOrder(List.of(), List.of(3, 4));
        SeatNews over =
                both.stream().filter(news -> !news.occupied()).findFirst().orElseThrow();
        SeatNews longer = both.stream().filter(SeatNews::occupied).findFirst().orElseThrow();
        assertThat(over.patient().orElseThrow().time()).isEqualTo(booked.time());

        strikeOut(List.of(over));
        assertThat(await(truth.untold(LATER, 10))).containsExactly(longer);

        strikeOut(List.of(longer));
        assertThat(ledger.count("outbox")).isZero();
    }

    @Test
    void ofAMoveThatKeepsASeatOnlyTheNewsThatWasToldIsStruckOut() {
        Appointment booked = booked(wanted(practice, newPatient(), 3, 4));
        strikeOut(await(truth.untold(LATER, 10)));
        assertThat(await(ledger.move(move(booked, DAY, 4, 5)))).isInstanceOf(LedgerAnswer.Recorded.class);
        List<SeatNews> both = await(truth.untold(LATER, 10));
        assertThat(both).extracting(SeatNews::ordinals).containsExactlyInAnyOrder(List.of(3), List.of(4, 5));

        strikeOut(both.stream().filter(SeatNews::occupied).toList());

        assertThat(await(truth.untold(LATER, 10)))
                .extracting(SeatNews::ordinals)
                .containsExactly(List.of(3));
    }

    @Test
    void aBookIsThatWhichWasPublishedAndIsFetchedAgainForALaterVersion() {
        PostgresPracticeBooks books = new PostgresPracticeBooks(pool, 1_000_000, Clock.fixed(NOW, ZoneOffset.UTC));

        PracticeBook book = await(books.find(practice)).orElseThrow();

        PracticeBook expected = LedgerWorld.bookOf(practice);
        assertThat(book.practice()).isEqualTo(expected.practice());
        assertThat(book.days().keySet()).isEqualTo(expected.days().keySet());
        assertThat(book.day(DAY).orElseThrow().runs())
                .isEqualTo(expected.day(DAY).orElseThrow().runs());
        assertThat(await(books.find(practice))).containsSame(book);
        ledger.execute("UPDATE practice SET layout_version = 2 WHERE practice = '" + practice + "'");
        assertThat(await(books.find(practice, 1))).containsSame(book);
        assertThat(await(books.find(practice, 2)).orElseThrow().layoutVersion()).isEqualTo(2);
        assertThat(await(books.find(new OdsCode("NOBODY")))).isEmpty();
    }

    /** What follows goes to batches that belong to the loop which asked. */
    @Test
    void aColdBookThatLoopsShareIsGivenToEachOnItsOwnLoop() {
        List<Context> loops = List.of(loop(), loop());
        int rounds = 100;
        List<CompletableFuture<Boolean>> isOwn = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            PostgresPracticeBooks cold = new PostgresPracticeBooks(pool, 1_000_000, Clock.fixed(NOW, ZoneOffset.UTC));
            List<CompletableFuture<Boolean>> ofRound =
                    loops.stream().map(loop -> isOwnLoop(loop, cold)).toList();
            ofRound.forEach(CompletableFuture::join);
            isOwn.addAll(ofRound);
        }
        assertThat(isOwn.stream().filter(own -> !own.join())).isEmpty();
    }

    private Context loop() {
        return ((VertxInternal) ledger.vertx()).createEventLoopContext();
    }

    private CompletableFuture<Boolean> isOwnLoop(Context loop, PostgresPracticeBooks books) {
        CompletableFuture<Boolean> isOwn = new CompletableFuture<>();
        loop.runOnContext(here -> {
            Thread own = Thread.currentThread();
            var unused = books.find(practice)
                    .compose(book -> Future.succeededFuture(Thread.currentThread() == own))
                    .onSuccess(isOwn::complete)
                    .onFailure(isOwn::completeExceptionally);
        });
        return isOwn.orTimeout(10, TimeUnit.SECONDS);
    }

    @Test
    void aReadingKnowsOfWhatWasCommittedBeforeItAndOfNothingElse() throws SQLException {
        Appointment before = booked(wanted(practice, newPatient(), 3));
        try (Connection other = Stores.connect(ledger.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            assertThat(statement.executeUpdate("INSERT INTO occupancy (practice, day, ordinal) VALUES ('" + practice
                            + "', '" + DAY + "', 9)"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate(
                            "INSERT INTO outbox (practice, day, ordinals, occupied, claim_key, recorded_at) VALUES ('"
                                    + practice + "', '" + DAY + "', '{9}', true, '', '" + NOW + "')"))
                    .isEqualTo(1);
            // One that begins later and commits earlier.
            assertThat(booked(wanted(practice, newPatient(), 5)).seats()).hasSize(1);

            PracticeTruth whileItIsOpen = await(truth.truthOf(practice, DAY));
            other.commit();
            PracticeTruth afterwards = await(truth.truthOf(practice, DAY));
            assertThat(await(ledger.cancel(cancel(before)))).isInstanceOf(LedgerAnswer.Recorded.class);

            assertThat(whileItIsOpen.freeSeats().get(DAY).get(9)).isTrue();
            assertThat(afterwards.freeSeats().get(DAY).get(9)).isFalse();
            List<SeatNews> news = await(truth.untold(LATER, 10));
            assertThat(news)
                    .extracting(SeatNews::ordinals)
                    .containsExactly(List.of(3), List.of(9), List.of(5), List.of(3));
            assertThat(news).map(whileItIsOpen.moment()::knows).containsExactly(true, false, true, false);
            assertThat(news).map(afterwards.moment()::knows).containsExactly(true, true, true, false);
            assertThat(whileItIsOpen.moment().isBefore(afterwards.moment())).isTrue();
        }
    }

    @Test
    void newsIsOfTheTransactionThatTheWriterWasTold() {
        NewAppointment wanted = wanted(practice, newPatient(), 3);
        LedgerAnswer answer = await(ledger.book(wanted));

        SeatNews news = await(truth.untold(LATER, 10)).get(0);
        assertThat(answer).isEqualTo(new LedgerAnswer.Recorded(1, news.version(), news.transaction(), wanted.now()));
    }

    @Test
    void aDoubtIsOfNoLaterThanAReadingThatFollowsIt() {
        assertThat(booked(wanted(practice, newPatient(), 3)).seats()).hasSize(1);
        PracticeTruth before = await(truth.truthOf(practice, DAY));
        assertThat(booked(wanted(practice, newPatient(), 4)).seats()).hasSize(1);

        LedgerTruth.Occupied occupied = await(truth.occupied(practice, DAY, List.of(3)));
        SeatNews doubt = SeatNews.doubt(practice, DAY, List.of(3), occupied.transaction(), "");

        PracticeTruth after = await(truth.truthOf(practice, DAY));
        assertThat(before.moment().knows(doubt)).isFalse();
        assertThat(after.moment().knows(doubt)).isTrue();
    }

    private Appointment booked(NewAppointment wanted) {
        assertThat(await(ledger.book(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private void strikeOut(List<SeatNews> told) {
        Void struck = await(truth.strikeOut(told));
        assertThat(struck).isNull();
    }
}
