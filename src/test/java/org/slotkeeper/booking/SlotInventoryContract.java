package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.APPOINTMENTS_MAX;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.news;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.replacing;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.timeOf;
import static org.slotkeeper.booking.InventoryRequests.withLayout;
import static org.slotkeeper.booking.InventoryRequests.withVerdict;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.InFlight;
import org.slotkeeper.booking.spi.ClaimAnswer.Refused;
import org.slotkeeper.booking.spi.ClaimAnswer.StaleLayout;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.RefusalText;

/** What every inventory answers. The practice has six seats on the day, in version 1 of its book, each a slot of its own unless a test says otherwise. */
public interface SlotInventoryContract {

    int SEATS = 6;

    SlotInventory inventory();

    /** A practice that no other test knows, with {@link #SEATS} free seats on the day. */
    OdsCode freshPractice();

    @CanIgnoreReturnValue
    private <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception cause) {
            throw new AssertionError(cause);
        }
    }

    @CanIgnoreReturnValue
    private ClaimAnswer ask(Claim claim) {
        return done(inventory().claim(claim));
    }

    private BitSet free(OdsCode practice, Instant now) {
        return done(inventory().availability(practice, List.of(DAY), now)).on(DAY);
    }

    private static ClaimAnswer refused(Reason reason) {
        return new Refused(new Refusal.Plain(reason));
    }

    private static Refusal refusalOf(ClaimAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).refusal();
    }

    private static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return seats;
    }

    @Test
    default void whatIsPublishedIsFree() {
        assertThat(free(freshPractice(), NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void aClaimedSeatIsNoLongerFree() {
        OdsCode practice = freshPractice();

        assertThat(ask(claim(practice, Kind.HOLD, 2, 2, 1, request(1))))
                .isEqualTo(new Claimed(List.of(2, 3), NOW.plus(HOLD_TIME)));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 4, 5));
    }

    @Test
    default void whereOneSeatIsTakenNoneIsClaimed() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 3, 1, 1, request(1)));

        assertThat(ask(claim(practice, Kind.CONFIRM, 2, 2, 2, request(2)))).isInstanceOf(Taken.class);

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 4, 5));
    }

    @Test
    default void aSlotGivesItsLowestFreeSeat() {
        OdsCode practice = freshPractice();
        List<Claim.Places> group = List.of(new Claim.Places(1, 3));

        for (int seat = 1; seat <= 3; seat++) {
            assertThat(ask(claim(practice, Kind.CONFIRM, group, timeOf(1, 1), seat, request(seat), NOW)))
                    .isEqualTo(new Claimed(List.of(seat), NOW.plus(HOLD_TIME)));
        }
        assertThat(ask(claim(practice, Kind.CONFIRM, group, timeOf(1, 1), 4, request(4), NOW)))
                .isInstanceOf(Taken.class);
    }

    @Test
    default void aHeldSeatIsHeldUntilTheInstantItsHoldExpires() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        Instant expiry = NOW.plus(HOLD_TIME);

        assertThat(ask(at(claim(practice, Kind.HOLD, 0, 1, 2, request(2)), expiry.minusMillis(1))))
                .isInstanceOf(Taken.class);
        assertThat(ask(at(claim(practice, Kind.HOLD, 0, 1, 3, request(3)), expiry)))
                .isEqualTo(new Claimed(List.of(0), expiry.plus(HOLD_TIME)));
    }

    @Test
    default void anExpiredConfirmKeepsItsSeatBecauseOnlyTheLedgerKnows() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        assertThat(free(practice, NOW.plus(HOLD_TIME).plusSeconds(60))).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void theSameRequestIsGivenTheSameHold() {
        OdsCode practice = freshPractice();
        Claim hold = claim(practice, Kind.HOLD, 0, 1, 1, request(1));
        ClaimAnswer first = ask(hold);

        assertThat(ask(at(hold, NOW.plusSeconds(20)))).isEqualTo(first);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void theSameConfirmIsSaidToBeInFlight() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 2, 1, request(1));
        ask(claim);

        assertThat(ask(at(claim, NOW.plusSeconds(20)))).isEqualTo(new InFlight(List.of(0, 1), NOW));
    }

    @Test
    default void theSameRequestIsRefusedWithTheSameAlternatives() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
        Claim late = claim(practice, Kind.CONFIRM, 0, 1, 2, request(2));
        ClaimAnswer first = ask(late);
        ask(claim(practice, Kind.CONFIRM, 1, 1, 3, request(3)));

        assertThat(first).isInstanceOf(Taken.class);
        assertThat(((Taken) first).free().on(DAY)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(((Taken) first).free().freeSeats()).containsOnlyKeys(DAY, DAY.plusDays(1));
        assertThat(((Taken) first).asOf()).isEqualTo(NOW);
        assertThat(ask(at(late, NOW.plusSeconds(20)))).isEqualTo(first);
    }

    @Test
    default void aRequestIdWithOtherContentIsRefused() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(1, 99))))
                .isEqualTo(refused(Reason.REQUEST_ID_REUSED));
    }

    @Test
    default void aRefusalByTheRulesIsRememberedAndTakesNothing() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.HOLD, 0, 1, 1, request(1));
        Refusal embargoed = new Refusal.Embargoed(NOW.plusSeconds(5));

        assertThat(refusalOf(ask(withVerdict(claim, embargoed)))).isEqualTo(embargoed);

        assertThat(refusalOf(ask(at(claim, NOW.plusSeconds(10))))).isEqualTo(embargoed);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void anOldBookIsSaidToBeOldAndTheRequestMayTryAgain() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.HOLD, 0, 1, 1, request(1));

        assertThat(ask(withLayout(claim, 0))).isEqualTo(new StaleLayout(1));

        assertThat(ask(claim)).isInstanceOf(Claimed.class);
    }

    @Test
    default void aPatientHasOneLiveHoldAtAPractice() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(2)))).isEqualTo(refused(Reason.HOLD_EXISTS));
        assertThat(ask(claim(practice, Kind.CONFIRM, 2, 1, 1, request(3)))).isInstanceOf(Claimed.class);
        assertThat(ask(at(claim(practice, Kind.HOLD, 1, 1, 1, request(4)), NOW.plus(HOLD_TIME))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aPatientHasSoManyAppointmentsToComeAndNoMore() {
        OdsCode practice = freshPractice();
        for (int booked = 0; booked < APPOINTMENTS_MAX; booked++) {
            done(inventory().tell(List.of(news(practice, booked, 1, 10 + booked, true, 1))));
        }

        assertThat(refusalOf(ask(claim(practice, Kind.HOLD, 4, 1, 1, request(1)))))
                .isEqualTo(new Refusal.PatientLimit(APPOINTMENTS_MAX));
        assertThat(ask(replacing(claim(practice, Kind.CONFIRM, 4, 1, 1, request(2)), timeOf(0, 1))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void appointmentsThatAreOverDoNotCount() {
        OdsCode practice = freshPractice();
        for (int booked = 0; booked < APPOINTMENTS_MAX; booked++) {
            done(inventory().tell(List.of(news(practice, booked, 1, 10 + booked, true, 1))));
        }

        Instant firstIsOver = timeOf(0, 1).end();
        assertThat(ask(at(claim(practice, Kind.HOLD, 4, 1, 1, request(1)), firstIsOver.minusSeconds(60))))
                .isInstanceOf(Refused.class);
        assertThat(ask(at(claim(practice, Kind.HOLD, 4, 1, 1, request(2)), firstIsOver)))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aPatientIsInOnePlaceAtATime() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 1))));
        List<Claim.Places> elsewhere = List.of(new Claim.Places(4, 1));

        Claim overlapping = claim(practice, Kind.HOLD, elsewhere, timeOf(0, 2), 1, request(1), NOW);
        assertThat(ask(overlapping)).isEqualTo(refused(Reason.PATIENT_OVERLAP));
        Claim adjacent = claim(practice, Kind.HOLD, elsewhere, timeOf(2, 1), 1, request(2), NOW);
        assertThat(ask(adjacent)).isInstanceOf(Claimed.class);
        Claim moving = claim(practice, Kind.CONFIRM, List.of(new Claim.Places(5, 1)), timeOf(0, 2), 1, request(3), NOW);
        assertThat(ask(replacing(moving, timeOf(1, 1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void anAppointmentThatEndedLeavesTheDiary() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 1))));
        done(inventory().tell(List.of(news(practice, 1, 1, 11, false, 1))));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void aHoldIsConfirmedByItsPatient() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));
        var confirm = confirm(idOf(practice, 0, 1), 1, request(2), NOW.plusSeconds(10));

        assertThat(done(inventory().confirm(confirm))).isEqualTo(new Claimed(List.of(0, 1), NOW.plusSeconds(40)));

        assertThat(done(inventory().confirm(confirm))).isEqualTo(new InFlight(List.of(0, 1), NOW.plusSeconds(10)));
        assertThat(free(practice, NOW.plusSeconds(3600))).isEqualTo(seats(2, 3, 4, 5));
        var byOtherRequest = confirm(idOf(practice, 0, 1), 1, request(3), NOW.plusSeconds(11));
        assertThat(done(inventory().confirm(byOtherRequest)))
                .isEqualTo(new InFlight(List.of(0, 1), NOW.plusSeconds(10)));
    }

    @Test
    default void nobodyConfirmsAnothersHold() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 2, request(2), NOW))))
                .isEqualTo(refused(Reason.APPOINTMENT_UNKNOWN));
    }

    @Test
    default void anExpiredHoldIsNotConfirmedAndTheRequestHearsThatAgain() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        Instant expiry = NOW.plus(HOLD_TIME);

        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), expiry))))
                .isEqualTo(refused(Reason.HOLD_EXPIRED));
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), NOW))))
                .isEqualTo(refused(Reason.HOLD_EXPIRED));
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(3), expiry.minusMillis(1)))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aConfirmedHoldNoLongerStandsInTheWayOfAnother() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), NOW)));

        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isEmpty();
        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(3)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void aHoldIsFoundByItsIdAndByItsPatientWhileItIsLive() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 1, 2, 1, request(1)));
        HeldSeats expected = new HeldSeats(
                idOf(practice, 1, 1),
                List.of(1, 2),
                NOW.plus(HOLD_TIME),
                false,
                inventory().markOf(patient(1)));

        assertThat(done(inventory().findHold(idOf(practice, 1, 1), NOW))).contains(expected);
        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).contains(expected);
        assertThat(done(inventory().findHold(idOf(practice, 1, 2), NOW))).isEmpty();
        assertThat(done(inventory().holdOf(practice, patient(2), NOW))).isEmpty();
        assertThat(done(inventory().findHold(idOf(practice, 1, 1), NOW.plus(HOLD_TIME))))
                .isEmpty();
        assertThat(done(inventory().holdOf(practice, patient(1), NOW.plus(HOLD_TIME))))
                .isEmpty();
        assertThat(inventory().markOf(patient(1))).isNotEqualTo(inventory().markOf(patient(2)));
    }

    @Test
    default void aHoldThatIsGivenUpIsFreeAgain() {
        OdsCode practice = freshPractice();
        Claim hold = claim(practice, Kind.HOLD, 0, 2, 1, request(1));
        ClaimAnswer first = ask(hold);

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.GIVEN_UP)))
                .isTrue();

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.GIVEN_UP)))
                .isFalse();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isEmpty();
        assertThat(ask(hold)).as("what a request was answered does not change").isEqualTo(first);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void whatSomebodyElseHasByNowIsNotGivenBack() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        ask(at(claim(practice, Kind.HOLD, 0, 1, 2, request(2)), NOW.plus(HOLD_TIME)));

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.GIVEN_UP)))
                .isFalse();

        assertThat(free(practice, NOW.plus(HOLD_TIME))).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void aConfirmOnItsWayCannotBeGivenUp() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.GIVEN_UP)))
                .isFalse();

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void aRequestThatNeverReachedTheLedgerClaimsAnew() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED)))
                .isTrue();

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(ask(claim)).isEqualTo(new Claimed(List.of(0), NOW.plus(HOLD_TIME)));
    }

    @Test
    default void aRequestThatTheLedgerAnsweredIsSentThereAgain() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS)))
                .isTrue();

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(ask(claim)).isEqualTo(new InFlight(List.of(0), NOW));
    }

    @Test
    default void anAppointmentEndsTheClaimItCameOf() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 2, 1, request(1)));

        done(inventory().tell(List.of(news(practice, 0, 2, 10, true, 1))));

        assertThat(done(inventory().findHold(idOf(practice, 0, 1), NOW))).isEmpty();
        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED)))
                .isFalse();
        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));
    }

    @Test
    default void aCancelledSeatIsFreeAgain() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 0, 1, 10, true, 1), news(practice, 0, 1, 11, false, 1))));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void newsThatComesLateRepeatedOrInAnotherOrderChangesNothing() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 0, 1, 11, false, 1))));
        done(inventory().tell(List.of(news(practice, 0, 1, 10, true, 1))));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));

        done(inventory().tell(List.of(news(practice, 0, 1, 12, true, 1))));
        done(inventory().tell(List.of(news(practice, 0, 1, 11, false, 1))));
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void aSeatThatIsFreedStaysWithWhoeverHasAClaimOnIt() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        done(inventory().tell(List.of(news(practice, 0, 1, 10, false, 2))));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isPresent();
    }

    @Test
    default void aHoldThatLostASeatIsNoHold() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 3, 1, request(1)));

        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 2))));

        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isEmpty();
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), NOW))))
                .isEqualTo(refused(Reason.HOLD_EXPIRED));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    @Test
    default void eachRefusalIsGivenAgainAsItWas() {
        OdsCode practice = freshPractice();
        List<Refusal> refusals = List.of(
                new Refusal.Plain(Reason.SLOT_UNKNOWN),
                new Refusal.OutsideBookingWindow(NOW, NOW.plusSeconds(60)),
                new Refusal.NotAmendable("start"));
        for (int number = 0; number < refusals.size(); number++) {
            Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(number));
            Refusal refusal = refusals.get(number);
            assertThat(ask(withVerdict(claim, refusal))).isEqualTo(new Refused(refusal));
            assertThat(Optional.of(refusalOf(ask(claim))).map(RefusalText::of)).contains(RefusalText.of(refusal));
        }
    }
}
