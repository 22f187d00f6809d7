package org.slotkeeper.booking;

import java.time.Instant;
import java.util.Optional;
import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Why;
import org.slotkeeper.domain.BookingWindow;
import org.slotkeeper.domain.OdsCode;

/** Why a search that found no slot found none: gathered run by run, from slots that are taken, embargoed, or outside the booking window. */
final class WhyNone {

    private final long nowMillis;
    /** The last start that the booking window lets through. */
    private final long windowLast;

    private final BookingWindow window;
    private boolean sawVisible;
    private boolean sawTaken;
    private boolean sawOutsideWindow;
    private long releasedAt = Long.MAX_VALUE;
    private long windowOpensAt = Long.MAX_VALUE;

    WhyNone(long nowMillis, long windowLast, BookingWindow window) {
        this.nowMillis = nowMillis;
        this.windowLast = windowLast;
        this.window = window;
    }

    /** Looks at a run's slots from one index until before another; the caller may see them, and can book none of them. */
    void look(FreeInRun run, int from, int until, long released) {
        if (from >= until) {
            return;
        }
        sawVisible = true;
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
            windowOpensAt = Math.min(
                    windowOpensAt,
                    window.opensFor(Instant.ofEpochMilli(run.startMillis(tooFarAhead)))
                            .toEpochMilli());
        }
    }

    Absence absence(OdsCode practice) {
        if (!sawVisible) {
            return new Absence(practice, Why.NOT_PUBLISHED, Optional.empty());
        }
        if (releasedAt != Long.MAX_VALUE) {
            return new Absence(practice, Why.EMBARGOED, at(releasedAt));
        }
        if (sawTaken || !sawOutsideWindow) {
            return new Absence(practice, Why.ALL_TAKEN, Optional.empty());
        }
        return new Absence(practice, Why.OUTSIDE_BOOKING_WINDOW, at(windowOpensAt));
    }

    private static Optional<Instant> at(long millis) {
        return millis == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
