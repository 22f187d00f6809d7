package org.slotkeeper.domain.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Slots of one session that follow each other without a gap and promise the same care. A run never
 * changes once published, so that no slot moves under its patient; ordinals are never used again
 * within a day.
 *
 * @param firstOrdinal the first seat of the first slot; slot {@code i} begins at
 * {@code firstOrdinal + i * capacity}
 * @param slotCount how many slots
 */
public record SlotRun(
        SessionId session,
        int firstOrdinal,
        int slotCount,
        int capacity,
        Instant start,
        Duration slotLength,
        Care care) {

    public static final int CAPACITY_MAX = 200;

    public SlotRun {
        if (slotCount < 1 || capacity < 1 || capacity > CAPACITY_MAX || firstOrdinal < 0) {
            throw new IllegalArgumentException("a run needs slots, and 1 to " + CAPACITY_MAX + " places in each");
        }
        if ((long) firstOrdinal + (long) slotCount * capacity - 1 > SlotId.ORDINAL_MAX) {
            throw new IllegalArgumentException("too many seats in one day");
        }
        if (slotLength.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("a slot lasts at least a minute");
        }
    }

    public int endOrdinal() {
        return firstOrdinal + slotCount * capacity;
    }

    public Instant end() {
        return startOf(slotCount);
    }

    public boolean hasSeat(int ordinal) {
        return ordinal >= firstOrdinal && ordinal < endOrdinal();
    }

    /** Which of this run's slots the seat belongs to, 0 for the first. */
    public int indexOf(int ordinal) {
        return (ordinal - firstOrdinal) / capacity;
    }

    public int ordinalOf(int index) {
        return firstOrdinal + index * capacity;
    }

    public Interval timeOf(int index) {
        Instant slotStart = startOf(index);
        return new Interval(slotStart, slotStart.plus(slotLength));
    }

    /**
     * In whole numbers, because durations multiply by way of decimals and a nation has millions of
     * slots.
     */
    public Instant startOf(int index) {
        return start.plusNanos(slotLength.toNanos() * index);
    }
}
