package org.slotkeeper.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far ahead of its start a slot may first be booked, and how near to its start it may last be
 * booked. Days are London's: what begins at nine opens and closes at nine, also across a change of
 * the clocks.
 *
 * @param furthestAhead the slot may be booked from so long before its start on
 * @param notice the slot may be booked until so long before its start, that instant included
 */
public record BookingWindow(Duration furthestAhead, Duration notice) {

    public BookingWindow {
        if (notice.isNegative() || furthestAhead.compareTo(notice) <= 0) {
            throw new IllegalArgumentException("a booking window must open before it closes");
        }
    }

    public Instant opensFor(Instant slotStart) {
        return WallClock.before(slotStart, furthestAhead);
    }

    public Instant closesFor(Instant slotStart) {
        return WallClock.before(slotStart, notice);
    }

    public boolean isOpenAt(Instant now, Instant slotStart) {
        return !now.isBefore(opensFor(slotStart)) && !now.isAfter(closesFor(slotStart));
    }

    /** The first start, at a whole millisecond, that it is not too late for. */
    public Instant firstStartAt(Instant now) {
        Instant thisMilli = now.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
        return WallClock.lastAfter(thisMilli.minusMillis(1), notice).plusMillis(1);
    }

    /** The last start, at a whole millisecond, that it is not too early for. */
    public Instant lastStartAt(Instant now) {
        return WallClock.lastAfter(now, furthestAhead);
    }
}
