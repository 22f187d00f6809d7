package org.slotkeeper.publishing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.domain.schedule.WallClock;

/**
 * When a session is, in slots of which length, with how many places each. It begins and ends on one
 * day; an end of 00:00 is the end of that day. What is left at the end and too short for a slot is
 * no slot.
 *
 * <p>Start and end are times on the wall in Europe/London, and slots are cut on time that passes:
 * on the night the clocks go back a session from 00:30 to 03:00 has three and a half hours of
 * slots, on the night they go forward one and a half.
 */
public record Timetable(LocalDate day, LocalTime start, LocalTime end, Duration slotLength, int capacity) {

    public static final Duration SLOT_LENGTH_MAX = Duration.ofMinutes(480);

    public Timetable {
        brokenRule(day, start, end, slotLength, capacity).ifPresent(broken -> {
            throw new IllegalArgumentException(broken.field() + ' ' + broken.rule());
        });
    }

    /** The first rule that a session so laid out would break; nothing if it may be. */
    public static Optional<BrokenRule> brokenRule(
            LocalDate day, LocalTime start, LocalTime end, Duration slotLength, int capacity) {
        if (capacity < 1 || capacity > SlotRun.CAPACITY_MAX) {
            return broken("capacity", "must be 1 to " + SlotRun.CAPACITY_MAX);
        }
        if (slotLength.compareTo(Duration.ofMinutes(1)) < 0
                || slotLength.compareTo(SLOT_LENGTH_MAX) > 0
                || slotLength.toSecondsPart() != 0
                || slotLength.toNanosPart() != 0) {
            return broken("slotMinutes", "must be 1 to " + SLOT_LENGTH_MAX.toMinutes());
        }
        if (!isWholeMinute(start)) {
            return broken("start", "must be a whole minute");
        }
        if (!isWholeMinute(end)) {
            return broken("end", "must be a whole minute");
        }
        if (!end.isAfter(start) && !end.equals(LocalTime.MIDNIGHT)) {
            return broken(
                    "end",
                    "must be after start, on the same day: publish what follows midnight as a session of the next day");
        }
        return brokenByLength(day, start, end, slotLength, capacity);
    }

    /** The slots' times, each beginning where the one before ends. */
    public List<Interval> slotTimes() {
        List<Interval> times = new ArrayList<>();
        Instant sessionEnd = endOf(day, end);
        Instant slotStart = WallClock.instantOf(day, start);
        for (Instant slotEnd = slotStart.plus(slotLength);
                !slotEnd.isAfter(sessionEnd);
                slotEnd = slotStart.plus(slotLength)) {
            times.add(new Interval(slotStart, slotEnd));
            slotStart = slotEnd;
        }
        return times;
    }

    Interval time() {
        return new Interval(WallClock.instantOf(day, start), endOf(day, end));
    }

    private static Optional<BrokenRule> brokenByLength(
            LocalDate day, LocalTime start, LocalTime end, Duration slotLength, int capacity) {
        Duration length = Duration.between(WallClock.instantOf(day, start), endOf(day, end));
        long slots = length.toMinutes() / slotLength.toMinutes();
        if (slots < 1) {
            return broken("end", "must leave time for a slot after start, clock changes of the day counted");
        }
        if (slots * capacity > SlotId.ORDINAL_MAX) {
            return broken("capacity", "must not make more than " + SlotId.ORDINAL_MAX + " places in one day");
        }
        return Optional.empty();
    }

    private static Instant endOf(LocalDate day, LocalTime end) {
        return end.equals(LocalTime.MIDNIGHT) ? WallClock.endOf(day) : WallClock.instantOf(day, end);
    }

    private static boolean isWholeMinute(LocalTime time) {
        return time.getSecond() == 0 && time.getNano() == 0;
    }

    private static Optional<BrokenRule> broken(String field, String rule) {
        return Optional.of(new BrokenRule(field, rule));
    }
}
