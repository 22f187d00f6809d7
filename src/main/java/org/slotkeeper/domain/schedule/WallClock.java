package org.slotkeeper.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * Which instant a time on the wall clock of a practice means. Times keep their order: of two times
 * on one day, the earlier one never means a later instant, so that sessions that do not overlap on
 * the wall do not overlap in truth.
 *
 * <p>A time that the clocks skip in spring is the instant at which they are put forward. A time
 * that they show twice in autumn is the first of the two.
 */
public final class WallClock {

    private WallClock() {}

    public static Instant instantOf(LocalDate day, LocalTime time) {
        return instantOf(day.atTime(time));
    }

    private static Instant instantOf(LocalDateTime shown) {
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

    /**
     * The instant that lies so long before another one. Each 24 hours of the length are a day,
     * after which the wall clock shows the same time again; what is left of it are hours and
     * minutes as they pass. A later instant never gives an earlier answer.
     */
    public static Instant before(Instant instant, Duration length) {
        Instant atTheSameTime =
                length.toDays() == 0 ? instant : instantOf(shownAt(instant).minusDays(length.toDays()));
        return atTheSameTime.minus(shorterThanADay(length));
    }

    /**
     * The last instant, at a whole millisecond, for which {@link #before} gives the bound or
     * something earlier.
     */
    public static Instant lastAfter(Instant bound, Duration length) {
        Instant sameTimeBefore = bound.plus(shorterThanADay(length)).truncatedTo(ChronoUnit.MILLIS);
        if (length.toDays() == 0) {
            return sameTimeBefore;
        }
        LocalDateTime shown = lastShownBy(sameTimeBefore).plusDays(length.toDays());
        ZoneOffsetTransition change = London.ZONE.getRules().getTransition(shown);
        // What would be shown is skipped: the last instant that shows less is the one before the
        // clocks are put forward.
        return change != null && change.isGap() ? change.getInstant().minusMillis(1) : instantOf(shown);
    }

    /**
     * What the clock shows, but for the second of two like hours: as if it stood at its end, so
     * that time does not run backwards.
     */
    private static LocalDateTime shownAt(Instant instant) {
        ZonedDateTime shown = instant.atZone(London.ZONE);
        return isShownAgain(shown) ? endOfLikeHours(shown) : shown.toLocalDateTime();
    }

    /** The last time, at a whole millisecond, that means this instant or an earlier one. */
    private static LocalDateTime lastShownBy(Instant instant) {
        ZonedDateTime shown = instant.atZone(London.ZONE);
        return isShownAgain(shown) ? endOfLikeHours(shown).minus(1, ChronoUnit.MILLIS) : shown.toLocalDateTime();
    }

    private static boolean isShownAgain(ZonedDateTime shown) {
        return !shown.withEarlierOffsetAtOverlap().getOffset().equals(shown.getOffset());
    }

    private static LocalDateTime endOfLikeHours(ZonedDateTime shown) {
        return London.ZONE.getRules().getTransition(shown.toLocalDateTime()).getDateTimeBefore();
    }

    private static Duration shorterThanADay(Duration length) {
        return length.minusDays(length.toDays());
    }
}
