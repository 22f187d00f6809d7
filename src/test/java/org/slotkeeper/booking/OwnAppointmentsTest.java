package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.organisation;
import static org.slotkeeper.booking.TestSurgery.refusalOf;
import static org.slotkeeper.booking.TestSurgery.staff;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.Appointment.Notes;
import org.slotkeeper.domain.Hold;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;

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
        Appointment group = doneOf(surgery.book(ALICE, GROUP));

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
}
