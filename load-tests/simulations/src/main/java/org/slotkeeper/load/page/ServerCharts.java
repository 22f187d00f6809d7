package org.slotkeeper.load.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.load.watch.Watch.Sample;

/** Pictures of what the server's meters and the processes did from one look to the next. */
final class ServerCharts {

    private static final Pattern LE = Pattern.compile("le=\"([^\"]+)\"");
    private static final int STORE_CALLS_SHOWN = 7;

    private final List<Sample> samples;
    private final List<Double> seconds;

    ServerCharts(List<Sample> samples, long measuredFromMillis) {
        // A look that the server did not answer in time is left out: the next one covers its time.
        List<Sample> answered = samples.stream()
                .filter(sample -> sample.values().keySet().stream().anyMatch(name -> name.startsWith("slotkeeper_")))
                .toList();
        this.samples = answered.isEmpty() ? samples : answered;
        this.seconds = this.samples.stream()
                .skip(1)
                .map(sample -> (sample.atMillis() - measuredFromMillis) / 1000.0)
                .toList();
    }

    List<Chart> charts() {
        Chart cpu = new Chart(
                "Processor time by process",
                "% of one core",
                "From /proc, each second. Machine: everything that runs on it.",
                seconds);
        for (String name : List.of("machine", "slotkeeper", "postgres", "redis", "injector", "watcher")) {
            cpu = cpu.with(name, scaled(rates("cpu." + name), 0.1));
        }
        Chart memory = new Chart(
                "Resident memory", "MB", "Memory that Postgres' processes share is counted in each.", seconds);
        for (String name : List.of("slotkeeper", "postgres", "redis", "injector")) {
            memory = memory.with(name, gauge(key -> key.equals("memory." + name), 1));
        }
        return List.of(
                cpu,
                new Chart(
                                "Event loops: how late a timer fired",
                                "ms",
                                "Mean of each second, and the largest of the last minutes as the server tells it.",
                                seconds)
                        .with("mean", means("slotkeeper_loop_lag_seconds", "", 1000))
                        .with("largest lately", gauge(key -> key.startsWith("slotkeeper_loop_lag_seconds_max"), 1000)),
                labelled(
                        "Batches: calls in one statement",
                        "calls",
                        "Mean of each second. Grows with the load, at most 200.",
                        "slotkeeper_batch_size",
                        "batch",
                        1),
                labelled(
                        "Batches: wait for their turn",
                        "ms",
                        "Mean of each second.",
                        "slotkeeper_queue_delay_seconds",
                        "queue",
                        1000),
                storeTimes("redis", "Redis: time of a call"),
                storeRates("redis", "Redis: calls a second"),
                storeTimes("postgres", "Postgres: time of a statement"),
                storeRates("postgres", "Postgres: statements a second"),
                claims(),
                new Chart("Requests at work, connections", "", "At the moment of each look.", seconds)
                        .with("requests at work", gauge(key -> key.startsWith("slotkeeper_http_in_flight"), 1))
                        .with("connections", gauge(key -> key.startsWith("slotkeeper_http_connections"), 1))
                        .with("waiting for a batch", gauge(key -> key.startsWith("slotkeeper_queue_waiting"), 1)),
                new Chart("Garbage collection", "ms of each second", "Pauses of the server's JVM.", seconds)
                        .with("pauses", scaled(rates("jvm_gc_pause_seconds_sum"), 1000)),
                memory);
    }

    /** Server-side histograms as counts by second and bucket, for the routes that count most. */
    List<Map<String, Object>> heatmaps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Map.Entry<String, String> route : routes().entrySet()) {
            TreeMap<Double, List<Double>> cumulative = new TreeMap<>();
            for (String name : names(key -> key.startsWith("slotkeeper_http_requests_seconds_bucket")
                    && key.contains("route=\"" + route.getKey() + "\""))) {
                Matcher le = LE.matcher(name);
                if (le.find()) {
                    double bound = le.group(1).equals("+Inf") ? Double.MAX_VALUE : Double.parseDouble(le.group(1));
                    cumulative.merge(bound, rates(name), ServerCharts::sum);
                }
            }
            if (cumulative.values().stream().flatMap(List::stream).anyMatch(value -> value > 0)) {
                maps.add(Map.of(
                        "title",
                        route.getValue(),
                        "x",
                        seconds,
                        "bounds",
                        cumulative.keySet().stream()
                                .map(bound -> bound == Double.MAX_VALUE ? 10.0 : bound)
                                .toList(),
                        "counts",
                        differences(cumulative)));
            }
        }
        return maps;
    }

    private static Map<String, String> routes() {
        Map<String, String> routes = new LinkedHashMap<>();
        routes.put("book", "POST /Appointment at the server");
        routes.put("hold", "POST /Appointment/$hold at the server");
        routes.put("appointment_change", "PUT /Appointment/{id} at the server: confirm, cancel");
        routes.put("slot_search", "GET /Slot at the server");
        routes.put("session_publish", "PUT /publish at the server");
        return routes;
    }

    /** Buckets contain those below them: what is in each alone. */
    private static List<List<Double>> differences(TreeMap<Double, List<Double>> cumulative) {
        List<List<Double>> alone = new ArrayList<>();
        List<Double> below = List.of();
        for (List<Double> counts : cumulative.values()) {
            List<Double> lower = below;
            List<Double> own = new ArrayList<>();
            for (int at = 0; at < counts.size(); at++) {
                own.add(Math.max(0, Math.round(10 * (counts.get(at) - (lower.isEmpty() ? 0 : lower.get(at)))) / 10.0));
            }
            alone.add(own);
            below = counts;
        }
        return alone;
    }

    private Chart claims() {
        Chart chart = new Chart(
                "What the inventory answered to claims",
                "a second",
                "taken: lost races, of which Postgres hears nothing.",
                seconds);
        for (String result : labels("slotkeeper_claims_total", "result", "")) {
            chart = chart.with(result, rates("slotkeeper_claims_total", "result=\"" + result + "\""));
        }
        for (String decision : labels("slotkeeper_degraded_total", "decision", "")) {
            chart = chart.with(
                    "degraded: " + decision, rates("slotkeeper_degraded_total", "decision=\"" + decision + "\""));
        }
        return chart;
    }

    private Chart labelled(String title, String unit, String note, String meter, String label, double factor) {
        Chart chart = new Chart(title, unit, note, seconds);
        for (String value : labels(meter + "_count", label, "")) {
            chart = chart.with(value, means(meter, label + "=\"" + value + "\"", factor));
        }
        return chart;
    }

    private Chart storeTimes(String store, String title) {
        Chart chart = new Chart(
                title, "ms", "Mean of each second, as the engine sees it: with the wait for a connection.", seconds);
        for (String call : busiest(store)) {
            chart = chart.with(call, means("slotkeeper_store_calls_seconds", "call=\"" + call + "\"", 1000, store));
        }
        return chart;
    }

    private Chart storeRates(String store, String title) {
        Chart chart = new Chart(title, "a second", "The busiest ones.", seconds);
        for (String call : busiest(store)) {
            chart = chart.with(
                    call,
                    rates("slotkeeper_store_calls_seconds_count", "call=\"" + call + "\"", "store=\"" + store + "\""));
        }
        return chart;
    }

    private List<String> busiest(String store) {
        return labels("slotkeeper_store_calls_seconds_count", "call", "store=\"" + store + "\"").stream()
                .sorted(
                        Comparator.comparingDouble((String call) -> -rates(
                                        "slotkeeper_store_calls_seconds_count",
                                        "call=\"" + call + "\"",
                                        "store=\"" + store + "\"")
                                .stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()))
                .limit(STORE_CALLS_SHOWN)
                .toList();
    }

    private List<String> labels(String meter, String label, String other) {
        Pattern pattern = Pattern.compile(label + "=\"([^\"]+)\"");
        TreeSet<String> values = new TreeSet<>();
        for (String name : names(key -> key.startsWith(meter + "{") && key.contains(other))) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.find()) {
                values.add(matcher.group(1));
            }
        }
        return List.copyOf(values);
    }

    private List<Double> means(String meter, String label, double factor, String... store) {
        String other = store.length == 0 ? "" : "store=\"" + store[0] + "\"";
        List<Double> sums = rates(meter + "_sum", label, other);
        List<Double> counts = rates(meter + "_count", label, other);
        List<Double> means = new ArrayList<>();
        for (int at = 0; at < sums.size(); at++) {
            means.add(counts.get(at) > 0 ? sums.get(at) / counts.get(at) * factor : null);
        }
        return means;
    }

    /** Growth a second of all meters whose name begins and whose labels are like that, together. */
    private List<Double> rates(String prefix, String... labels) {
        return between((earlier, later) -> {
            double growth = 0;
            for (Map.Entry<String, Double> value : later.values().entrySet()) {
                if (value.getKey().startsWith(prefix) && hasAll(value.getKey(), labels)) {
                    // A series that is new was at nothing before.
                    growth += value.getValue() - earlier.values().getOrDefault(value.getKey(), 0.0);
                }
            }
            double elapsed = (later.atMillis() - earlier.atMillis()) / 1000.0;
            // A process that has ended takes its time with it.
            return Math.max(0, growth / Math.max(0.001, elapsed));
        });
    }

    private List<Double> gauge(Predicate<String> wanted, double factor) {
        return between((earlier, later) -> later.values().entrySet().stream()
                        .filter(value -> wanted.test(value.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum()
                * factor);
    }

    private interface Change {
        double of(Sample earlier, Sample later);
    }

    private List<Double> between(Change change) {
        List<Double> values = new ArrayList<>();
        for (int at = 1; at < samples.size(); at++) {
            values.add(change.of(samples.get(at - 1), samples.get(at)));
        }
        return values;
    }

    private TreeSet<String> names(Predicate<String> wanted) {
        TreeSet<String> names = new TreeSet<>();
        samples.forEach(
                sample -> sample.values().keySet().stream().filter(wanted).forEach(names::add));
        return names;
    }

    private static boolean hasAll(String name, String... labels) {
        for (String label : labels) {
            if (!name.contains(label)) {
                return false;
            }
        }
        return true;
    }

    private static List<Double> scaled(List<Double> values, double factor) {
        return values.stream().map(value -> value * factor).toList();
    }

    private static List<Double> sum(List<Double> some, List<Double> more) {
        List<Double> sums = new ArrayList<>();
        for (int at = 0; at < some.size(); at++) {
            sums.add(some.get(at) + more.get(at));
        }
        return sums;
    }
}
