package org.slotkeeper.domain.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * How a session is laid out as its practice last published it. Its runs may be of earlier times:
 * they never change, and what the practice has taken back of them, or is about to, is told by this.
 *
 * @param time from the first slot's start; a slot that would end after its end is none
 */
public record SessionLayout(Interval time, Duration slotLength, Care care) {

    public SessionLayout {
        if (slotLength.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("a slot lasts at least a minute");
        }
    }

    /**
     * Those of a run's slots that the session still has: the same care, at times at which it has
     * slots.
     */
    public SlotSpan slotsOf(SlotRun run) {
        if (!isCutAlike(run.start(), run.slotLength(), run.care())) {
            return SlotSpan.NONE;
        }
        long length = slotLength.toMillis();
        long from = (time.start().toEpochMilli() - run.start().toEpochMilli()) / length;
        long until = Math.floorDiv(time.end().toEpochMilli() - run.start().toEpochMilli(), length);
        return SlotSpan.of(run, from, until);
    }

    /** Whether one of its slots is at this time, with this care. */
    public boolean hasSlot(Interval slot, Care ofSlot) {
        return isCutAlike(slot.start(), Duration.between(slot.start(), slot.end()), ofSlot)
                && !slot.start().isBefore(time.start())
                && !slot.end().isAfter(time.end());
    }

    /** Whether slots that begin here, and are so long, are among its own if there are any then. */
    private boolean isCutAlike(Instant start, Duration length, Care ofSlots) {
        long later = start.toEpochMilli() - time.start().toEpochMilli();
        return length.equals(slotLength) && ofSlots.equals(care) && Math.floorMod(later, slotLength.toMillis()) == 0;
    }
}
