package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryUnderTest.refused;
import static org.slotkeeper.booking.InventoryUnderTest.seats;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.InFlight;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Refusal.Reason;

/** What every inventory does with holds and confirms: who has them, how long, and how they end. */
public interface HoldContract extends InventoryUnderTest {

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
    default void aPatientHasOneLiveHoldAtAPractice() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(2)))).isEqualTo(refused(Reason.HOLD_EXISTS));
        assertThat(ask(claim(practice, Kind.CONFIRM, 2, 1, 1, request(3)))).isInstanceOf(Claimed.class);
        assertThat(ask(at(claim(practice, Kind.HOLD, 1, 1, 1, request(4)), NOW.plus(HOLD_TIME))))
                .isInstanceOf(Claimed.class);
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
    default void aRequestThatAnotherTryGoesOnWithIsNotForgotten() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);
        ask(claim);

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED)))
                .isTrue();

        assertThat(ask(claim)).isEqualTo(new InFlight(List.of(0), NOW));
        assertThat(ask(claim)).isEqualTo(new InFlight(List.of(0), NOW));
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
}
