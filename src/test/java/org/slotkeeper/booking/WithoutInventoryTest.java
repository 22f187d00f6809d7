package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.patient;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.slot;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SlotId;

/** What patients are told while the inventory is away. */
final class WithoutInventoryTest {

    private static final int ALICE = 1;
    private static final int BOB = 2;

    private final TestSurgery surgery = new TestSurgery();

    @Test
    void nobodyBooksOrMovesPastTheInventory() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        surgery.isInventoryAway = true;
        assertThat(tryToBook(BOB, 1).failed()).isTrue();
        assertThat(tryToMove(booked, slot(1)).failed()).isTrue();
        assertThat(surgery.ledger.appointments()).containsExactly(booked);
    }

    @Test
    void aBookingThatWasAnsweredBeforeIsAnsweredAlike() {
        UUID request = UUID.randomUUID();
        Appointment booked = doneOf(surgery.book(surgery.from(ALICE, request), ALICE, 0));
        surgery.isInventoryAway = true;
        assertThat(doneOf(surgery.book(surgery.from(ALICE, request), ALICE, 0))).isEqualTo(booked);
        assertThat(reasonOf(surgery.book(surgery.from(ALICE, request), ALICE, 1)))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void aHoldThatNobodyCanSeeIsNotConfirmed() {
        Hold hold = doneOf(surgery.hold(ALICE, 3));
        surgery.isInventoryAway = true;
        assertThat(tryToConfirm(surgery.from(ALICE), hold.id()).failed()).isTrue();
        assertThat(surgery.ledger.appointments()).isEmpty();
        surgery.isInventoryAway = false;
        assertThat(doneOf(surgery.confirm(ALICE, hold.id())).id()).isEqualTo(hold.id());
    }

    @Test
    void anInventedHoldBooksNothing() {
        surgery.isInventoryAway = true;
        AppointmentId embargoed = new AppointmentId(SeatId.firstOf(slot(15)), "a".repeat(26));
        assertThat(tryToConfirm(surgery.from(ALICE), embargoed).failed()).isTrue();
        assertThat(surgery.ledger.appointments()).isEmpty();
    }

    @Test
    void aConfirmThatWasAnsweredBeforeIsAnsweredAlike() {
        Hold hold = doneOf(surgery.hold(ALICE, 3));
        Command.From from = surgery.from(ALICE);
        Appointment booked = doneOf(TestSurgery.await(tryToConfirm(from, hold.id())));
        surgery.isInventoryAway = true;
        assertThat(doneOf(TestSurgery.await(tryToConfirm(from, hold.id())))).isEqualTo(booked);
    }

    @Test
    void whatIsAnAppointmentByNowIsSeenToBeNoHold() {
        Hold hold = doneOf(surgery.hold(ALICE, 3));
        doneOf(surgery.confirm(ALICE, hold.id()));
        surgery.isInventoryAway = true;
        assertThat(reasonOf(TestSurgery.await(tryToConfirm(surgery.from(ALICE), hold.id()))))
                .isEqualTo(Reason.VERSION_REQUIRED);
    }

    @Test
    void aCancelIsAcceptedAndTheInventoryIsToldLater() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        surgery.isInventoryAway = true;
        doneOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)));
        assertThat(surgery.ledger.isOccupied(SeatId.firstOf(slot(0)))).isFalse();
    }

    @Test
    void aRefusalByRuleIsNotTakenForTheWordOfTheInventory() {
        surgery.isInventoryAway = true;
        assertThat(tryToBook(ALICE, 15).failed()).isTrue();
        assertThat(surgery.refusedByLedger).isZero();
    }

    @Test
    void aRefusedChangeStaysRefused() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        UUID request = UUID.randomUUID();
        assertThat(reasonOf(cancel(request, booked, 2))).isEqualTo(Reason.STALE_VERSION);
        doneOf(surgery.keep(ALICE, booked.id(), Optional.of(1), Notes.NONE));
        assertThat(reasonOf(cancel(request, booked, 2))).isEqualTo(Reason.STALE_VERSION);
    }

    private Outcome<Entry> cancel(UUID request, Appointment booked, int seenVersion) {
        return TestSurgery.await(surgery.office
                .cancelAppointment()
                .cancel(new Command.Cancel(
                        surgery.from(ALICE, request),
                        booked.id(),
                        Optional.of(patient(ALICE)),
                        "no longer needed",
                        Optional.of(SeenVersions.of(seenVersion)))));
    }

    private Future<Outcome<Appointment>> tryToConfirm(Command.From from, AppointmentId id) {
        return surgery.office
                .keepAppointment()
                .keep(new Command.Keep(
                        from,
                        id,
                        Optional.of(patient(ALICE)),
                        SlotChoice.of(List.of(new SlotId(
                                id.practice(), id.origin().day(), id.origin().ordinal()))),
                        Notes.NONE,
                        Optional.empty()));
    }

    private Future<Outcome<Appointment>> tryToBook(int patient, int ordinal) {
        return surgery.office
                .bookAppointment()
                .book(new Command.Book(
                        surgery.from(patient), patient(patient), SlotChoice.of(List.of(slot(ordinal))), Notes.NONE));
    }

    private Future<Outcome<Appointment>> tryToMove(Appointment booked, SlotId to) {
        return surgery.office
                .keepAppointment()
                .keep(new Command.Keep(
                        surgery.from(ALICE),
                        booked.id(),
                        Optional.of(patient(ALICE)),
                        SlotChoice.of(List.of(to)),
                        Notes.NONE,
                        Optional.of(SeenVersions.of(booked.version()))));
    }
}
