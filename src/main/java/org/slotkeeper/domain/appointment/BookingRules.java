package org.slotkeeper.domain.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.WallClock;

/**
 * Whether a caller may have these slots at this instant, by the rules of the practice: all that can
 * be said without asking who else has them.
 */
public final class BookingRules {

    private BookingRules() {}

    /**
     * Nothing if no rule forbids it, else the first reason in the fixed order. The slots are in the
     * order asked for.
     */
    public static Optional<Refusal> refusalOf(List<Slot> slots, Practice practice, Caller caller, Instant now) {
        return refusalOf(slots, slots, practice, caller, now);
    }

    /**
     * The same for an appointment that has some of the slots already.
     *
     * @param gained those it does not have yet: only of them it is asked who may have them, and
     * since and until when
     */
    public static Optional<Refusal> refusalOf(
            List<Slot> slots, List<Slot> gained, Practice practice, Caller caller, Instant now) {
        if (!gained.stream().allMatch(slot -> slot.audience().admits(caller, practice.odsCode()))) {
            return plain(Reason.SLOT_UNKNOWN);
        }
        if (!areAdjacent(slots)) {
            return plain(Reason.NOT_ADJACENT);
        }
        boolean isOwnStaff = caller.isPractice();
        if (!practice.rules().onlineBooking() && !isOwnStaff) {
            return plain(Reason.ONLINE_BOOKING_OFF);
        }
        Optional<Refusal> begun = refusalOnceBegun(slots.get(0).time(), now);
        return begun.isPresent() || isOwnStaff || gained.isEmpty()
                ? begun
                : refusalByTime(gained, practice.rules().bookingWindow(), now);
    }

    /** Whether a search may show the slot to the caller now; nothing if so, else why not. */
    public static Optional<Refusal> refusalToShow(Slot slot, Practice practice, Caller caller, Instant now) {
        return refusalOf(List.of(slot), practice, caller, now);
    }

    /**
     * Nothing if the appointment may be cancelled at this instant: by its own practice at any time,
     * for staff sets right what has begun.
     */
    public static Optional<Refusal> refusalToCancel(
            Appointment appointment, Practice practice, Caller caller, Instant now) {
        return caller.isPractice() ? Optional.empty() : refusalToMove(appointment, practice, caller, now);
    }

    /** Nothing if the appointment may be moved away from where it is at this instant. */
    public static Optional<Refusal> refusalToMove(
            Appointment appointment, Practice practice, Caller caller, Instant now) {
        Optional<Refusal> begun = refusalOnceBegun(appointment.time(), now);
        if (begun.isPresent()) {
            return begun;
        }
        boolean isOwnStaff = caller.isPractice();
        if (!isOwnStaff
                && now.isAfter(WallClock.before(
                        appointment.time().start(), practice.rules().cancelNotice()))) {
            return plain(Reason.TOO_LATE);
        }
        return Optional.empty();
    }

    /** Nothing as long as what is at that time has not begun. */
    public static Optional<Refusal> refusalOnceBegun(Interval time, Instant now) {
        return now.isBefore(time.start()) ? Optional.empty() : plain(Reason.IN_THE_PAST);
    }

    private static Optional<Refusal> refusalByTime(List<Slot> slots, BookingWindow window, Instant now) {
        Instant releasedAt =
                slots.stream().map(Slot::releasedAt).max(Instant::compareTo).orElseThrow();
        if (now.isBefore(releasedAt)) {
            return Optional.of(new Refusal.Embargoed(releasedAt));
        }
        Instant start = slots.get(0).time().start();
        if (!window.isOpenAt(now, start)) {
            return Optional.of(new Refusal.OutsideBookingWindow(window.opensFor(start), window.closesFor(start)));
        }
        return Optional.empty();
    }

    private static boolean areAdjacent(List<Slot> slots) {
        for (int at = 1; at < slots.size(); at++) {
            Slot before = slots.get(at - 1);
            Slot after = slots.get(at);
            boolean follows = before.time().end().equals(after.time().start());
            boolean sameBook = before.care()
                    .scheduleId(before.id().practice())
                    .equals(after.care().scheduleId(after.id().practice()));
            if (!follows
                    || !sameBook
                    || before.care().channel() != after.care().channel()
                    || !before.care().serviceType().equals(after.care().serviceType())
                    || !before.id().day().equals(after.id().day())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Refusal> plain(Reason reason) {
        return Optional.of(new Refusal.Plain(reason));
    }
}
