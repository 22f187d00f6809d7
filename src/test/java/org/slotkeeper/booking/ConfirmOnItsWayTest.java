package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.reasonOf;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** A confirm that is asked again while its first try is on its way to the ledger. */
final class ConfirmOnItsWayTest {

    private static final int ALICE = 1;

    private final TestSurgery surgery = new TestSurgery();

    /** What the patient has booked by the same request is not somebody's appointment that is to be changed. */
    @Test
    void whatArrivesWhileItIsLookedForIsNotTakenForAnotherBooking() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        Command.From from = surgery.from(ALICE);
        surgery.confirmAndDie(from, ALICE, hold.id());
        surgery.afterLook = surgery::letUnheardArrive;

        Outcome<?> again = surgery.keep(from, ALICE, hold.id(), Optional.empty(), Notes.NONE);

        assertThat(surgery.ledger.appointments()).hasSize(1);
        assertThat(reasonOf(again)).isEqualTo(Reason.TOO_EARLY);
        assertThat(doneOf(surgery.keep(from, ALICE, hold.id(), Optional.empty(), Notes.NONE))
                        .id())
                .isEqualTo(hold.id());
    }
}
