import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From what an operation costs to how much of everything a place of some size needs, as a table in Markdown. Started by src/dev/capacity.
 * A model, not a measurement: it multiplies what was measured on one small machine.
 */
public final class Capacity {

    private static final double MICROS = 1e-6;

    /** CPU microseconds of one operation in each process. */
    private record Cost(double gateway, double engine, double postgres, double redis) {}

    /** A place, as a multiple of England in its patients. */
    private record Place(String name, double englands) {}

    private record Cores(double gateway, double engine, double postgres, double redis) {
        Cores plus(double perSecond, Cost cost) {
            return new Cores(
                    gateway + perSecond * cost.gateway * MICROS,
                    engine + perSecond * cost.engine * MICROS,
                    postgres + perSecond * cost.postgres * MICROS,
                    redis + perSecond * cost.redis * MICROS);
        }
    }

    private final Map<String, Cost> costs;
    private final Map<String, Double> figures;

    private Capacity(Map<String, Cost> costs, Map<String, Double> figures) {
        this.costs = costs;
        this.figures = figures;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: src/dev/capacity [COSTS.csv [LOAD.csv]]");
            System.exit(2);
        }
        Map<String, Cost> costs = rows(arguments[0])
                .collect(Collectors.toMap(row -> row[0], row -> new Cost(number(row[1]), number(row[2]), number(row[3]), number(row[4]))));
        Map<String, Double> figures = rows(arguments[1]).collect(Collectors.toMap(row -> row[0], row -> number(row[1])));
        new Capacity(costs, figures).print();
    }

    private void print() {
        List<Place> places = List.of(
                new Place("practice group", figures.get("patients_practice_group") / figures.get("patients_england")),
                new Place("region", figures.get("patients_region") / figures.get("patients_england")),
                new Place("England", 1),
                new Place("ten Englands", 10));
        System.out.println("| | " + places.stream().map(Place::name).collect(Collectors.joining(" | ")) + " |");
        System.out.println("|---|" + "---|".repeat(places.size()));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Place place : places) {
            describe(place).forEach((what, value) -> rows.merge(
                    what, List.of(value), (before, more) -> Stream.concat(before.stream(), more.stream()).toList()));
        }
        rows.forEach((what, values) -> System.out.println("| " + what + " | " + String.join(" | ", values) + " |"));
    }

    private Map<String, String> describe(Place place) {
        double size = place.englands;
        Cores sustained = busy(size, figures.get("bookings_per_s"));
        Cores burst = busy(size, figures.get("burst_bookings_per_s"));
        double use = figures.get("use_of_a_core_max");
        double slots = size * figures.get("slots");
        double appointments = size * figures.get("appointments_per_year");
        Map<String, String> found = new LinkedHashMap<>();
        found.put("patients", count(size * figures.get("patients_england")));
        found.put("bookings a second, five minutes (ten seconds)", count(size * figures.get("bookings_per_s")) + " (" + count(size * figures.get("burst_bookings_per_s")) + ")");
        found.put("searches, lost races a second", count(size * figures.get("searches_per_s")) + ", " + count(size * figures.get("lost_races_per_s")));
        found.put("cores busy: gateway", cores(sustained.gateway, burst.gateway));
        found.put("cores busy: engine", cores(sustained.engine, burst.engine));
        found.put("cores busy: Postgres", cores(sustained.postgres, burst.postgres));
        found.put("cores busy: Redis", cores(sustained.redis, burst.redis));
        found.put("gateway cores to have", whole(burst.gateway / use));
        found.put("engine cores to have", whole(burst.engine / use));
        found.put("Postgres cores to have", whole(burst.postgres / use));
        found.put("Redis masters, one core each", whole(burst.redis / use));
        found.put("slots kept (" + Math.round(figures.get("days_kept")) + " days)", count(slots));
        found.put("Redis memory", bytes(slots * figures.get("redis_bytes_per_slot") + size * figures.get("live_holds") * figures.get("redis_bytes_per_hold")));
        found.put("Postgres: layout and owners of those days", bytes(slots * figures.get("postgres_bytes_per_slot")));
        found.put("Postgres: a year of appointments", bytes(appointments * figures.get("postgres_bytes_per_appointment")));
        return found;
    }

    private Cores busy(double size, double bookings) {
        double held = bookings * figures.get("held_first_share");
        return new Cores(0, 0, 0, 0)
                .plus(size * (bookings - held), costs.get("book"))
                .plus(size * held, costs.get("hold_and_book"))
                .plus(size * bookings * figures.get("cancelled_share"), costs.get("cancel"))
                .plus(size * figures.get("searches_per_s"), costs.get("search"))
                .plus(size * figures.get("lost_races_per_s"), costs.get("lost_race"));
    }

    private static Stream<String[]> rows(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .skip(1)
                .map(line -> line.split(",", -1));
    }

    private static double number(String text) {
        return Double.parseDouble(text.trim());
    }

    private static String cores(double sustained, double burst) {
        return String.format(Locale.ROOT, sustained < 1 ? "%.2f (%.2f)" : "%.1f (%.1f)", sustained, burst);
    }

    private static String whole(double cores) {
        return String.valueOf((long) Math.max(1, Math.ceil(cores)));
    }

    private static String count(double number) {
        if (number >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", number / 1e6);
        }
        return number >= 1e4 ? String.format(Locale.ROOT, "%.0f k", number / 1e3) : String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
    }

    private static String bytes(double number) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        double left = number;
        while (left >= 1000 && unit < units.length - 1) {
            left /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, left < 10 ? "%.1f %s" : "%.0f %s", left, units[unit]);
    }
}
