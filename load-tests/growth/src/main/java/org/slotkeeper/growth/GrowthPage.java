package org.slotkeeper.growth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slotkeeper.cost.Circumstances;
import org.slotkeeper.cost.Operation;
import org.slotkeeper.cost.Sample;
import org.slotkeeper.load.kit.Spread;
import org.slotkeeper.load.kit.page.Html;
import org.slotkeeper.load.kit.page.Lines;
import org.slotkeeper.load.kit.page.Lines.Axes;
import org.slotkeeper.load.kit.page.Lines.Line;
import org.slotkeeper.load.kit.page.Lines.Tick;
import org.slotkeeper.load.kit.page.Numbers;
import org.slotkeeper.load.kit.page.Page;

/** The figures as a table for a terminal and as a page that needs nothing else: one picture for growing slots and one for growing appointments, whatever else is equal. */
final class GrowthPage {

    private static final List<Operation> OPERATIONS =
            List.of(Operation.BOOK, Operation.SEARCH, Operation.LOST_RACE, Operation.CANCEL);
    private static final List<Series> COSTS = OPERATIONS.stream()
            .map(operation -> new Series(operation.words(), point -> spread(point, operation)))
            .toList();
    private static final List<Series> TIMES = List.of(
            Series.of("start", "startSeconds"),
            Series.of("filled", "filledSeconds"),
            Series.of("refilled", "refilledSeconds"));
    private static final List<Series> MEMORY = List.of(Series.of("bytes a slot", "redisBytesASlot"));
    private static final List<String> FACTS =
            List.of("redisBytesASlot", "startSeconds", "filledSeconds", "refilledSeconds", "firstTouchMillis");

    private final JsonObject json;
    private final List<JsonObject> points;

    /** @param spread of a point's rounds; nothing if it was not measured */
    private record Series(String name, Function<JsonObject, Optional<Spread>> spread) {
        static Series of(String name, String key) {
            return new Series(name, point -> Optional.of(Spread.of(point.getDouble(key))));
        }
    }

    /** @param along what grows, slots or appointments */
    private record Picture(String title, List<JsonObject> points, String along, List<Series> series, String unit) {}

    GrowthPage(JsonObject json) {
        this.json = json;
        this.points =
                json.getJsonArray("points").stream().map(JsonObject.class::cast).toList();
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format("%n%-14s %-14s %-6s", "slots", "appointments", "weeks"));
        OPERATIONS.forEach(operation -> table.append(String.format(" %-28s", operation.words() + ", CPU us")));
        table.append(String.format(
                " %-14s %-8s %-9s %-10s %s%n", "bytes a slot", "start s", "filled s", "refilled s", "first touch ms"));
        for (JsonObject point : points) {
            table.append(String.format(
                    "%-14s %-14s %-6d",
                    Size.words(point.getLong("slots")), Size.words(point.getLong("appointments")), weeks(point)));
            OPERATIONS.forEach(operation -> table.append(String.format(" %-28s", words(point, operation))));
            table.append(String.format(
                    Locale.ROOT,
                    " %-14.3f %-8.1f %-9.1f %-10.1f %.1f%n",
                    point.getDouble("redisBytesASlot"),
                    point.getDouble("startSeconds"),
                    point.getDouble("filledSeconds"),
                    point.getDouble("refilledSeconds"),
                    point.getDouble("firstTouchMillis")));
        }
        return table.toString();
    }

    private static String words(JsonObject point, Operation operation) {
        return spread(point, operation).map(Numbers::words).orElse("not measured");
    }

    private static Optional<Spread> spread(JsonObject point, Operation operation) {
        double[] values = point.getJsonObject("operations").getJsonArray(operation.name(), new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(Sample::isGood)
                .mapToDouble(sample -> sample.getDouble("cpuMicrosTotal"))
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    String html() {
        Page page = new Page("What growth costs")
                .add(
                        Html.text(
                                "CPU microseconds an operation, all processes together: median of the rounds, with a line from the lowest to the highest. Slots and appointments are on a logarithmic scale."));
        grouped("appointments")
                .forEach((appointments, group) -> page.add(chart(new Picture(
                        "Slots grow, with " + Size.words(appointments) + " appointments",
                        group,
                        "slots",
                        COSTS,
                        "us"))));
        grouped("slots")
                .forEach((slots, group) -> page.add(chart(new Picture(
                        "Appointments grow, with " + Size.words(slots) + " slots",
                        group,
                        "appointments",
                        COSTS,
                        "us"))));
        grouped("appointments")
                .forEach((appointments, group) -> page.add(
                        chart(new Picture(
                                "Seconds to start and to fill Redis, with " + Size.words(appointments)
                                        + " appointments",
                                group,
                                "slots",
                                TIMES,
                                "s")),
                        chart(new Picture(
                                "Redis memory a slot, with " + Size.words(appointments) + " appointments",
                                group,
                                "slots",
                                MEMORY,
                                "B"))));
        return page.add(Html.section("All points", rows()), Circumstances.told(json, "options"))
                .html();
    }

    /** Runs from before there was a choice have the fewest. */
    private static int weeks(JsonObject point) {
        return point.getInteger("weeks", Size.WEEKS_MIN);
    }

    /** Points that are alike in one thing, and in the weeks that they keep, where there are two or more of them. */
    private Map<Long, List<JsonObject>> grouped(String by) {
        Map<Long, List<JsonObject>> groups = points.stream()
                .filter(point -> weeks(point) == Size.WEEKS_MIN)
                .collect(Collectors.groupingBy(point -> point.getLong(by), TreeMap::new, Collectors.toList()));
        groups.values().removeIf(group -> group.size() < 2);
        return groups;
    }

    private Html rows() {
        List<String> head = new ArrayList<>(List.of("slots", "appointments", "weeks"));
        OPERATIONS.forEach(operation -> head.add(operation.words() + ", us"));
        head.addAll(List.of("bytes a slot", "start s", "filled s", "refilled s", "first touch ms"));
        return Html.figures(head, points.stream().map(GrowthPage::row).toList());
    }

    private static List<String> row(JsonObject point) {
        List<String> row = new ArrayList<>(List.of(
                Size.words(point.getLong("slots")),
                Size.words(point.getLong("appointments")),
                Integer.toString(weeks(point))));
        OPERATIONS.forEach(operation -> row.add(words(point, operation)));
        FACTS.forEach(key -> row.add(Numbers.words(point.getDouble(key))));
        return row;
    }

    private static Html chart(Picture picture) {
        List<JsonObject> sorted = picture.points.stream()
                .sorted(Comparator.comparing((JsonObject point) -> point.getLong(picture.along)))
                .toList();
        double first = logarithm(sorted.get(0), picture.along);
        double wide = Math.max(1e-9, logarithm(sorted.get(sorted.size() - 1), picture.along) - first);
        ToDoubleFunction<JsonObject> x = point -> (logarithm(point, picture.along) - first) / wide;
        List<Tick> ticks = sorted.stream()
                .map(point -> new Tick(x.applyAsDouble(point), Size.words(point.getLong(picture.along))))
                .toList();
        List<Line> lines = picture.series.stream()
                .map(series -> new Line(
                        series.name,
                        sorted.stream()
                                .flatMap(point -> series
                                        .spread
                                        .apply(point)
                                        .map(spread -> new Lines.Point(x.applyAsDouble(point), spread))
                                        .stream())
                                .toList()))
                .toList();
        return Html.section(
                picture.title, Lines.draw(new Axes(picture.title, ticks, picture.unit, picture.along, false), lines));
    }

    private static double logarithm(JsonObject point, String of) {
        return Math.log10(Math.max(1, point.getLong(of)));
    }
}
