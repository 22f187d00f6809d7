package org.slotkeeper.booking;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Kind;
import org.slotkeeper.booking.FreeSlots.Why;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;

/**
 * Why a search that found no slot found none: gathered run by run, from slots that are over, not
 * for the caller, taken, embargoed, outside the booking window, or of another kind.
 */
final class WhyNone {

    private static final int KINDS_MAX = 20;

    private final long nowMillis;
    private final BookingWindow window;
    /** The last start that the booking window lets through. */
    private final long windowLast;

    private final TreeSet<Kind> otherKinds =
            new TreeSet<>(Comparator.comparing(Kind::serviceType).thenComparing(Kind::channel));
    private boolean sawPast;
    private boolean sawOthers;
    private boolean sawTaken;
    private boolean sawOutsideWindow;
    private long releasedAt = Long.MAX_VALUE;
    private long windowOpensAt = Long.MAX_VALUE;

    WhyNone(Instant now, BookingWindow window) {
        this.nowMillis = now.toEpochMilli();
        this.window = window;
        this.windowLast = window.lastStartAt(now).toEpochMilli();
    }

    /**
     * Looks at a run's slots from one index until before another; the caller may see them, and can
     * book none of them.
     */
    void look(FreeInRun run, int from, int until, long released) {
        int free = run.count(from, until);
        sawTaken |= free < until - from;
        if (free == 0) {
            return;
        }
        if (nowMillis < released) {
            releasedAt = Math.min(releasedAt, released);
            return;
        }
        sawOutsideWindow = true;
        int tooFarAhead = run.first(Math.max(from, run.indexFrom(windowLast + 1)), until);
        if (tooFarAhead < until) {
            Instant start = Instant.ofEpochMilli(run.startMillis(tooFarAhead));
            windowOpensAt = Math.min(windowOpensAt, window.opensFor(start).toEpochMilli());
        }
    }

    /** There are slots that the caller could have booked before they began. */
    void lookAtPast() {
        sawPast = true;
    }

    /** There are such slots for others than the caller. */
    void lookAtOthers() {
        sawOthers = true;
    }

    /** There are slots for the caller, but not of the kind that was asked for. */
    void lookAtOtherKind(Care care) {
        if (otherKinds.size() < KINDS_MAX) {
            otherKinds.add(new Kind(care.serviceType(), care.channel()));
        }
    }

    Absence absence(OdsCode practice) {
        if (releasedAt != Long.MAX_VALUE) {
            return new Absence(practice, Why.EMBARGOED, at(releasedAt), List.of());
        }
        if (sawOutsideWindow) {
            return new Absence(practice, Why.OUTSIDE_BOOKING_WINDOW, at(windowOpensAt), List.of());
        }
        if (sawTaken) {
            return Absence.of(practice, Why.ALL_TAKEN);
        }
        if (sawPast) {
            return Absence.of(practice, Why.IN_THE_PAST);
        }
        return sawOthers
                ? Absence.of(practice, Why.NOT_FOR_YOU)
                : new Absence(practice, Why.NOT_PUBLISHED, Optional.empty(), List.copyOf(otherKinds));
    }

    private static Optional<Instant> at(long millis) {
        return millis == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
