package org.slotkeeper.postgres.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.LocalDate;
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
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.postgres.schedule.PostgresPracticeBooks;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.telemetry.Meters;

/** What the ledger says of itself, and of the practices' books. */
final class PostgresLedgerTruthTest {

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
        assertThat(await(truth.occupied(List.of(seat(DAY, 2), seat(DAY, 3), seat(DAY, 7), seat(NEXT_DAY, 3)))))
                .isEqualTo(Set.of(seat(DAY, 3), seat(DAY, 7)));
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

    private Appointment booked(Change.Book wanted) {
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private SeatId seat(LocalDate day, int ordinal) {
        return new SeatId(practice, day, ordinal);
    }
}
