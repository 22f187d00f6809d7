package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.organisation;
import static org.slotkeeper.booking.TestSurgery.patient;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.refusalOf;
import static org.slotkeeper.booking.TestSurgery.slot;
import static org.slotkeeper.booking.TestSurgery.staff;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.Interval;

/** A hold belongs to its patient, to its practice and to whoever placed it: they are told of it, confirm it and end it, and nobody else does. */
final class OwnHoldTest {

    private static final int ALICE = 1;
    private static final int BOB = 2;
    private static final Caller HUB = organisation("HUB01");
    private static final Caller OTHER_HUB = organisation("HUB02");

    private final TestSurgery surgery = new TestSurgery();

    @Test
    void whoHasAHoldIsToldOfItWhenTheyHoldAgain() {
        Hold hold = doneOf(surgery.hold(ALICE, 2, 3));

        assertThat(refusalOf(surgery.hold(ALICE, 5))).isEqualTo(new Refusal.ByOwnHold(Reason.HOLD_EXISTS, hold));
    }

    @Test
    void whoBooksASlotThatTheyHoldIsToldOfTheHold() {
        Hold hold = doneOf(surgery.hold(ALICE, 2, 3));

        assertThat(refusalOf(surgery.book(ALICE, 3))).isEqualTo(new Refusal.ByOwnHold(Reason.SLOT_TAKEN, hold));
        assertThat(refusalOf(surgery.book(BOB, 3))).isInstanceOf(Refusal.SlotTaken.class);
        surgery.clock.set(hold.expiresAt());
        assertThat(doneOf(surgery.book(ALICE, 3)).slots()).containsExactly(slot(3));
    }

    @Test
    void whoMovesToASlotThatTheyHoldIsToldOfTheHold() {
        var booked = doneOf(surgery.book(ALICE, 0));
        Hold hold = doneOf(surgery.hold(ALICE, 5));

        assertThat(refusalOf(surgery.keep(ALICE, booked.id(), Optional.of(1), Notes.NONE, 5)))
                .isEqualTo(new Refusal.ByOwnHold(Reason.SLOT_TAKEN, hold));
    }

    @Test
    void anotherOrganisationIsToldNothingOfAHoldThatItDidNotPlace() {
        doneOf(surgery.hold(surgery.from(HUB), ALICE, 2));

        assertThat(refusalOf(surgery.hold(surgery.from(OTHER_HUB), ALICE, 5)))
                .isEqualTo(new Refusal.Plain(Reason.HOLD_EXISTS));
        assertThat(refusalOf(surgery.book(surgery.from(OTHER_HUB), ALICE, 2))).isInstanceOf(Refusal.SlotTaken.class);
        for (Command.From mine : List.of(surgery.from(HUB), surgery.from(staff()), surgery.from(ALICE))) {
            assertThat(refusalOf(surgery.book(mine, ALICE, 2))).isInstanceOf(Refusal.ByOwnHold.class);
        }
    }

    @Test
    void anotherOrganisationNeitherConfirmsNorWithdrawsAHold() {
        Hold hold = doneOf(surgery.hold(ALICE, 2));
        for (Caller other : List.of(HUB, OTHER_HUB)) {
            assertThat(reasonOf(surgery.keep(surgery.from(other), ALICE, hold.id(), Optional.empty(), Notes.NONE, 2)))
                    .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
            assertThat(reasonOf(surgery.cancel(surgery.from(other), ALICE, hold.id(), Optional.empty())))
                    .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        }
        assertThat(doneOf(surgery.read(ALICE, hold.id()))).isEqualTo(new Entry.Held(hold));
    }

    @Test
    void aHoldIsNotConfirmedUnderAnotherVersionAndStands() {
        Hold hold = doneOf(surgery.hold(ALICE, 2));

        assertThat(reasonOf(surgery.keep(ALICE, hold.id(), Optional.of(5), Notes.NONE)))
                .isEqualTo(Reason.STALE_VERSION);
        assertThat(reasonOf(surgery.keep(surgery.from(HUB), ALICE, hold.id(), Optional.of(5), Notes.NONE)))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(doneOf(surgery.read(ALICE, hold.id()))).isEqualTo(new Entry.Held(hold));
        surgery.clock.set(hold.expiresAt());
        assertThat(reasonOf(surgery.keep(ALICE, hold.id(), Optional.of(5), Notes.NONE)))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    @Test
    void whoPlacedAHoldConfirmsItAndWithdrawsIt() {
        Hold first = doneOf(surgery.hold(surgery.from(HUB), ALICE, 2));
        assertThat(doneOf(surgery.cancel(surgery.from(HUB), ALICE, first.id(), Optional.empty())))
                .isInstanceOf(Entry.Withdrawn.class);

        Hold second = doneOf(surgery.hold(surgery.from(HUB), ALICE, 3));
        assertThat(doneOf(surgery.keep(surgery.from(HUB), ALICE, second.id(), Optional.empty(), Notes.NONE))
                        .slots())
                .containsExactly(slot(3));
    }

    /** Its patient wanted to confirm it while the ledger was away. */
    @Test
    void whoPlacedAHoldConfirmsItAfterAnothersConfirmCameToNothing() {
        for (Caller other : List.of(staff(), surgery.from(ALICE).caller())) {
            Hold hold = doneOf(surgery.hold(surgery.from(HUB), ALICE, 2));
            surgery.isLedgerAway = true;
            assertThat(surgery.office
                            .keepAppointment()
                            .keep(confirmBy(other, hold))
                            .failed())
                    .isTrue();
            surgery.isLedgerAway = false;

            assertThat(reasonOf(surgery.keep(confirmBy(OTHER_HUB, hold)))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
            var booked = doneOf(surgery.keep(confirmBy(HUB, hold)));
            assertThat(booked.id()).isEqualTo(hold.id());
            doneOf(surgery.cancel(ALICE, booked.id(), Optional.of(booked.version())));
        }
    }

    private Command.Keep confirmBy(Caller caller, Hold hold) {
        return saying(surgery.from(caller), hold, hold.time(), 2);
    }

    @Test
    void aHoldBelongsToItsPatientAndToItsPracticeWhoeverPlacedIt() {
        Hold first = doneOf(surgery.hold(surgery.from(HUB), ALICE, 2));
        assertThat(doneOf(surgery.confirm(ALICE, first.id())).id()).isEqualTo(first.id());

        Hold second = doneOf(surgery.hold(surgery.from(HUB), ALICE, 3));
        assertThat(doneOf(surgery.cancel(surgery.from(staff()), ALICE, second.id(), Optional.empty())))
                .isInstanceOf(Entry.Withdrawn.class);
    }

    @Test
    void whatAnotherOrganisationBookedIsUnknownToAnother() {
        var booked = doneOf(surgery.book(surgery.from(HUB), ALICE, 2));

        assertThat(reasonOf(surgery.keep(surgery.from(OTHER_HUB), ALICE, booked.id(), Optional.of(1), Notes.NONE, 3)))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(surgery.keep(surgery.from(OTHER_HUB), ALICE, booked.id(), Optional.of(1), Notes.NONE)))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(surgery.cancel(surgery.from(OTHER_HUB), ALICE, booked.id(), Optional.of(1))))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(doneOf(surgery.keep(surgery.from(HUB), ALICE, booked.id(), Optional.of(1), Notes.NONE, 3))
                        .slots())
                .containsExactly(slot(3));
    }

    @Test
    void aHoldIsInTheListOfAllWhoMayKnowOfIt() {
        Hold hold = doneOf(surgery.hold(surgery.from(HUB), ALICE, 2));
        Caller registeredNowhere = new Caller.Patient(patient(ALICE), Optional.empty(), Optional.empty());

        for (Command.From mine : List.of(
                surgery.from(ALICE), surgery.from(registeredNowhere), surgery.from(staff()), surgery.from(HUB))) {
            assertThat(surgery.pending(mine, ALICE)).containsExactly(new Entry.Held(hold));
        }
        assertThat(surgery.pending(surgery.from(OTHER_HUB), ALICE)).isEmpty();
        surgery.clock.set(hold.expiresAt());
        assertThat(surgery.pending(surgery.from(registeredNowhere), ALICE)).isEmpty();
    }

    @Test
    void aHoldIsConfirmedAsItIsOrStands() {
        Hold hold = doneOf(surgery.hold(ALICE, 2, 3));
        Command.From from = surgery.from(ALICE);
        for (int again = 0; again < 3; again++) {
            assertThat(reasonOf(surgery.keep(from, ALICE, hold.id(), Optional.empty(), Notes.NONE, 2)))
                    .isEqualTo(Reason.NOT_AMENDABLE);
            surgery.clock.pass(Duration.ofSeconds(7));
        }
        assertThat(surgery.ledger.appointments()).isEmpty();

        assertThat(doneOf(surgery.keep(ALICE, hold.id(), Optional.empty(), Notes.NONE, 3, 2))
                        .slots())
                .containsExactly(slot(2), slot(3));
    }

    @Test
    void aTimeThatIsNotTheHoldsIsRefusedByItsElementAndTheHoldStands() {
        Hold hold = doneOf(surgery.hold(ALICE, 2, 3));
        Interval time = hold.time();
        Interval firstOnly = hold.slots().get(0).time();
        Interval later = new Interval(firstOnly.end(), time.end());

        Command.From from = surgery.from(ALICE);
        for (int again = 0; again < 2; again++) {
            assertThat(refusalOf(surgery.keep(saying(from, hold, firstOnly)))).isEqualTo(notAmendable("end"));
        }
        assertThat(refusalOf(surgery.keep(saying(from, hold, later)))).isEqualTo(notAmendable("start"));
        assertThat(refusalOf(surgery.keep(saying(from, hold, firstOnly, 2, 3)))).isEqualTo(notAmendable("end"));
        assertThat(refusalOf(surgery.keep(saying(from, hold, later, 3)))).isEqualTo(notAmendable("slot"));

        assertThat(doneOf(surgery.read(ALICE, hold.id()))).isEqualTo(new Entry.Held(hold));
        assertThat(refusalOf(surgery.book(BOB, 3))).isInstanceOf(Refusal.SlotTaken.class);
        assertThat(doneOf(surgery.keep(saying(surgery.from(ALICE), hold, time))).slots())
                .containsExactly(slot(2), slot(3));
    }

    /** Another loop placed the hold, by a book that this one has not fetched yet. */
    @Test
    void aHoldOfSlotsThatWerePublishedSinceIsConfirmed() {
        Hold one = doneOf(surgery.hold(ALICE, 12));
        Hold other = doneOf(surgery.hold(BOB, 12));
        surgery.haveAtHand(surgery.bookBefore(12));

        assertThat(refusalOf(surgery.keep(saying(surgery.from(ALICE), one, one.time(), 0))))
                .isEqualTo(notAmendable("slot"));
        assertThat(doneOf(surgery.keep(saying(surgery.from(ALICE), one, one.time())))
                        .slots())
                .containsExactly(slot(12));
        assertThat(doneOf(surgery.keep(saying(BOB, surgery.from(BOB), other, other.time(), 12)))
                        .slots())
                .containsExactly(slot(12));
    }

    @Test
    void ofASlotThatWasPublishedSinceEveryOtherTimeIsRefusedByItsElement() {
        Hold hold = doneOf(surgery.hold(ALICE, 12));
        Interval other =
                new Interval(hold.time().start().plusSeconds(600), hold.time().end());
        surgery.haveAtHand(surgery.bookBefore(12));

        assertThat(refusalOf(surgery.keep(saying(surgery.from(ALICE), hold, other))))
                .isEqualTo(notAmendable("start"));
    }

    @Test
    void aHoldOfSlotsThatWerePublishedSinceIsSeenAndGivenUp() {
        Hold hold = doneOf(surgery.hold(ALICE, 12));
        surgery.haveAtHand(surgery.bookBefore(12));

        assertThat(doneOf(surgery.read(ALICE, hold.id()))).isEqualTo(new Entry.Held(hold));
        assertThat(surgery.pending(surgery.from(ALICE), ALICE)).containsExactly(new Entry.Held(hold));
        assertThat(refusalOf(surgery.hold(ALICE, 3))).isEqualTo(new Refusal.ByOwnHold(Reason.HOLD_EXISTS, hold));
        assertThat(doneOf(surgery.cancel(surgery.from(ALICE), ALICE, hold.id(), Optional.empty())))
                .isInstanceOf(Entry.Withdrawn.class);
    }

    /** Its first slot is known, so that it is claimed before it shows that the others are not. */
    @Test
    void aHoldWhoseSlotsCannotBeReadIsStillAHold() {
        Hold hold = doneOf(surgery.hold(ALICE, 11, 12));
        surgery.haveAtHand(surgery.bookBefore(12));
        surgery.areBooksUnread = true;
        Command.Keep confirm = new Command.Keep(
                surgery.from(ALICE),
                hold.id(),
                Optional.of(patient(ALICE)),
                SlotChoice.of(List.of()),
                Notes.NONE,
                Optional.empty());
        assertThat(surgery.office.keepAppointment().keep(confirm).failed()).isTrue();

        surgery.areBooksUnread = false;
        assertThat(doneOf(surgery.keep(confirm)).slots()).containsExactly(slot(11), slot(12));
    }

    /** Its answer was lost, and its next try comes to a process that does not know the slots yet. */
    @Test
    void aConfirmThatHasBookedIsNotRefusedByABookThatIsOlder() {
        Hold hold = doneOf(surgery.hold(ALICE, 12));
        Command.Keep confirm = saying(surgery.from(ALICE), hold, hold.time(), 12);
        var booked = surgery.keep(confirm);
        surgery.haveAtHand(surgery.bookBefore(12));

        assertThat(surgery.keep(confirm)).isEqualTo(booked);
    }

    /** The inventory remembers the claim of a booking for a moment after it was recorded. */
    @Test
    void anotherOrganisationDoesNotHearOfABookingThatHasJustBeenMade() {
        surgery.areClaimsKept = true;
        var booked = doneOf(surgery.book(ALICE, 2));

        assertThat(reasonOf(surgery.keep(surgery.from(HUB), ALICE, booked.id(), Optional.of(1), Notes.NONE, 2)))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    @Test
    void aHoldIsToldAgainByABookThatIsOlder() {
        Command.From from = surgery.from(ALICE);
        var held = surgery.hold(from, ALICE, 12);
        assertThat(doneOf(held).slots()).hasSize(1);
        surgery.haveAtHand(surgery.bookBefore(12));

        assertThat(surgery.hold(from, ALICE, 12)).isEqualTo(held);
    }

    @Test
    void aTakenSlotIsTakenAgainByABookThatIsOlder() {
        surgery.clock.pass(Duration.ofHours(1));
        doneOf(surgery.book(BOB, 15));
        Command.From from = surgery.from(ALICE);
        var refused = surgery.book(from, ALICE, 15);
        assertThat(refusalOf(refused)).isInstanceOf(Refusal.SlotTaken.class);
        surgery.haveAtHand(surgery.bookBefore(15));

        assertThat(surgery.book(from, ALICE, 15)).isEqualTo(refused);
    }

    /** The first try may come to the ledger yet. */
    @Test
    void whatABookThatIsOlderRefusesIsRefusedForGood() {
        Hold hold = doneOf(surgery.hold(ALICE, 12));
        Command.Keep confirm = saying(surgery.from(ALICE), hold, hold.time(), 12);
        surgery.haveAtHand(surgery.bookBefore(12));
        surgery.clock.set(hold.expiresAt());

        assertThat(refusalOf(surgery.keep(confirm))).isEqualTo(notAmendable("slot"));
        assertThat(surgery.ledger.auditTrail())
                .filteredOn(noted -> noted.operation().equals("confirm"))
                .extracting(InMemoryLedger.Noted::outcome)
                .containsExactly("NOT_AMENDABLE");
    }

    /** What is only not known now is not said to be wrong. */
    @Test
    void whereNeitherBookNorInventoryCanBeAskedAConfirmIsNotRefused() {
        Hold hold = doneOf(surgery.hold(ALICE, 12));
        surgery.haveAtHand(surgery.bookBefore(12));
        Command.Keep confirm = saying(surgery.from(ALICE), hold, hold.time(), 12);

        surgery.areBooksUnread = true;
        assertThat(surgery.office.keepAppointment().keep(confirm).failed()).isTrue();
        surgery.areBooksUnread = false;
        surgery.isInventoryAway = true;
        assertThat(surgery.office.keepAppointment().keep(confirm).failed()).isTrue();

        surgery.isInventoryAway = false;
        assertThat(doneOf(surgery.keep(confirm)).slots()).containsExactly(slot(12));
    }

    @Test
    void whoRepeatsAConfirmThatNamedItsTimeAloneIsAnsweredAlike() {
        Hold hold = doneOf(surgery.hold(ALICE, 2, 3));
        Command.Keep confirm = saying(surgery.from(ALICE), hold, hold.time());
        var booked = surgery.keep(confirm);

        assertThat(doneOf(booked).time()).isEqualTo(hold.time());
        assertThat(surgery.keep(confirm)).isEqualTo(booked);
    }

    @Test
    void whoMayNotKnowOfAHoldIsNotToldThatItEndsAtAnotherTime() {
        Hold hold = doneOf(surgery.hold(ALICE, 2, 3));
        Interval firstOnly = hold.slots().get(0).time();

        assertThat(reasonOf(surgery.keep(saying(surgery.from(HUB), hold, firstOnly))))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(surgery.keep(saying(BOB, surgery.from(BOB), hold, firstOnly))))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    private static Command.Keep saying(Command.From from, Hold hold, Interval time, int... ordinals) {
        return saying(ALICE, from, hold, time, ordinals);
    }

    private static Command.Keep saying(int patient, Command.From from, Hold hold, Interval time, int... ordinals) {
        return new Command.Keep(
                from,
                hold.id(),
                Optional.of(patient(patient)),
                new SlotChoice(
                        Arrays.stream(ordinals).mapToObj(TestSurgery::slot).toList(),
                        Optional.of(time),
                        Statement.NOTHING),
                Notes.NONE,
                Optional.empty());
    }

    private static Refusal notAmendable(String element) {
        return new Refusal.NotAmendable("Appointment." + element);
    }
}
