package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.request;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** The inventory is filled from a ledger that answers when the test lets it. */
final class RefillTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");
    private static final Duration REQUEST_MEMORY = Duration.ofMinutes(10);

    private final InMemorySlotInventory inventory = new InMemorySlotInventory();
    private final SlowLedger ledger = new SlowLedger();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final RefillPractice refill = new RefillPractice(ledger, inventory, REQUEST_MEMORY, () -> "fill", clock);
    private final WarmPractices warmPractices = new WarmPractices(ledger, inventory, refill, clock);

    @BeforeEach
    void theInventoryIsFilledByTheLedger() {
        inventory.warmBy(refill);
    }

    private static PracticeTruth truth(boolean isFirst, int... free) {
        BitSet seats = new BitSet();
        for (int seat : free) {
            seats.set(seat);
        }
        return new PracticeTruth(1, Map.of(DAY, seats), isFirst);
    }

    private void fill(boolean isFirst) {
        Future<Void> warmed = refill.warm(PRACTICE);
        ledger.answerTruth(truth(isFirst, 0));
        assertThat(warmed.succeeded()).isTrue();
    }

    private ClaimAnswer askForATakenSeat(Instant now) {
        var claim = claim(PRACTICE, Kind.CONFIRM, 1, 1, 1, request(1));
        return inventory.claim(InventoryRequests.at(claim, now)).result();
    }

    @Test
    void aMemoryThatWasLostIsWholeWhenEachOfItsRequestsWouldBeForgottenByAnyClock() {
        fill(false);

        Instant whole = NOW.plus(REQUEST_MEMORY).plus(RefillPractice.CLOCKS_APART_MAX);
        assertThat(askForATakenSeat(whole.minusMillis(1))).isInstanceOf(ClaimAnswer.Unsure.class);
        assertThat(askForATakenSeat(whole)).isInstanceOf(ClaimAnswer.Taken.class);
    }

    @Test
    void aPracticeThatWasNeverInAnInventoryHasNothingForgotten() {
        fill(true);

        assertThat(askForATakenSeat(NOW)).isInstanceOf(ClaimAnswer.Taken.class);
    }

    @Test
    void aLedgerReadBeforeTheMemoryWasLostAgainDoesNotFillIt() {
        Future<Void> early = refill.warm(PRACTICE);
        inventory.forget();
        ledger.answerTruth(truth(true, 0, 1));
        assertThat(early.succeeded()).isTrue();

        Future<ClaimAnswer> answer = inventory.claim(claim(PRACTICE, Kind.CONFIRM, 1, 1, 1, request(1)));
        ledger.answerTruth(truth(true, 0));

        assertThat(answer.result()).isInstanceOf(ClaimAnswer.Taken.class);
    }

    @Test
    void aMemoryThatIsLostWhileThePracticesAreFilledIsFilledInOneMoreRound() {
        ledger.practices = List.of(PRACTICE);
        Future<Integer> first = warmPractices.warmAll();
        ledger.answerTruth(truth(true, 0));
        assertThat(first.result()).isZero();

        inventory.forget();
        Future<Integer> second = warmPractices.warmAll();
        inventory.forget();
        Future<Integer> third = warmPractices.warmAll();
        ledger.answerTruth(truth(true, 0));
        assertThat(second.isComplete()).isFalse();
        ledger.answerTruth(truth(true, 0));

        assertThat(second.result()).isZero();
        assertThat(third.result()).isZero();
        assertThat(inventory.warmOf(List.of(PRACTICE)).result()).isEqualTo(Set.of(PRACTICE));
        assertThat(warmPractices.left()).isZero();
    }

    @Test
    void aLedgerReadBeforeALeaseEndedIsReadAgain() {
        fill(true);
        assertThat(inventory
                        .claim(claim(PRACTICE, Kind.CONFIRM, 0, 1, 1, request(1)))
                        .succeeded())
                .isTrue();
        Future<Void> repaired = refill.repair(PRACTICE);
        assertThat(inventory
                        .arrived(List.of(new SeatLeases.Arrived(InventoryRequests.idOf(PRACTICE, 0, 1), NOW)))
                        .succeeded())
                .isTrue();

        ledger.answerTruth(truth(true, 0));
        assertThat(repaired.isComplete()).isFalse();
        ledger.answerTruth(truth(true, 1));

        assertThat(repaired.succeeded()).isTrue();
        BitSet free =
                inventory.availability(PRACTICE, List.of(DAY), NOW).result().on(DAY);
        assertThat(free.stream()).as("what the second reading found").containsExactly(1);
    }

    @Test
    void aPracticeInWhichLeasesNeverCeaseToEndIsNotTriedForEver() {
        fill(true);
        Future<Void> repaired = refill.repair(PRACTICE);
        for (int nth = 0; !repaired.isComplete(); nth++) {
            assertThat(nth).isLessThan(100);
            assertThat(inventory
                            .ask(new SeatMark(PRACTICE, DAY, List.of(0), "nobody's", NOW, ""), NOW)
                            .succeeded())
                    .isTrue();
            ledger.answerTruth(truth(true, 0));
        }
        assertThat(repaired.failed()).isTrue();
    }

    /** Says nothing of a practice until it is let. */
    private static final class SlowLedger implements LedgerTruth {
        private final Deque<Promise<PracticeTruth>> asked = new ArrayDeque<>();
        private List<OdsCode> practices = List.of();

        void answerTruth(PracticeTruth truth) {
            asked.remove().complete(truth);
        }

        @Override
        public Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay) {
            Promise<PracticeTruth> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        }

        @Override
        public Future<List<OdsCode>> practices(LocalDate fromDay) {
            return Future.succeededFuture(practices);
        }

        @Override
        public Future<Set<SeatId>> occupied(List<SeatId> seats) {
            return Future.succeededFuture(Set.of());
        }
    }
}
