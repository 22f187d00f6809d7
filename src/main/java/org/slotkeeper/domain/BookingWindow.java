package org.slotkeeper.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How far ahead of its start a slot may first be booked, and how near to its start it may last be booked.
 *
 * @param furthestAhead the slot may be booked from {@code start - furthestAhead} on
 * @param notice the slot may be booked up to {@code start - notice}, that instant included
 */
public record BookingWindow(Duration furthestAhead, Duration notice) {

    public BookingWindow {
        if (notice.isNegative() || furthestAhead.compareTo(notice) <= 0) {
            throw new IllegalArgumentException("a booking window must open before it closes");
        }
    }

    public Instant opensFor(Instant slotStart) {
        return slotStart.minus(furthestAhead);
    }

    public Instant closesFor(Instant slotStart) {
        return slotStart.minus(notice);
    }

    public boolean isOpenAt(Instant now, Instant slotStart) {
        return !now.isBefore(opensFor(slotStart)) && !now.isAfter(closesFor(slotStart));
    }
}
