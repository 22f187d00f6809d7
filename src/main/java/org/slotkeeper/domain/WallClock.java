package org.slotkeeper.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * Which instant a time on the wall clock of a practice means. Times keep their order: of two times on one day, the earlier one never means a later instant, so that sessions that do not overlap on the wall do not
 * overlap in truth.
 *
 * <p>A time that the clocks skip in spring is the instant at which they are put forward. A time that they show twice in autumn is the first of the two.
 */
public final class WallClock {

    private WallClock() {}

    public static Instant instantOf(LocalDate day, LocalTime time) {
        LocalDateTime shown = day.atTime(time);
        ZoneOffsetTransition change = London.ZONE.getRules().getTransition(shown);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return shown.atZone(London.ZONE).withEarlierOffsetAtOverlap().toInstant();
    }

    /** The first instant of the day after, which is where the day ends. */
    public static Instant endOf(LocalDate day) {
        return instantOf(day.plusDays(1), LocalTime.MIDNIGHT);
    }
}
