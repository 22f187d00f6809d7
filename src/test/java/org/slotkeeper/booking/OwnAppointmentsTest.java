package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.organisation;
import static org.slotkeeper.booking.TestSurgery.patient;
import static org.slotkeeper.booking.TestSurgery.refusalOf;
import static org.slotkeeper.booking.TestSurgery.slot;
import static org.slotkeeper.booking.TestSurgery.staff;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** A patient who cannot have a slot because of what they have already is told what that is. */
final class OwnAppointmentsTest {

    private static final int ALICE = 1;
    /** With places for three, so that one patient may try to be in it twice. */
    private static final int GROUP = 12;

    private final TestSurgery surgery = new TestSurgery();

    private static Refusal overlap(Appointment... appointments) {
        return new Refusal.ByOwnAppointments(new Refusal.Plain(Reason.PATIENT_OVERLAP), List.of(appointments));
    }

    @Test
    void anOverlapNamesTheAppointmentWhichWayEverItCame() {
        Appointment group = doneOf(surgery.book(ALICE, GROUP));
        Appointment other = doneOf(surgery.book(ALICE, 0));

        assertThat(refusalOf(surgery.book(ALICE, GROUP))).isEqualTo(overlap(group));
        assertThat(refusalOf(surgery.hold(ALICE, GROUP))).isEqualTo(overlap(group));
        assertThat(refusalOf(surgery.keep(ALICE, other.id(), Optional.of(1), Notes.NONE, GROUP)))
                .isEqualTo(overlap(group));
    }

    @Test
    void anOverlapThatOnlyTheLedgerSeesNamesTheAppointmentToo() {
        Hold hold = doneOf(surgery.hold(ALICE, GROUP));
        // Who did not place the hold knows nothing of it.
        Appointment group = doneOf(surgery.book(surgery.from(organisation("HUB01")), ALICE, GROUP));

        assertThat(refusalOf(surgery.confirm(ALICE, hold.id()))).isEqualTo(overlap(group));
    }

    @Test
    void whatTheCallerMayNotReadIsNotNamed() {
        Appointment group = doneOf(surgery.book(ALICE, GROUP));

        assertThat(refusalOf(surgery.book(surgery.from(organisation("HUB01")), ALICE, GROUP)))
                .isEqualTo(new Refusal.Plain(Reason.PATIENT_OVERLAP));
        assertThat(refusalOf(surgery.book(surgery.from(staff()), ALICE, GROUP))).isEqualTo(overlap(group));
    }

    @Test
    void anAppointmentThatWasCancelledIsNotNamed() {
        Appointment first = doneOf(surgery.book(ALICE, GROUP));
        doneOf(surgery.cancel(ALICE, first.id(), Optional.of(1)));
        Appointment second = doneOf(surgery.book(ALICE, GROUP));

        assertThat(refusalOf(surgery.book(ALICE, GROUP))).isEqualTo(overlap(second));
    }

    @Test
    void aLedgerThatNeverListsDoesNotHoldARefusalUp() {
        doneOf(surgery.book(ALICE, GROUP));
        surgery.isListSilent = true;

        List<Future<? extends Outcome<?>>> refused = List.of(booking(GROUP), holding(GROUP));
        surgery.timer.pass(OwnAppointments.NAMING_LIMIT.minusNanos(1));
        assertThat(refused).as("their reason may still be named").noneMatch(Future::isComplete);
        surgery.timer.pass(Duration.ofNanos(1));

        assertThat(refused).allSatisfy(one -> assertThat(refusalOf(one.result()))
                .isEqualTo(new Refusal.Plain(Reason.PATIENT_OVERLAP)));
    }

    @Test
    void aLimitThatOnlyTheLedgerSeesIsToldByALedgerThatNeverLists() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        for (int slot = 1; slot <= TestSurgery.LIMIT; slot++) {
            doneOf(surgery.book(ALICE, slot));
        }
        surgery.isListSilent = true;

        Future<Outcome<Appointment>> confirmed =
                surgery.keeping(surgery.from(ALICE), ALICE, hold.id(), Optional.of(Hold.VERSION));
        assertThat(confirmed.isComplete()).isFalse();
        surgery.timer.pass(OwnAppointments.NAMING_LIMIT);

        assertThat(refusalOf(confirmed.result())).isEqualTo(new Refusal.PatientLimit(TestSurgery.LIMIT));
    }

    private Future<Outcome<Appointment>> booking(int slot) {
        return surgery.office
                .bookAppointment()
                .book(new Command.Book(
                        surgery.from(ALICE), patient(ALICE), SlotChoice.of(List.of(slot(slot))), Notes.NONE));
    }

    private Future<Outcome<Hold>> holding(int slot) {
        return surgery.office
                .placeHold()
                .place(new Command.Hold(surgery.from(ALICE), patient(ALICE), List.of(slot(slot))));
    }
}
