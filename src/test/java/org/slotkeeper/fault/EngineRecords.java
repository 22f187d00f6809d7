package org.slotkeeper.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What engines told of themselves, those that are gone too: named points that were passed, what was done there, and bookings past the inventory. */
final class EngineRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PAST_INVENTORY = "booked_without_inventory";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Child[] engines;
    private final Map<Point, Integer> hits = new EnumMap<>(Point.class);
    private final Set<Point> passed = EnumSet.noneOf(Point.class);
    private final Map<Integer, Long> pastInventory = new HashMap<>();

    /** @param engines those that run, each in the place of the one before it */
    EngineRecords(Child[] engines) {
        this.engines = engines;
    }

    /** Keeps what the engine in this place has told, if there was one. */
    void keep(int place) {
        if (engines[place] != null) {
            passed.addAll(engines[place].passed());
            engines[place].hits().forEach(point -> hits.merge(point, 1, Integer::sum));
        }
    }

    /** How often each named point did what it was told. */
    Map<Point, Integer> hits() {
        Map<Point, Integer> all = new EnumMap<>(Point.class);
        all.putAll(hits);
        for (Child engine : engines) {
            engine.hits().forEach(point -> all.merge(point, 1, Integer::sum));
        }
        return all;
    }

    /** The named points that some engine has passed. */
    Set<Point> passed() {
        Set<Point> all = EnumSet.noneOf(Point.class);
        all.addAll(passed);
        for (Child engine : engines) {
            all.addAll(engine.passed());
        }
        return all;
    }

    /** How many bookings went past the inventory, as far as the engines lived to tell. To be asked after each round. */
    long bookedPastInventory() {
        for (Child engine : engines) {
            if (engine.isReady()) {
                pastInventory.merge(engine.managementPort(), countOf(engine), Math::max);
            }
        }
        return pastInventory.values().stream().mapToLong(Long::longValue).sum();
    }

    private long countOf(Child engine) {
        URI metrics = URI.create("http://127.0.0.1:" + engine.managementPort() + "/metrics");
        try {
            String text = client.send(
                            HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(), BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> !line.startsWith("#") && line.contains(PAST_INVENTORY))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException away) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
