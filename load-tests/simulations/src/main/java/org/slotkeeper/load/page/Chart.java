package org.slotkeeper.load.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One picture over time. */
final class Chart {

    private final String title;
    private final String unit;
    private final String note;
    private final List<? extends Number> seconds;
    private final List<Map<String, Object>> series = new ArrayList<>();
    private double limit;
    private boolean isLogarithmic;

    /** @param seconds from the beginning of what counts, one for each value of a series */
    Chart(String title, String unit, String note, List<? extends Number> seconds) {
        this.title = title;
        this.unit = unit;
        this.note = note;
        this.seconds = seconds;
    }

    Chart with(String name, List<Double> values) {
        boolean isEmpty = values.stream().allMatch(value -> value == null || value == 0);
        if (!isEmpty) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put(
                    "values",
                    values.stream()
                            .map(value -> value == null ? null : Math.round(value * 1000) / 1000.0)
                            .toList());
            series.add(one);
        }
        return this;
    }

    /** A line that should not be crossed; 0: none. */
    Chart limit(double value) {
        limit = value;
        return this;
    }

    Chart logarithmic() {
        isLogarithmic = true;
        return this;
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", title);
        json.put("unit", unit);
        json.put("note", note);
        json.put("limit", limit);
        json.put("log", isLogarithmic);
        json.put("x", seconds);
        json.put("series", series);
        return json;
    }
}
