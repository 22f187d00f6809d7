package org.slotkeeper.load.kit;

import java.util.Arrays;

/**
 * What rounds came to.
 *
 * @param middle the median
 */
public record Spread(double low, double middle, double high) {

    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Spread(sorted[0], middle, sorted[sorted.length - 1]);
    }

    public boolean overlaps(Spread other) {
        return low <= other.high && other.low <= high;
    }
}
