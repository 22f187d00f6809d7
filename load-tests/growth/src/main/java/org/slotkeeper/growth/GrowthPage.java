package org.slotkeeper.growth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slotkeeper.cost.Operation;

/** The figures as a table for a terminal and as a page that needs nothing else: one picture for growing slots and one for growing appointments, whatever else is equal. */
final class GrowthPage {

    private static final List<Operation> OPERATIONS = List.of(Operation.BOOK, Operation.SEARCH, Operation.LOST_RACE, Operation.CANCEL);
    private static final List<Series> COSTS = OPERATIONS.stream().map(operation -> new Series(operation.words(), point -> values(point, operation))).toList();
    private static final List<Series> TIMES = List.of(Series.of("start", "startSeconds"), Series.of("filled", "filledSeconds"), Series.of("refilled", "refilledSeconds"));
    private static final List<Series> MEMORY = List.of(Series.of("bytes a slot", "redisBytesASlot"));
    private static final List<String> COLOURS = List.of("#005eb8", "#78be20", "#d5281b", "#41b6e6", "#7c2855");
    private static final int LEFT = 60;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 240;

    private final JsonObject json;
    private final List<JsonObject> points;

    /** @param values of a point, sorted: one for each round, or one for all */
    private record Series(String name, Function<JsonObject, double[]> values) {
        static Series of(String name, String key) {
            return new Series(name, point -> new double[] {point.getDouble(key)});
        }
    }

    /** @param along what grows, slots or appointments */
    private record Picture(String title, List<JsonObject> points, String along, List<Series> series, String unit) {}

    GrowthPage(JsonObject json) {
        this.json = json;
        this.points = json.getJsonArray("points").stream().map(JsonObject.class::cast).toList();
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format("%n%-14s %-14s %-6s", "slots", "appointments", "weeks"));
        OPERATIONS.forEach(operation -> table.append(String.format(" %-28s", operation.words() + ", CPU us")));
        table.append(String.format(" %-14s %-8s %-9s %-10s %s%n", "bytes a slot", "start s", "filled s", "refilled s", "first touch ms"));
        for (JsonObject point : points) {
            table.append(String.format("%-14s %-14s %-6d", Size.words(point.getLong("slots")), Size.words(point.getLong("appointments")), weeks(point)));
            OPERATIONS.forEach(operation -> table.append(String.format(" %-28s", spread(values(point, operation)))));
            table.append(String.format(Locale.ROOT, " %-14.3f %-8.1f %-9.1f %-10.1f %.1f%n", point.getDouble("redisBytesASlot"), point.getDouble("startSeconds"), point.getDouble("filledSeconds"), point.getDouble("refilledSeconds"), point.getDouble("firstTouchMillis")));
        }
        return table.toString();
    }

    private static String spread(double[] values) {
        return values.length == 0 ? "not measured" : String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median(values), values[0], values[values.length - 1]);
    }

    private static double[] values(JsonObject point, Operation operation) {
        return point.getJsonObject("operations").getJsonArray(operation.name(), new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(sample -> sample.getDouble("missedShare") <= 0.01)
                .mapToDouble(sample -> sample.getDouble("cpuMicrosTotal"))
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    String html() {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Growth</title>\n<style>")
                .append("body{font:15px system-ui,sans-serif;margin:2em auto;max-width:900px;color:#212b32}svg{display:block;max-width:100%}text{font:12px system-ui,sans-serif;fill:#212b32}td,th{padding:.15em .8em .15em 0;text-align:left}pre{overflow:auto}")
                .append("</style></head><body>\n<h1>What growth costs</h1>\n<p>CPU microseconds an operation, all processes together: median of the rounds, with a line from the lowest to the highest. Slots and appointments are on a logarithmic scale.</p>\n");
        grouped("appointments").forEach((appointments, group) -> page.append(chart(new Picture("Slots grow, with " + Size.words(appointments) + " appointments", group, "slots", COSTS, "us"))));
        grouped("slots").forEach((slots, group) -> page.append(chart(new Picture("Appointments grow, with " + Size.words(slots) + " slots", group, "appointments", COSTS, "us"))));
        grouped("appointments").forEach((appointments, group) -> page.append(chart(new Picture("Seconds to start and to fill Redis, with " + Size.words(appointments) + " appointments", group, "slots", TIMES, "s")))
                .append(chart(new Picture("Redis memory a slot, with " + Size.words(appointments) + " appointments", group, "slots", MEMORY, "B"))));
        page.append("<h2>All points</h2>\n<table>").append(rows()).append("</table>\n<h2>Taken on</h2><table>");
        for (String key : List.of("commit", "at", "jdk", "cores", "loadBefore", "options")) {
            page.append("<tr><th>").append(key).append("</th><td>").append(String.valueOf(json.getValue(key)).replace("<", "&lt;")).append("</td></tr>");
        }
        return page.append("</table></body></html>\n").toString();
    }

    /** Runs from before there was a choice have the fewest. */
    private static int weeks(JsonObject point) {
        return point.getInteger("weeks", Size.WEEKS_MIN);
    }

    /** Points that are alike in one thing, and in the weeks that they keep, where there are two or more of them. */
    private Map<Long, List<JsonObject>> grouped(String by) {
        Map<Long, List<JsonObject>> groups = points.stream().filter(point -> weeks(point) == Size.WEEKS_MIN).collect(Collectors.groupingBy(point -> point.getLong(by), TreeMap::new, Collectors.toList()));
        groups.values().removeIf(group -> group.size() < 2);
        return groups;
    }

    private String rows() {
        StringBuilder rows = new StringBuilder("<tr><th>slots</th><th>appointments</th><th>weeks</th>");
        OPERATIONS.forEach(operation -> rows.append("<th>").append(operation.words()).append(", us</th>"));
        rows.append("<th>bytes a slot</th><th>start s</th><th>filled s</th><th>refilled s</th><th>first touch ms</th></tr>\n");
        for (JsonObject point : points) {
            rows.append("<tr><td>").append(Size.words(point.getLong("slots"))).append("</td><td>").append(Size.words(point.getLong("appointments"))).append("</td><td>").append(weeks(point)).append("</td>");
            OPERATIONS.forEach(operation -> rows.append("<td>").append(spread(values(point, operation))).append("</td>"));
            for (String key : List.of("redisBytesASlot", "startSeconds", "filledSeconds", "refilledSeconds", "firstTouchMillis")) {
                rows.append(String.format(Locale.ROOT, "<td>%.2f</td>", point.getDouble(key)));
            }
            rows.append("</tr>\n");
        }
        return rows.toString();
    }

    private static String mark(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String chart(Picture picture) {
        List<JsonObject> sorted = picture.points.stream().sorted(Comparator.comparing((JsonObject point) -> point.getLong(picture.along))).toList();
        double first = Math.log10(Math.max(1, sorted.get(0).getLong(picture.along)));
        double last = Math.log10(Math.max(1, sorted.get(sorted.size() - 1).getLong(picture.along)));
        double highest = 1.1 * sorted.stream().flatMap(point -> picture.series.stream().map(one -> one.values.apply(point))).flatMapToDouble(Arrays::stream).max().orElse(1);
        ToDoubleFunction<JsonObject> x = point -> LEFT + (Math.log10(Math.max(1, point.getLong(picture.along))) - first) / Math.max(1e-9, last - first) * WIDTH;
        StringBuilder svg = new StringBuilder("<h2>" + picture.title + "</h2>\n").append(String.format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", LEFT + WIDTH + 160, HEIGHT + 50, picture.title));
        for (int line = 0; line <= 4; line++) {
            double y = y(highest * line / 4, highest);
            svg.append(String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#d8dde0\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s %s</text>", LEFT, LEFT + WIDTH, y, y, LEFT - 6, y + 4, mark(highest * line / 4), picture.unit));
        }
        sorted.forEach(point -> svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x.applyAsDouble(point), HEIGHT + 30, Size.words(point.getLong(picture.along)))));
        for (int at = 0; at < picture.series.size(); at++) {
            svg.append(line(sorted, picture.series.get(at), x, highest, COLOURS.get(at)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String line(List<JsonObject> sorted, Series series, ToDoubleFunction<JsonObject> x, double highest, String colour) {
        StringBuilder line = new StringBuilder();
        StringBuilder path = new StringBuilder();
        double y = 0;
        for (JsonObject point : sorted) {
            double[] values = series.values.apply(point);
            if (values.length > 0) {
                y = y(median(values), highest);
                path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "M" : "L", x.applyAsDouble(point), y));
                line.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%s</title></circle>",
                        x.applyAsDouble(point), x.applyAsDouble(point), y(values[0], highest), y(values[values.length - 1], highest), colour, x.applyAsDouble(point), y, colour, spread(values)));
            }
        }
        return path.isEmpty() ? "" : line.append(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/><text x=\"%d\" y=\"%.1f\" style=\"fill:%s\">%s</text>", path, colour, LEFT + WIDTH + 10, y + 4, colour, series.name)).toString();
    }

    private static double y(double value, double highest) {
        return 10 + HEIGHT - HEIGHT * value / highest;
    }
}
