package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.refusalOf;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** What its practice has taken out of the book stays with whoever has it, and does not come back when it comes free. */
final class RetiredSlotTest {

    private static final int BOOKED = 1;
    private static final int GROUP = 12;

    private final TestSurgery surgery = new TestSurgery();

    @Test
    void aRetiredSlotIsNotOfferedWhenItsAppointmentIsCancelled() {
        Appointment anns = doneOf(surgery.book(1, BOOKED));
        retire(Map.of(BOOKED, 1));

        doneOf(surgery.cancel(1, anns.id(), Optional.of(1)));

        assertIsNotOnOffer(BOOKED);
    }

    @Test
    void aRetiredSlotIsNotOfferedWhenItsHoldExpiresOrIsGivenUp() {
        doneOf(surgery.hold(1, BOOKED));
        Hold bens = doneOf(surgery.hold(2, 2));
        retire(Map.of(BOOKED, 1, 2, 1));

        surgery.clock.pass(TestSurgery.HOLD_TIME.minus(Duration.ofSeconds(1)));
        doneOf(surgery.cancel(2, bens.id(), Optional.empty()));
        assertIsNotOnOffer(2);
        surgery.clock.pass(Duration.ofSeconds(1));

        assertIsNotOnOffer(BOOKED);
    }

    @Test
    void aHoldOnARetiredSlotIsConfirmed() {
        Hold hold = doneOf(surgery.hold(1, BOOKED));
        retire(Map.of(BOOKED, 1));

        assertThat(doneOf(surgery.confirm(1, hold.id())).slots()).containsExactly(TestSurgery.slot(BOOKED));
    }

    @Test
    void anAppointmentInARetiredSlotIsReadAmendedAndMovedAway() {
        Appointment anns = doneOf(surgery.book(1, BOOKED));
        retire(Map.of(BOOKED, 1));

        assertThat(doneOf(surgery.read(1, anns.id()))).isNotNull();
        Notes ramp = new Notes(Optional.empty(), Optional.of("Needs a ramp"));
        assertThat(doneOf(surgery.keep(1, anns.id(), Optional.of(1), ramp, BOOKED))
                        .notes())
                .isEqualTo(ramp);
        assertThat(doneOf(surgery.keep(1, anns.id(), Optional.of(2), ramp, 5)).slots())
                .containsExactly(TestSurgery.slot(5));

        assertIsNotOnOffer(BOOKED);
    }

    /** Places for three become one place, while two have one: the first to leave makes no room, the second does. */
    @Test
    void aSlotThatWasCutHasRoomAgainOnlyBelowWhatIsLeft() {
        Appointment anns = doneOf(surgery.book(1, GROUP));
        Appointment bens = doneOf(surgery.book(2, GROUP));
        Appointment cats = doneOf(surgery.book(3, GROUP));
        retire(Map.of(GROUP, 2));

        doneOf(surgery.cancel(1, anns.id(), Optional.of(1)));
        assertIsNotOnOffer(GROUP);
        doneOf(surgery.cancel(2, bens.id(), Optional.of(1)));
        assertIsNotOnOffer(GROUP);
        doneOf(surgery.cancel(3, cats.id(), Optional.of(1)));

        assertThat(surgery.freeOrdinals(4)).contains(GROUP);
        doneOf(surgery.book(4, GROUP));
        assertIsNotOnOffer(GROUP);
    }

    @Test
    void aSlotThatIsNoLongerRetiredIsOfferedAgain() {
        Appointment anns = doneOf(surgery.book(1, BOOKED));
        retire(Map.of(BOOKED, 1));
        doneOf(surgery.cancel(1, anns.id(), Optional.of(1)));

        retire(Map.of());

        assertThat(surgery.freeOrdinals(2)).contains(BOOKED);
        doneOf(surgery.book(2, BOOKED));
    }

    private void assertIsNotOnOffer(int ordinal) {
        assertThat(surgery.freeOrdinals(7)).doesNotContain(ordinal);
        assertThat(reasonOf(surgery.hold(8, ordinal))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(reasonOf(surgery.book(9, ordinal))).isEqualTo(Reason.SLOT_TAKEN);
        Appointment others = doneOf(surgery.book(10, 8));
        Refusal.SlotTaken taken = (Refusal.SlotTaken) refusalOf(surgery.book(11, 8));
        assertThat(taken.alternatives())
                .isNotEmpty()
                .extracting(slot -> slot.id().ordinal())
                .doesNotContain(ordinal);
        doneOf(surgery.cancel(10, others.id(), Optional.of(1)));
    }

    /** A new version of the book, in which this many places are retired of these slots, that the inventory has heard of. */
    private void retire(Map<Integer, Integer> retired) {
        surgery.retire(retired);
    }
}
