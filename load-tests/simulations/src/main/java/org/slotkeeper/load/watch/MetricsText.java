package org.slotkeeper.load.watch;

import java.util.HashMap;
import java.util.Map;

/** Meters as Prometheus reads them, by name with labels. */
public final class MetricsText {

    private MetricsText() {}

    public static Map<String, Double> parse(String text) {
        Map<String, Double> values = new HashMap<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            if (to > from && text.charAt(from) != '#') {
                int space = text.lastIndexOf(' ', to - 1);
                if (space > from) {
                    values.put(text.substring(from, space), number(text.substring(space + 1, to)));
                }
            }
            from = to + 1;
        }
        return values;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "NaN" -> 0;
            default -> Double.parseDouble(text);
        };
    }
}
