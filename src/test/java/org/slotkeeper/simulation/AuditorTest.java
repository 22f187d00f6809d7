package org.slotkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.LedgerAnswer.Recorded;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.simulation.Errand.Asked;

/** The auditor says no to histories that are wrong. */
final class AuditorTest {

    private static final Refusal TAKEN = new Refusal.Plain(Reason.SLOT_TAKEN);
    private static final Recorded RECORDED = new Recorded(1, Surgery.START);

    private final Surgery surgery = Surgery.of(new Layout(3, 1, Optional.empty()));
    private final World world = new World(new Dice(1), Options.of(new Dice(1)), false);
    private final Auditor auditor = new Auditor(world, surgery);
    private final InMemoryLedger ledger = new InMemoryLedger(practice -> surgery.book());
    private int appointments;

    @Test
    void oneSeatHasOneOwner() {
        refuses("S1", () -> Auditor.checkState(List.of(appointment(1, 0), appointment(2, 0))));
        Auditor.checkState(List.of(appointment(1, 0), appointment(2, 1)));
    }

    @Test
    void aCancelledAppointmentOwnsNothing() {
        Auditor.checkState(List.of(inState(appointment(1, 0), State.CANCELLED), appointment(2, 0)));
    }

    @Test
    void aPatientHasSoManyAppointmentsAndNoMore() {
        List<Appointment> three = List.of(appointment(1, 0), appointment(1, 1), appointment(1, 2));
        NhsNumber patient = three.get(0).patient();
        refuses("LIMIT", () -> Auditor.checkLimit(three, patient, Surgery.START));
        Auditor.checkLimit(three, patient, three.get(0).time().start());
    }

    @Test
    void aPatientIsInOnePlaceAtATime() {
        Appointment one = appointment(1, 3);
        Appointment other = appointment(1, 4);
        refuses("OVERLAP", () -> Auditor.checkState(List.of(one, other)));
    }

    @Test
    void anAcknowledgementFollowsACommit() {
        refuses("S2", () -> auditor.acknowledged(asked(request()), appointment(1, 0), ledger));
    }

    @Test
    void whatIsAcknowledgedIsInTheLedger() {
        Request request = request();
        auditor.written("book", request, RECORDED, ledger);
        refuses("S2", () -> auditor.acknowledged(asked(request), appointment(1, 0), ledger));
    }

    @Test
    void oneRequestHasOneEffect() {
        Request request = request();
        auditor.written("book", request, RECORDED, ledger);
        refuses("S3", () -> auditor.written("book", request, RECORDED, ledger));
    }

    @Test
    void nothingIsCommittedAfterItsRefusal() {
        Request request = request();
        auditor.refused(asked(request), TAKEN);
        refuses("S4", () -> auditor.written("book", request, RECORDED, ledger));
    }

    @Test
    void nothingIsRefusedAfterItsCommit() {
        Request request = request();
        auditor.written("book", request, RECORDED, ledger);
        refuses("S4", () -> auditor.refused(asked(request), TAKEN));
    }

    @Test
    void aRefusedWriteIsNoEffect() {
        Request request = request();
        auditor.written("book", request, new LedgerAnswer.Refused(TAKEN), ledger);
        auditor.refused(asked(request), TAKEN);
    }

    @Test
    void nothingStandsUnderTheIdOfAHoldThatWasToldToBeWithdrawn() {
        Change.Book book = booking(appointment(1, 0));
        auditor.withdrawn(book.id(), ledger);
        refuses("S6", () -> auditor.committed(book, Surgery.START, Surgery.START, ledger));
    }

    @Test
    void whatBeganIsNotBooked() {
        Change.Book book = booking(appointment(1, 0));
        auditor.committed(book, book.time().start().minusMillis(1), book.time().start(), ledger);
        refuses("S5", () -> auditor.committed(book, book.time().start(), Surgery.START, ledger));
    }

    @Test
    void oneIsBookedWhereItWasNamed() {
        Change.Book book = booking(appointment(1, 0));
        List<SlotId> others = appointment(1, 1).slots();
        auditor.asks(new Asked("confirm", book.request().requestId(), others));
        refuses("S7", () -> auditor.committed(book, Surgery.START, Surgery.START, ledger));
    }

    @Test
    void theSameIsAnsweredAlike() {
        Asked asked = asked(request());
        auditor.heard(asked, "done");
        auditor.heard(asked, "done");
        refuses("S7", () -> auditor.heard(asked, "HOLD_EXPIRED"));
    }

    @Test
    void nothingComesOfAnIdThatWasNeverGiven() {
        Change.Book book = booking(appointment(1, 0));
        auditor.forged(book.request().requestId());
        refuses("S8", () -> auditor.committed(book, Surgery.START, Surgery.START, ledger));
    }

    @Test
    void anAppointmentHasASeatInEachOfItsSlots() {
        Appointment one = appointment(1, 0);
        List<SeatId> elsewhere = appointment(1, 1).seats();
        Appointment.Allocation wrong = new Appointment.Allocation(elsewhere, one.slots(), one.time(), one.care());
        Change.Book book = new Change.Book(one.id(), wrong, Notes.NONE, 1, attempt(one));
        refuses("S10", () -> auditor.committed(book, Surgery.START, Surgery.START, ledger));
    }

    private Change.Book booking(Appointment one) {
        return new Change.Book(one.id(), one.allocation(), Notes.NONE, 1, attempt(one));
    }

    private Attempt attempt(Appointment one) {
        return new Attempt(request(), one.patient(), Surgery.START);
    }

    private void refuses(String promise, Runnable wrong) {
        assertThatThrownBy(wrong::run)
                .isInstanceOfSatisfying(
                        Violation.class, violation -> org.assertj.core.api.Assertions.assertThat(violation.promise())
                                .isEqualTo(promise));
    }

    private static Asked asked(Request request) {
        return new Asked("book", request.requestId(), List.of());
    }

    private Request request() {
        UUID id = world.dice().uuid();
        Caller caller = new Caller.Patient(NhsNumber.ofDemonstration(1), Optional.empty(), Optional.empty());
        return new Request(id, id, 1, "a".repeat(26), caller, Instant.MAX);
    }

    private Appointment appointment(int patient, int ordinal) {
        SeatId seat = new SeatId(Surgery.PRACTICE, Surgery.MONDAY, ordinal);
        Slot slot = surgery.book()
                .day(Surgery.MONDAY)
                .orElseThrow()
                .slotOfSeat(ordinal)
                .orElseThrow();
        return new Appointment(
                new AppointmentId(seat, "a".repeat(25) + (char) ('a' + ++appointments)),
                NhsNumber.ofDemonstration(patient),
                new Appointment.Revision(1, State.BOOKED, Optional.empty(), Surgery.START),
                Appointment.Allocation.in(List.of(slot), List.of(ordinal)),
                Notes.NONE,
                new Appointment.Booked(new Booker.Patient(Optional.empty()), Surgery.START));
    }

    private static Appointment inState(Appointment one, State state) {
        return new Appointment(
                one.id(),
                one.patient(),
                new Appointment.Revision(one.version(), state, one.cancelReason(), one.updatedAt()),
                one.allocation(),
                one.notes(),
                one.booked());
    }
}
