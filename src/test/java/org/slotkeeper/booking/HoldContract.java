package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.requestOf;
import static org.slotkeeper.booking.InventoryUnderTest.placerOf;
import static org.slotkeeper.booking.InventoryUnderTest.refused;
import static org.slotkeeper.booking.InventoryUnderTest.seats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.Met;
import org.slotkeeper.booking.spi.ClaimAnswer.OwnHold;
import org.slotkeeper.booking.spi.ClaimAnswer.Refused;
import org.slotkeeper.booking.spi.ClaimAnswer.Running;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.booking.spi.SlotInventory.GivingUp;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;

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
        ask(claim(practice, Kind.HOLD, 1, 1, 2, request(2)));

        assertThat(free(practice, NOW.plus(HOLD_TIME).plusSeconds(60))).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void whatAHoldGivesBackAtItsEndIsFoundFromThatInstant() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        Instant expiry = NOW.plus(HOLD_TIME);

        assertThat(free(practice, expiry.minusMillis(1))).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(free(practice, expiry)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void aPatientHasOneLiveHoldAtAPractice() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        ClaimAnswer second = ask(claim(practice, Kind.HOLD, 1, 1, 1, request(2)));
        assertThat(second)
                .as("it is named")
                .isEqualTo(new OwnHold(
                        Reason.HOLD_EXISTS,
                        done(inventory().holdOf(practice, patient(1), NOW)).orElseThrow()));
        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(2)))).isEqualTo(second);
        assertThat(ask(claim(practice, Kind.CONFIRM, 2, 1, 1, request(3)))).isInstanceOf(Claimed.class);
        assertThat(ask(at(claim(practice, Kind.HOLD, 1, 1, 1, request(4)), NOW.plus(HOLD_TIME))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aHoldIsConfirmedByItsPatient() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));
        var confirm = confirm(idOf(practice, 0, 1), 1, request(2), NOW.plusSeconds(10));

        assertThat(done(inventory().confirm(confirm)))
                .isEqualTo(new Claimed(
                        List.of(0, 1),
                        NOW.plusSeconds(40),
                        Optional.of(inventory().markOf(request(1).caller()))));

        assertThat(done(inventory().confirm(confirm))).isEqualTo(new Running());
        assertThat(free(practice, NOW.plusSeconds(3600))).isEqualTo(seats(2, 3, 4, 5));
        var byOtherRequest = confirm(idOf(practice, 0, 1), 1, request(3), NOW.plusSeconds(11));
        assertThat(done(inventory().confirm(byOtherRequest))).isEqualTo(new Running());
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
                inventory().markOf(patient(1)),
                Optional.of(inventory().markOf(request(1).caller())));

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
    default void aSlotOfWhichThePatientsOwnHoldHasTheSeatIsTakenByThatHold() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 1, 2, 1, request(1)));
        HeldSeats own = done(inventory().holdOf(practice, patient(1), NOW)).orElseThrow();
        Claim booking = claim(practice, Kind.CONFIRM, 2, 2, 1, request(2));

        assertThat(ask(booking)).isEqualTo(new OwnHold(Reason.SLOT_TAKEN, own));

        assertThat(ask(at(booking, NOW.plusSeconds(5)))).as("again").isEqualTo(new OwnHold(Reason.SLOT_TAKEN, own));
        assertThat(ask(claim(practice, Kind.CONFIRM, 2, 2, 2, request(3))))
                .as("to another patient it is just taken")
                .isInstanceOf(Taken.class);
        ask(claim(practice, Kind.CONFIRM, 4, 1, 3, request(4)));
        assertThat(ask(claim(practice, Kind.CONFIRM, 4, 1, 1, request(5))))
                .as("another slot is taken by somebody else")
                .isInstanceOf(Taken.class);
        assertThat(ask(at(claim(practice, Kind.CONFIRM, 2, 2, 1, request(6)), NOW.plus(HOLD_TIME))))
                .as("an expired hold is nothing")
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aGroupInWhichThePatientHoldsAPlaceIsTakenByThatHold() {
        OdsCode practice = freshPractice();
        List<Claim.Places> group = List.of(new Claim.Places(1, 4));
        ask(claim(practice, Kind.HOLD, group, 1, request(1), NOW));
        HeldSeats own = done(inventory().holdOf(practice, patient(1), NOW)).orElseThrow();

        assertThat(ask(claim(practice, Kind.CONFIRM, group, 1, request(2), NOW)))
                .isEqualTo(new OwnHold(Reason.SLOT_TAKEN, own));
        assertThat(ask(claim(practice, Kind.CONFIRM, group, 2, request(3), NOW)))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void anOrganisationKnowsOfTheHoldsItPlacedAndOfNoOther() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, requestOf("HUB01", 1)));
        HeldSeats held = done(inventory().holdOf(practice, patient(1), NOW)).orElseThrow();
        assertThat(held.placer())
                .contains(inventory().markOf(requestOf("HUB01", 9).caller()));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, requestOf("HUB01", 2))))
                .isEqualTo(new OwnHold(Reason.HOLD_EXISTS, held));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 1, requestOf("HUB01", 3))))
                .isEqualTo(new OwnHold(Reason.SLOT_TAKEN, held));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(4))))
                .as("the patient does too")
                .isEqualTo(new OwnHold(Reason.SLOT_TAKEN, held));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, requestOf("HUB02", 5))))
                .isEqualTo(refused(Reason.HOLD_EXISTS));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 1, requestOf("HUB02", 6))))
                .isInstanceOf(Taken.class);
    }

    @Test
    default void anOrganisationConfirmsTheHoldsItPlacedAndNoOther() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, requestOf("HUB01", 1)));
        AppointmentId id = idOf(practice, 0, 1);

        assertThat(done(inventory().confirm(confirm(id, 1, requestOf("HUB02", 2), NOW))))
                .isEqualTo(refused(Reason.APPOINTMENT_UNKNOWN));
        assertThat(done(inventory().confirm(confirm(id, 1, requestOf("HUB01", 3), NOW))))
                .isInstanceOf(Claimed.class);

        assertThat(done(inventory().confirm(confirm(id, 1, requestOf("HUB01", 3), NOW))))
                .isInstanceOf(Running.class);
        for (String hub : List.of("HUB01", "HUB02")) {
            Request another = requestOf(hub, 4);
            ClaimAnswer answer = done(inventory().confirm(confirm(id, 1, another, NOW)));
            assertThat(((Refused) answer).refusal().reason())
                    .as("whose it was is not known any more")
                    .isEqualTo(Reason.TOO_EARLY);
        }
    }

    @Test
    default void aHoldIsConfirmedWithTheSlotsThatItHasAndStandsIfOthersAreNamed() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 1, 2, 1, request(1)));
        AppointmentId id = idOf(practice, 1, 1);
        ClaimAnswer other = new Refused(new Refusal.NotAmendable("Appointment.slot"));

        List<List<Claim.Places>> others = List.of(
                List.of(new Claim.Places(1, 1)),
                List.of(new Claim.Places(1, 1), new Claim.Places(3, 1)),
                List.of(new Claim.Places(1, 1), new Claim.Places(2, 1), new Claim.Places(3, 1)));
        for (List<Claim.Places> named : others) {
            HoldConfirm confirm = naming(named, confirm(id, 1, request(10 + others.indexOf(named)), NOW));
            assertThat(done(inventory().confirm(confirm))).isEqualTo(other);
            assertThat(done(inventory().confirm(confirm))).as("again").isEqualTo(other);
        }
        assertThat(done(inventory().findHold(id, NOW))).isPresent();

        List<Claim.Places> own = List.of(new Claim.Places(1, 1), new Claim.Places(0, 6));
        assertThat(done(inventory().confirm(naming(own, confirm(id, 1, request(2), NOW)))))
                .isInstanceOf(Claimed.class);
        assertThat(done(inventory().confirm(naming(others.get(0), confirm(id, 1, request(3), NOW)))))
                .as("nor with others while it is on its way")
                .isEqualTo(other);
    }

    private static HoldConfirm naming(List<Claim.Places> slots, HoldConfirm confirm) {
        return new HoldConfirm(confirm.hold(), confirm.attempt(), slots, confirm.lease());
    }

    @Test
    default void aHoldIsFoundByWhoDoesNotKnowAtWhichPracticeItIs() {
        OdsCode one = freshPractice();
        OdsCode other = freshPractice();
        int wanderer = 40 + Math.floorMod(one.hashCode(), 50_000);
        ask(claim(one, Kind.HOLD, 0, 1, wanderer, request(1)));
        ask(at(claim(other, Kind.HOLD, 0, 1, wanderer, request(2)), NOW.plusSeconds(60)));
        ask(claim(other, Kind.CONFIRM, 1, 1, wanderer + 1, request(3)));

        Instant firstEnds = NOW.plus(HOLD_TIME);
        await().untilAsserted(() -> assertThat(done(inventory().practicesWithHoldsOf(patient(wanderer), NOW)))
                .containsExactlyInAnyOrder(one, other));
        assertThat(done(inventory().practicesWithHoldsOf(patient(wanderer), firstEnds)))
                .containsExactly(other);
        assertThat(done(inventory().practicesWithHoldsOf(patient(wanderer), firstEnds.plusSeconds(60))))
                .isEmpty();
        assertThat(done(inventory().practicesWithHoldsOf(patient(wanderer + 1), NOW)))
                .isEmpty();
    }

    @Test
    default void aHoldThatIsGivenUpIsFreeAgain() {
        OdsCode practice = freshPractice();
        Claim hold = claim(practice, Kind.HOLD, 0, 2, 1, request(1));
        ClaimAnswer first = ask(hold);

        assertThat(done(inventory().giveUp(idOf(practice, 0, 1), request(90)))).isEqualTo(GivingUp.DONE);

        assertThat(done(inventory().giveUp(idOf(practice, 0, 1), request(91)))).isEqualTo(GivingUp.NOTHING);
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

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS)))
                .isFalse();

        assertThat(free(practice, NOW.plus(HOLD_TIME))).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void whatSomebodyElseHoldsByNowIsNotGivenUp() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        ask(at(claim(practice, Kind.HOLD, 0, 1, 2, request(2)), NOW.plus(HOLD_TIME)));

        assertThat(done(inventory().giveUp(idOf(practice, 0, 1), request(3)))).isEqualTo(GivingUp.NOTHING);

        assertThat(free(practice, NOW.plus(HOLD_TIME))).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(done(inventory().givenUp(idOf(practice, 0, 1), request(3)))).isEmpty();
    }

    @Test
    default void whatARequestHasGivenUpItHearsAgain() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));
        ask(claim(practice, Kind.HOLD, 3, 1, 2, request(2)));
        AppointmentId first = idOf(practice, 0, 1);
        AppointmentId second = idOf(practice, 3, 2);
        HeldSeats held = done(inventory().findHold(first, NOW)).orElseThrow();

        assertThat(done(inventory().giveUp(first, request(3)))).isEqualTo(GivingUp.DONE);

        assertThat(done(inventory().givenUp(first, request(3)))).contains(held);
        assertThat(done(inventory().giveUp(first, request(3)))).isEqualTo(GivingUp.NOTHING);
        assertThat(done(inventory().givenUp(first, request(3)))).contains(held);
        assertThat(done(inventory().givenUp(second, request(3)))).isEmpty();
        assertThat(done(inventory().givenUp(first, request(3, 4)))).isEmpty();
        assertThat(done(inventory().givenUp(first, request(4)))).isEmpty();
        assertThat(done(inventory().giveUp(second, request(3, 4))))
                .as("the id was used for another hold")
                .isEqualTo(GivingUp.REUSED);
        assertThat(done(inventory().findHold(second, NOW))).isPresent();
    }

    @Test
    default void aConfirmOnItsWayCannotBeGivenUp() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        assertThat(done(inventory().giveUp(idOf(practice, 0, 1), request(91)))).isEqualTo(GivingUp.NOTHING);

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
    default void aConfirmThatNeverReachedTheLedgerIsAHoldAgainForTheTimeThatWasPromised() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));
        AppointmentId id = idOf(practice, 0, 1);
        HoldConfirm confirm = confirm(id, 1, request(2), NOW.plusSeconds(10));
        CallerMark placer = placerOf(done(inventory().confirm(confirm)));

        assertThat(done(inventory().holdAgain(id, placer, NOW.plusSeconds(9))))
                .as("of another try")
                .isFalse();
        assertThat(done(inventory().holdAgain(id, placer, NOW.plusSeconds(10)))).isTrue();

        assertThat(done(inventory().holdOf(practice, patient(1), NOW)).map(HeldSeats::id))
                .contains(id);
        assertThat(done(inventory().confirm(confirm(id, 1, request(2), NOW.plusSeconds(20)))))
                .as("the same request, once more")
                .isInstanceOf(Claimed.class);
        done(inventory().holdAgain(id, placer, NOW.plusSeconds(20)));
        assertThat(free(practice, NOW.plus(HOLD_TIME).minusMillis(1))).isEqualTo(seats(2, 3, 4, 5));
        assertThat(free(practice, NOW.plus(HOLD_TIME))).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void whoeverPlacedAHoldHasItAgainWhoeverWantedToConfirmIt() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, requestOf("HUB01", 1)));
        AppointmentId id = idOf(practice, 0, 1);
        CallerMark placer = inventory().markOf(requestOf("HUB01", 9).caller());

        ClaimAnswer byPatient = done(inventory().confirm(confirm(id, 1, request(2), NOW)));
        assertThat(placerOf(byPatient)).isEqualTo(placer);
        done(inventory().holdAgain(id, placerOf(byPatient), NOW));

        assertThat(done(inventory().findHold(id, NOW)).flatMap(HeldSeats::placer))
                .contains(placer);
        assertThat(done(inventory().confirm(confirm(id, 1, requestOf("HUB02", 3), NOW))))
                .isEqualTo(refused(Reason.APPOINTMENT_UNKNOWN));
        assertThat(placerOf(done(inventory().confirm(confirm(id, 1, requestOf("HUB01", 4), NOW)))))
                .isEqualTo(placer);
    }

    @Test
    default void whatALaterTryHasClaimedIsNotGivenBackByAnEarlierOne() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        assertThat(done(inventory()
                        .withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED, Optional.of(NOW.minusSeconds(40)))))
                .isFalse();

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void whatIsTriedAnewIsRefusedByTheLedgerOrNotAtAll() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);
        done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS));
        Optional<Met> met = Optional.of((Met) ask(claim));
        ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)));

        assertThat(done(inventory().claim(claim, met))).isInstanceOf(ClaimAnswer.Unsure.class);
    }

    @Test
    default void aTryThatIsGivenBackLeavesTheMemoryOfAnEarlierOne() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);
        done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS));
        Optional<Met> met = Optional.of((Met) ask(claim));
        done(inventory().claim(at(claim, NOW.plusSeconds(40)), met));

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED)))
                .isTrue();

        assertThat(ask(claim)).as("the first one may come to the ledger yet").isInstanceOf(Met.class);
        ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)));
        assertThat(done(inventory().claim(claim, Optional.of((Met) ask(claim)))))
                .isInstanceOf(ClaimAnswer.Unsure.class);
    }

    @Test
    default void aRequestOfWhichNothingEverCameToTheLedgerIsForgotten() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);

        done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED, Optional.of(NOW)));

        assertThat(ask(claim)).isInstanceOf(Claimed.class);
    }

    @Test
    default void aRequestThatTheLedgerAnsweredIsSentThereAgain() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);

        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS)))
                .isTrue();

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(ask(claim)).isInstanceOf(Met.class);
    }
}
