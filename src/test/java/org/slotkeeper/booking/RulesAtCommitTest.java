package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.LIMIT;
import static org.slotkeeper.booking.TestSurgery.NINE;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** Rules hold at the instant at which something takes effect, whichever way it came there. */
final class RulesAtCommitTest {

    private static final int ALICE = 1;

    private final TestSurgery surgery = new TestSurgery();

    @Test
    void aHoldIsConfirmedUntilTheInstantBeforeItsSlotBegins() {
        surgery.clock.set(NINE.minus(Duration.ofMinutes(1)));
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        surgery.clock.set(NINE.minusMillis(1));
        assertThat(doneOf(surgery.confirm(ALICE, hold.id())).id()).isEqualTo(hold.id());
    }

    @Test
    void aHoldWhoseSlotHasBegunIsRefusedForGood() {
        surgery.clock.set(NINE.minus(Duration.ofMinutes(1)));
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        surgery.clock.set(NINE);
        Command.From from = surgery.from(ALICE);

        assertThat(reasonOf(surgery.keep(from, ALICE, hold.id(), Optional.empty(), Notes.NONE)))
                .isEqualTo(Reason.IN_THE_PAST);

        assertThat(reasonOf(surgery.keep(from, ALICE, hold.id(), Optional.empty(), Notes.NONE)))
                .isEqualTo(Reason.IN_THE_PAST);
        assertThat(surgery.ledger.appointments()).isEmpty();
    }

    @Test
    void aSlotThatBeginsBetweenClaimAndCommitIsNotBookedAndNotWithheld() {
        surgery.clock.set(NINE.minusMillis(1));
        surgery.afterClaim = () -> surgery.clock.set(NINE);

        assertThat(reasonOf(surgery.book(ALICE, 0))).isEqualTo(Reason.IN_THE_PAST);

        assertThat(surgery.ledger.appointments()).isEmpty();
        assertThat(surgery.inventory
                        .availability(TestSurgery.PRACTICE, List.of(TestSurgery.MONDAY), NINE)
                        .result()
                        .on(TestSurgery.MONDAY)
                        .get(0))
                .isTrue();
    }

    @Test
    void aBookingWhoseEngineDiedIsNotTakenUpAgainOnceItsSlotHasBegun() {
        surgery.clock.set(NINE.minus(Duration.ofSeconds(5)));
        Command.From from = surgery.from(ALICE);
        surgery.bookAndDie(from, ALICE, 0);

        surgery.letLeasesEnd();

        assertThat(reasonOf(surgery.book(from, ALICE, 0))).isEqualTo(Reason.IN_THE_PAST);
        assertThat(surgery.ledger.appointments()).isEmpty();
    }

    @Test
    void aBookingWhoseEngineDiedIsNotTakenUpAgainAgainstTheRulesOfNow() {
        Command.From from = surgery.from(ALICE);
        surgery.bookAndDie(from, ALICE, 0);
        surgery.publish(false, LIMIT);

        surgery.letLeasesEnd();

        assertThat(reasonOf(surgery.book(from, ALICE, 0))).isEqualTo(Reason.ONLINE_BOOKING_OFF);
        assertThat(surgery.ledger.appointments()).isEmpty();
    }

    @Test
    void aHoldIsAPromiseThatOutlivesTheClosingOfOnlineBooking() {
        Hold hold = doneOf(surgery.hold(ALICE, 0));
        surgery.publish(false, LIMIT);

        assertThat(doneOf(surgery.confirm(ALICE, hold.id())).id()).isEqualTo(hold.id());
    }

    @Test
    void whatCanNoLongerBeCancelledWhenItsSeatsAreMarkedStaysBooked() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        Instant last = NINE.minus(Duration.ofMinutes(5));
        surgery.clock.set(last);
        surgery.afterMark = () -> surgery.clock.set(last.plusMillis(1));

        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)))).isEqualTo(Reason.TOO_LATE);

        assertThat(surgery.ledger.appointments()).containsExactly(booked);
        surgery.letLeasesEnd();
        assertThat(surgery.inventory
                        .availability(TestSurgery.PRACTICE, List.of(TestSurgery.MONDAY), NINE)
                        .result()
                        .on(TestSurgery.MONDAY)
                        .get(0))
                .isFalse();
    }

    @Test
    void whatHasBegunIsCancelledByThePracticeAndByNobodyElse() {
        Appointment booked = doneOf(surgery.book(ALICE, 0));
        surgery.clock.set(NINE.plus(Duration.ofHours(1)));

        assertThat(reasonOf(surgery.cancel(ALICE, booked.id(), Optional.of(1)))).isEqualTo(Reason.IN_THE_PAST);
        assertThat(reasonOf(surgery.keep(surgery.from(staff()), ALICE, booked.id(), Optional.of(1), Notes.NONE, 8)))
                .as("what has begun cannot be moved away any more")
                .isEqualTo(Reason.IN_THE_PAST);

        Entry cancelled = doneOf(surgery.cancel(surgery.from(staff()), ALICE, booked.id(), Optional.of(1)));
        assertThat(((Entry.Recorded) cancelled).appointment().state()).isEqualTo(Appointment.State.CANCELLED);
    }
}
