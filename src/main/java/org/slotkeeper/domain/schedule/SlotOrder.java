package org.slotkeeper.domain.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * The slots of a day by start, and at the same start by ordinal, as plain numbers: what a search
 * goes through for every caller, thousands of times a second.
 */
public final class SlotOrder {

    private static final int INDEX_BITS = 16;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private final int[] places;
    private final long[] runStarts;
    private final long[] slotLengths;
    private final int[] firstOrdinals;
    private final int[] capacities;

    SlotOrder(List<SlotRun> runs) {
        int count = runs.size();
        runStarts = new long[count];
        slotLengths = new long[count];
        firstOrdinals = new int[count];
        capacities = new int[count];
        for (int run = 0; run < count; run++) {
            runStarts[run] = runs.get(run).start().toEpochMilli();
            slotLengths[run] = runs.get(run).slotLength().toMillis();
            firstOrdinals[run] = runs.get(run).firstOrdinal();
            capacities[run] = runs.get(run).capacity();
        }
        places = sorted(runs);
    }

    public int size() {
        return places.length;
    }

    /** Which of the day's runs the slot at this place belongs to. */
    public int runAt(int place) {
        return places[place] >>> INDEX_BITS;
    }

    /** Which of its run's slots it is. */
    public int indexAt(int place) {
        return places[place] & INDEX_MASK;
    }

    public long startMillisAt(int place) {
        return startMillis(runAt(place), indexAt(place));
    }

    public long startMillis(int run, int index) {
        return runStarts[run] + index * slotLengths[run];
    }

    public long slotLengthMillis(int run) {
        return slotLengths[run];
    }

    public int ordinal(int run, int index) {
        return firstOrdinals[run] + index * capacities[run];
    }

    public int capacity(int run) {
        return capacities[run];
    }

    /**
     * Runs are in the order of their ordinals, so that the place itself breaks ties of the start.
     */
    private int[] sorted(List<SlotRun> runs) {
        int total = runs.stream().mapToInt(SlotRun::slotCount).sum();
        long base = Arrays.stream(runStarts).min().orElse(0);
        long[] keys = new long[total];
        int next = 0;
        for (int run = 0; run < runs.size(); run++) {
            for (int index = 0; index < runs.get(run).slotCount(); index++) {
                long secondsLater = (startMillis(run, index) - base) / 1000;
                keys[next++] = (secondsLater << 32) | ((long) run << INDEX_BITS) | index;
            }
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }
}
