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
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.Appointment.Notes;
import org.slotkeeper.domain.Hold;
import org.slotkeeper.domain.Outcome;
import org.slotkeeper.domain.Refusal.Reason;

/** What patients are told while the inventory is away, or cannot say for sure. */
final class WithoutInventoryTest {

    private static final int ALICE = 1;
    private static final int BOB = 2;

    private final TestSurgery surgery = new TestSurgery();

    @Test
    void nobodyBooksPastTheInventoryBeforeTheOtherEnginesKnow() {
        surgery.isInventoryAway = true;
        assertThat(tryToBook(ALICE, 0).failed()).isTrue();
        assertThat(surgery.ledger.appointments()).isEmpty();
    }

    @Test
    void aBookingWithoutTheInventoryIsHeardOfOnceAndOneWithItIsNot() {
        doneOf(surgery.book(ALICE, 0));
        assertThat(surgery.bookedWithoutInventory).isZero();
        loseTheInventory();
        assertThat(doneOf(surgery.book(BOB, 1)).slots()).containsExactly(slot(1));
        assertThat(surgery.bookedWithoutInventory).isEqualTo(1);
        assertThat(reasonOf(surgery.book(ALICE, 1))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(surgery.bookedWithoutInventory).isEqualTo(1);
    }

    @Test
    void aHoldIsConfirmedStraightInTheLedger() {
        Hold hold = doneOf(surgery.hold(ALICE, 3));
        loseTheInventory();
        Appointment booked = doneOf(surgery.keep(ALICE, hold.id(), Optional.empty(), Notes.NONE, 3));
        assertThat(booked.id()).isEqualTo(hold.id());
        assertThat(booked.slots()).containsExactly(slot(3));
    }

    @Test
    void aHoldOfSeveralSlotsIsNotConfirmedWithoutTheInventory() {
        Hold hold = doneOf(surgery.hold(ALICE, 3, 4));
        loseTheInventory();
        Command.Keep keep = new Command.Keep(
                surgery.from(ALICE),
                hold.id(),
                Optional.of(patient(ALICE)),
                List.of(slot(3), slot(4)),
                Optional.empty(),
                Notes.NONE,
                Optional.empty());
        assertThat(surgery.office.keepAppointment().keep(keep).failed()).isTrue();
    }

    @Test
    void aCancelIsAcceptedAndTheInventoryIsToldLater() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        loseTheInventory();
        doneOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)));
        assertThat(surgery.ledger.isOccupied(slot(0))).isFalse();
    }

    @Test
    void aRefusalByRuleIsStoredByTheLedgerForNobodyElseWouldRememberIt() {
        loseTheInventory();
        UUID request = UUID.randomUUID();
        assertThat(reasonOf(surgery.book(surgery.from(ALICE, request), ALICE, 15)))
                .isEqualTo(Reason.EMBARGOED);
        assertThat(surgery.refusedByLedger).isEqualTo(1);
        surgery.clock.moveTo(TestSurgery.NINE);
        surgery.isInventoryAway = false;
        assertThat(reasonOf(surgery.book(surgery.from(ALICE, request), ALICE, 15)))
                .isEqualTo(Reason.EMBARGOED);
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
                        Optional.of(seenVersion))));
    }

    private void loseTheInventory() {
        surgery.isInventoryAway = true;
        surgery.bypass.isOpen = true;
        surgery.bypass.isRuledOut = false;
    }

    private Future<Outcome<Appointment>> tryToBook(int patient, int ordinal) {
        return surgery.office
                .bookAppointment()
                .book(new Command.Book(
                        surgery.from(patient), patient(patient), List.of(slot(ordinal)), Optional.empty(), Notes.NONE));
    }
}
