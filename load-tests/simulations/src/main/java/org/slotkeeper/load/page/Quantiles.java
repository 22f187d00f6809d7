package org.slotkeeper.load.page;

import java.util.Arrays;

/** Exact quantiles of all values: none is thrown away or put into a bucket. */
public final class Quantiles {

    private long[] values = new long[256];
    private int count;
    private boolean isSorted = true;

    public void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
        isSorted = false;
    }

    public int count() {
        return count;
    }

    /** The smallest value that at least this part of all values do not exceed; 0 if there are none. */
    public long at(double part) {
        if (count == 0) {
            return 0;
        }
        if (!isSorted) {
            Arrays.sort(values, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(part * count) - 1;
        return values[Math.max(0, Math.min(count - 1, rank))];
    }
}
