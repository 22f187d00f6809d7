package org.slotkeeper.domain.schedule;

/**
 * Slots of one run that follow each other, by their index in the run.
 *
 * @param from the first
 * @param until the one behind the last
 */
public record SlotSpan(int from, int until) {

    public static final SlotSpan NONE = new SlotSpan(0, 0);

    public SlotSpan {
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("no slots: from " + from + " until " + until);
        }
    }

    /** All slots of the run. */
    public static SlotSpan all(SlotRun run) {
        return new SlotSpan(0, run.slotCount());
    }

    /** Those of the run's slots that lie between two indexes, which may be beyond its ends. */
    static SlotSpan of(SlotRun run, long from, long until) {
        int first = (int) Math.max(0, Math.min(run.slotCount(), from));
        int end = (int) Math.max(0, Math.min(run.slotCount(), until));
        return first < end ? new SlotSpan(first, end) : NONE;
    }

    /**
     * The index of the first slot of the span that is this one or a later one; the end if there is
     * none.
     */
    public int indexFrom(int index) {
        return Math.max(from, Math.min(until, index));
    }
}
