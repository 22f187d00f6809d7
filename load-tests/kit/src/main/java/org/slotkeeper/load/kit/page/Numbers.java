package org.slotkeeper.load.kit.page;

import java.util.Locale;
import org.slotkeeper.load.kit.Spread;

/** Figures as people read them: three digits that matter. */
public final class Numbers {

    private Numbers() {}

    public static String words(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    public static String words(Spread spread) {
        return words(spread.middle()) + " (" + words(spread.low()) + " to " + words(spread.high()) + ")";
    }
}
