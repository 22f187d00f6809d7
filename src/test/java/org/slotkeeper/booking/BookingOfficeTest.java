package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.EIGHT;
import static org.slotkeeper.booking.TestSurgery.HOLD_TIME;
import static org.slotkeeper.booking.TestSurgery.LIMIT;
import static org.slotkeeper.booking.TestSurgery.NINE;
import static org.slotkeeper.booking.TestSurgery.await;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.patient;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.refusalOf;
import static org.slotkeeper.booking.TestSurgery.slot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

final class BookingOfficeTest {

    private static final int ALICE = 1;
    private static final int BOB = 2;
    private static final Notes COUGH = new Notes(Optional.of("a cough"), Optional.empty());

    private final TestSurgery surgery = new TestSurgery();

    @Test
    void aBookedSlotIsGoneFromSearchAndRead() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        assertThat(surgery.freeOrdinals(BOB)).doesNotContain(0).contains(1);
        assertThat(doneOf(surgery.read(ALICE, booked.id()))).isEqualTo(new Entry.Recorded(booked));
    }

    @Test
    void aHeldSlotIsGoneFromSearchAndNotAnAppointment() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        assertThat(surgery.freeOrdinals(BOB)).doesNotContain(0);
        assertThat(hold.expiresAt()).isEqualTo(EIGHT.plus(HOLD_TIME));
        assertThat(doneOf(surgery.read(ALICE, hold.id()))).isEqualTo(new Entry.Held(hold));
        assertThat(reasonOf(surgery.read(BOB, hold.id()))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    @Test
    void aHoldBecomesAnAppointmentOfTheSameId() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        Appointment booked = doneOf(surgery.confirm(ALICE, hold.id()));
        assertThat(booked.id()).isEqualTo(hold.id());
        assertThat(booked.slots()).containsExactly(slot(0));
    }

    @Test
    void aHoldIsGoodUntilTheInstantBeforeItExpires() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        surgery.clock.set(hold.expiresAt().minusMillis(1));
        assertThat(reasonOf(surgery.book(BOB, 0))).isEqualTo(Reason.SLOT_TAKEN);
        surgery.clock.set(hold.expiresAt());
        assertThat(doneOf(surgery.book(BOB, 0)).slots()).containsExactly(slot(0));
        assertThat(reasonOf(surgery.confirm(ALICE, hold.id()))).isEqualTo(Reason.HOLD_EXPIRED);
    }

    @Test
    void somebodyElsesHoldCannotBeConfirmed() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        assertThat(reasonOf(surgery.confirm(BOB, hold.id()))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(doneOf(surgery.confirm(ALICE, hold.id())).patient()).isEqualTo(patient(ALICE));
    }

    @Test
    void aPatientHasOneHoldAtATime() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        assertThat(reasonOf(surgery.hold(ALICE, 1))).isEqualTo(Reason.HOLD_EXISTS);
        assertThat(doneOf(surgery.cancel(ALICE, hold.id(), Optional.empty()))).isInstanceOf(Entry.Withdrawn.class);
        assertThat(surgery.freeOrdinals(BOB)).contains(0);
        assertThat(doneOf(surgery.hold(ALICE, 1)).slots()).hasSize(1);
    }

    @Test
    void theLoserOfASlotIsOfferedTheNearestOthers() {
        doneOf(surgery.book(ALICE, 5));
        Refusal refusal = refusalOf(surgery.book(BOB, 5));
        assertThat(refusal).isInstanceOf(Refusal.SlotTaken.class);
        List<SlotId> offered = ((Refusal.SlotTaken) refusal)
                .alternatives().stream().map(Slot::id).toList();
        assertThat(offered).hasSize(3).contains(slot(4), slot(6)).doesNotContain(slot(5));
    }

    @Test
    void aSlotWithThreePlacesIsTakenByThree() {
        for (int each = 10; each < 13; each++) {
            assertThat(doneOf(surgery.book(each, 12)).slots()).containsExactly(slot(12));
        }
        assertThat(reasonOf(surgery.book(13, 12))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(surgery.freeOrdinals(BOB)).doesNotContain(12);
    }

    @Test
    void adjacentSlotsAreTakenTogetherOrNotAtAll() {
        doneOf(surgery.book(ALICE, 2));
        assertThat(reasonOf(surgery.book(BOB, 1, 2))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(surgery.freeOrdinals(BOB)).contains(1);
        Appointment both = doneOf(surgery.book(BOB, 3, 4));
        assertThat(both.time().end()).isEqualTo(NINE.plus(Duration.ofMinutes(50)));
        assertThat(reasonOf(surgery.book(ALICE, 6, 8))).isEqualTo(Reason.NOT_ADJACENT);
    }

    @Test
    void anEmbargoedSlotIsRefusedWithTheInstantAndThatAnswerStands() {
        UUID request = UUID.randomUUID();
        Outcome<Appointment> early = surgery.book(surgery.from(ALICE, request), ALICE, 15);
        assertThat(refusalOf(early)).isEqualTo(new Refusal.Embargoed(EIGHT.plus(Duration.ofMinutes(30))));
        surgery.clock.pass(Duration.ofMinutes(30));
        assertThat(surgery.book(surgery.from(ALICE, request), ALICE, 15)).isEqualTo(early);
        assertThat(doneOf(surgery.book(ALICE, 15)).slots()).containsExactly(slot(15));
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndOtherContentIsRefused() {
        UUID request = UUID.randomUUID();
        Appointment first = doneOf(surgery.book(surgery.from(ALICE, request), ALICE, 0));
        assertThat(doneOf(surgery.book(surgery.from(ALICE, request), ALICE, 0))).isEqualTo(first);
        assertThat(reasonOf(surgery.book(surgery.from(ALICE, request), ALICE, 1)))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void aRefusedRequestStaysRefusedWhenTheSlotIsFreeAgain() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        UUID request = UUID.randomUUID();
        Outcome<Appointment> refused = surgery.book(surgery.from(BOB, request), BOB, 0);
        doneOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)));
        assertThat(surgery.book(surgery.from(BOB, request), BOB, 0)).isEqualTo(refused);
        assertThat(doneOf(surgery.book(BOB, 0)).patient()).isEqualTo(patient(BOB));
    }

    @Test
    void aPatientHasNoMoreAppointmentsThanThePracticeAllowsAndNoTwoAtOnce() {
        doneOf(surgery.book(ALICE, 0));
        assertThat(reasonOf(surgery.book(ALICE, 0))).isIn(Reason.PATIENT_OVERLAP, Reason.SLOT_TAKEN);
        doneOf(surgery.book(ALICE, 12));
        assertThat(reasonOf(surgery.hold(ALICE, 12))).isEqualTo(Reason.PATIENT_OVERLAP);
        doneOf(surgery.book(ALICE, 1));
        Refusal full = refusalOf(surgery.book(ALICE, 3));
        assertThat(((Refusal.ByOwnAppointments) full).refusal()).isEqualTo(new Refusal.PatientLimit(LIMIT));
        assertThat(((Refusal.ByOwnAppointments) full).appointments()).hasSize(LIMIT);
    }

    @Test
    void aCancelledSlotIsFreeForTheNextAndACancelThatCameLateChangesNothing() {
        Appointment hers = doneOf(surgery.book(ALICE, 0));
        Entry cancelled = doneOf(surgery.cancel(ALICE, hers.id(), Optional.of(1)));
        assertThat(((Entry.Recorded) cancelled).appointment().state()).isEqualTo(Appointment.State.CANCELLED);
        Appointment his = doneOf(surgery.book(BOB, 0));
        assertThat(reasonOf(surgery.cancel(ALICE, hers.id(), Optional.of(1)))).isEqualTo(Reason.STALE_VERSION);
        assertThat(doneOf(surgery.read(BOB, his.id()))).isEqualTo(new Entry.Recorded(his));
        assertThat(surgery.freeOrdinals(ALICE)).doesNotContain(0);
    }

    /** It came late, when the inventory had lost its memory: it claims the seat that was freed, and hears of the booking that it repeats. */
    @Test
    void aTryThatIsToldOfABookingThatWasCancelledKeepsNoSeat() {
        Command.From from = surgery.from(ALICE);
        Appointment booked = doneOf(surgery.book(from, ALICE, 0));
        doneOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)));
        surgery.inventory.forget();
        surgery.publish(true, LIMIT);

        assertThat(doneOf(surgery.book(from, ALICE, 0)).id()).isEqualTo(booked.id());
        surgery.letLeasesEnd();

        assertThat(surgery.freeOrdinals(BOB)).contains(0);
    }

    @Test
    void aChangeMustNameTheVersionItWasMadeFor() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.empty())))
                .isEqualTo(Reason.VERSION_REQUIRED);
        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.of(2)))).isEqualTo(Reason.STALE_VERSION);
        assertThat(reasonOf(surgery.keep(ALICE, booked.id(), Optional.empty(), COUGH)))
                .isEqualTo(Reason.VERSION_REQUIRED);
    }

    @Test
    void nobodyCanChangeOrSeeSomebodyElsesAppointment() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        assertThat(reasonOf(surgery.cancel(BOB, booked.id(), Optional.of(1)))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(surgery.keep(BOB, booked.id(), Optional.of(1), COUGH)))
                .isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(surgery.read(BOB, booked.id()))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    @Test
    void anAmendChangesTheNotesAndNothingElse() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        Appointment amended = doneOf(surgery.keep(ALICE, booked.id(), Optional.of(1), COUGH));
        assertThat(amended.version()).isEqualTo(2);
        assertThat(amended.notes()).isEqualTo(COUGH);
        assertThat(amended.slots()).isEqualTo(booked.slots());
    }

    @Test
    void aMoveTakesTheNewSlotAndGivesTheOldOneBack() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        Appointment moved = doneOf(surgery.keep(ALICE, booked.id(), Optional.of(1), COUGH, 5));
        assertThat(moved.id()).isEqualTo(booked.id());
        assertThat(moved.slots()).containsExactly(slot(5));
        assertThat(surgery.freeOrdinals(BOB)).contains(0).doesNotContain(5);
        assertThat(doneOf(surgery.book(BOB, 0)).patient()).isEqualTo(patient(BOB));
    }

    @Test
    void aMoveToATakenSlotChangesNothing() {
        doneOf(surgery.book(BOB, 5));
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        assertThat(reasonOf(surgery.keep(ALICE, booked.id(), Optional.of(1), COUGH, 5)))
                .isEqualTo(Reason.SLOT_TAKEN);
        assertThat(doneOf(surgery.read(ALICE, booked.id()))).isEqualTo(new Entry.Recorded(booked));
        assertThat(surgery.freeOrdinals(BOB)).doesNotContain(0, 5);
    }

    @Test
    void aPatientAtTheLimitCanStillMove() {
        Appointment first = doneOf(surgery.book(ALICE, 0));
        doneOf(surgery.book(ALICE, 1));
        doneOf(surgery.book(ALICE, 2));
        assertThat(doneOf(surgery.keep(ALICE, first.id(), Optional.of(1), COUGH, 7))
                        .slots())
                .containsExactly(slot(7));
    }

    @Test
    void aChangeOfAnAppointmentNeedsAVersionHoweverLateTheInventoryHearsOfIt() {
        surgery.areClaimsKept = true;
        Appointment booked = doneOf(surgery.book(ALICE, 0));

        assertThat(reasonOf(surgery.keep(ALICE, booked.id(), Optional.empty(), COUGH)))
                .isEqualTo(Reason.VERSION_REQUIRED);
        assertThat(reasonOf(surgery.keep(ALICE, booked.id(), Optional.of(Hold.VERSION), COUGH)))
                .isEqualTo(Reason.STALE_VERSION);
        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.empty())))
                .isEqualTo(Reason.VERSION_REQUIRED);
    }

    @Test
    void aConfirmIsAnsweredAlikeHoweverLateTheInventoryHearsOfIt() {
        Hold held = doneOf(surgery.hold(ALICE, 0));
        Command.Keep confirm = new Command.Keep(
                surgery.from(ALICE),
                held.id(),
                Optional.of(patient(ALICE)),
                SlotChoice.of(List.of()),
                COUGH,
                Optional.empty());
        surgery.areClaimsKept = true;
        Appointment booked = doneOf(await(surgery.office.keepAppointment().keep(confirm)));

        assertThat(doneOf(await(surgery.office.keepAppointment().keep(confirm))))
                .isEqualTo(booked);
    }

    @Test
    void itIsTooLateToCancelWithinTheNoticeOfThePracticeAndAfterTheStart() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        surgery.clock.set(NINE.minus(Duration.ofMinutes(5)).plusMillis(1));
        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)))).isEqualTo(Reason.TOO_LATE);
        surgery.clock.set(NINE);
        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)))).isEqualTo(Reason.IN_THE_PAST);
        assertThat(reasonOf(surgery.keep(ALICE, booked.id(), Optional.of(1), COUGH)))
                .isEqualTo(Reason.IN_THE_PAST);
    }

    @Test
    void whenThePracticeHasClosedOnlineBookingThatIsSaid() {
        surgery.publish(false, LIMIT);
        assertThat(reasonOf(surgery.book(ALICE, 0))).isEqualTo(Reason.ONLINE_BOOKING_OFF);
        assertThat(surgery.search(ALICE).absences())
                .extracting(FreeSlots.Absence::why)
                .containsExactly(FreeSlots.Why.ONLINE_BOOKING_OFF);
    }

    @Test
    void aPatientCannotBookForAnother() {
        Command.Book book =
                new Command.Book(surgery.from(ALICE), patient(BOB), SlotChoice.of(List.of(slot(0))), Notes.NONE);
        assertThat(reasonOf(await(surgery.office.bookAppointment().book(book)))).isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void aSlotThatWasNeverPublishedIsUnknown() {
        assertThat(reasonOf(surgery.book(ALICE, 99))).isEqualTo(Reason.SLOT_UNKNOWN);
        AppointmentId none = new AppointmentId(SeatId.firstOf(slot(0)), "abcdefghijklmnopqrstuvwx23");
        assertThat(reasonOf(surgery.read(ALICE, none))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(surgery.cancel(ALICE, none, Optional.empty()))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    @Test
    void aSearchThatFindsTheInventoryBehindTheBookSaysSo() {
        PracticeBook book = surgery.published.get(TestSurgery.PRACTICE);
        surgery.published.put(
                TestSurgery.PRACTICE,
                new PracticeBook(
                        book.practice(), book.layoutVersion() + 1, book.days().values()));
        assertThat(surgery.search(ALICE).total()).isEqualTo(13);
        assertThat(surgery.behind).containsExactly(TestSurgery.PRACTICE);
    }

    @Test
    void searchGivesWhatCanBeBookedSoonestFirst() {
        FreeSlots all = surgery.search(ALICE);
        assertThat(all.total()).isEqualTo(13);
        assertThat(all.slots()).extracting(FreeSlots.Found::start).isSorted();
        assertThat(all.slots()).extracting(found -> found.id().ordinal()).doesNotContain(15, 16);
    }

    @Test
    void aWithdrawalThatComesAfterTheConfirmSaysSo() {
        Hold hold = doneOf(surgery.hold(ALICE, 3));
        surgery.beforeWithdrawal = () -> {
            surgery.beforeWithdrawal = () -> {};
            doneOf(surgery.confirm(ALICE, hold.id()));
        };
        assertThat(reasonOf(surgery.cancel(ALICE, hold.id(), Optional.empty()))).isEqualTo(Reason.TOO_EARLY);
        assertThat(surgery.ledger.isOccupied(SeatId.firstOf(slot(3)))).isTrue();
        assertThat(reasonOf(surgery.cancel(ALICE, hold.id(), Optional.empty()))).isEqualTo(Reason.VERSION_REQUIRED);
    }

    @Test
    void aWithdrawalIsAnsweredAgainToWhoeverMayStillBook() {
        Hold hold = doneOf(surgery.hold(surgery.from(TestSurgery.staff()), ALICE, 3));
        Command.From staff = surgery.from(TestSurgery.staff());
        Entry first = doneOf(surgery.cancel(staff, ALICE, hold.id(), Optional.empty()));

        assertThat(doneOf(surgery.cancel(staff, ALICE, hold.id(), Optional.empty())))
                .isEqualTo(first);

        Caller reader = new Caller.PracticeSystem(TestSurgery.PRACTICE, Set.of(Caller.READ));
        Command.From mayOnlyRead = new Command.From(reader, staff.requestId(), staff.deadline());
        assertThat(reasonOf(surgery.cancel(mayOnlyRead, ALICE, hold.id(), Optional.empty())))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void ofTwoTriesOfOneWithdrawalBothHearThatItIsDone() {
        Hold hold = doneOf(surgery.hold(ALICE, 3));
        Command.From from = surgery.from(ALICE);
        surgery.beforeWithdrawal = () -> {
            surgery.beforeWithdrawal = () -> {};
            doneOf(surgery.cancel(from, ALICE, hold.id(), Optional.empty()));
        };
        assertThat(doneOf(surgery.cancel(from, ALICE, hold.id(), Optional.empty())))
                .isInstanceOf(Entry.Withdrawn.class);
    }
}
