package org.slotkeeper.domain;

import java.time.Duration;

/**
 * How a session is laid out as its practice last published it. Its runs may be of earlier times: they never change, and what the practice has taken back of them, or is about to, is told by this.
 *
 * @param time from the first slot's start; a slot that would end after its end is none
 */
public record SessionLayout(Interval time, Duration slotLength, Care care) {

    public SessionLayout {
        if (slotLength.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("a slot lasts at least a minute");
        }
    }

    /** Those of a run's slots that the session still has: the same care, at times at which it has slots. */
    public SlotSpan slotsOf(SlotRun run) {
        long length = slotLength.toMillis();
        long later = run.start().toEpochMilli() - time.start().toEpochMilli();
        if (!run.slotLength().equals(slotLength) || !run.care().equals(care) || Math.floorMod(later, length) != 0) {
            return SlotSpan.NONE;
        }
        long until = Math.floorDiv(time.end().toEpochMilli() - run.start().toEpochMilli(), length);
        return SlotSpan.of(run, -later / length, until);
    }
}
