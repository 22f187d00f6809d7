package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slotkeeper.engine.Route;

/**
 * Every meter of Slotkeeper by its name, once. Label values come from closed sets, so that no caller can make the number of series grow; what is counted on each request is an
 * array's element and not a look-up by text.
 */
public final class Meters implements AutoCloseable {

    private static final int[] STATUSES = {
        0, 200, 201, 400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 414, 415, 417, 422, 425, 428, 429, 431, 499, 500,
        503, 505
    };
    private static final int[] STATUS_INDEX = index(STATUSES);
    private static final Duration[] LATENCY_STEPS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5)
    };
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final int NAMES_MAX = 64;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AtomicReferenceArray<Timer> answered =
            new AtomicReferenceArray<>((Route.values().length + 1) * STATUSES.length);
    private final Counter[] tokenChecks = counters("slotkeeper.tokens", "result", TokenCheck.class);
    private final Counter[] claims = counters("slotkeeper.claims", "result", ClaimResult.class);
    private final Counter[] degraded = counters("slotkeeper.degraded", "decision", Degraded.class);
    private final Map<String, StoreMeter> storeCalls = new ConcurrentHashMap<>();
    private final Map<String, BatchMeter> batches = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final DistributionSummary answerBytes = DistributionSummary.builder("slotkeeper.http.answer")
            .baseUnit("bytes")
            .register(registry);
    private final Timer loopLag = Timer.builder("slotkeeper.loop.lag")
            .serviceLevelObjectives(LATENCY_STEPS)
            .register(registry);
    private final Counter keyFetchesOk = keyFetches("ok");
    private final Counter keyFetchesFailed = keyFetches("failed");

    public Meters() {
        Gauge.builder("slotkeeper.http.in.flight", inFlight, LongAdder::sum).register(registry);
        Gauge.builder("slotkeeper.http.connections", connections, LongAdder::sum)
                .register(registry);
        List<MeterBinder> process = List.of(
                new JvmMemoryMetrics(),
                collections,
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics());
        process.forEach(binder -> binder.bindTo(registry));
    }

    /** How a check of a token ended. */
    public enum TokenCheck {
        CACHED,
        VERIFIED,
        MALFORMED,
        UNKNOWN_KEY,
        BAD_SIGNATURE,
        EXPIRED,
        WRONG_CLAIMS,
        INSUFFICIENT,
        KEYS_AWAY
    }

    /** How a claim of seats ended at the inventory. */
    public enum ClaimResult {
        CLAIMED,
        TAKEN,
        REFUSED,
        IN_FLIGHT,
        STALE_LAYOUT,
        COLD,
        FAILED
    }

    /** What was done otherwise because something was away or too busy. */
    public enum Degraded {
        BOOKED_WITHOUT_INVENTORY,
        INVENTORY_TOLD_LATER,
        REFUSED_OVERLOADED,
        REFUSED_STORE_AWAY,
        REFUSED_TIMED_OUT
    }

    public enum Store {
        REDIS,
        POSTGRES,
        ENGINE
    }

    /** @param route which was asked for, nothing if none was found */
    public void httpAnswered(Optional<Route> route, int status, long nanos, long bytes) {
        int row = route.map(Route::ordinal).orElse(Route.values().length);
        int column = status >= 0 && status < STATUS_INDEX.length ? STATUS_INDEX[status] : 0;
        int at = row * STATUSES.length + column;
        Timer timer = answered.get(at);
        if (timer == null) {
            timer = httpTimer(route, STATUSES[column]);
            answered.set(at, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
        answerBytes.record(bytes);
    }

    public void requestStarted() {
        inFlight.increment();
    }

    public void requestEnded() {
        inFlight.decrement();
    }

    public void connectionOpened() {
        connections.increment();
    }

    public void connectionClosed() {
        connections.decrement();
    }

    public void loopLagged(long nanos) {
        loopLag.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void tokenChecked(TokenCheck result) {
        tokenChecks[result.ordinal()].increment();
    }

    public void tokenKeysFetched(boolean succeeded) {
        (succeeded ? keyFetchesOk : keyFetchesFailed).increment();
    }

    public void claimEnded(ClaimResult result) {
        claims[result.ordinal()].increment();
    }

    public void degraded(Degraded decision) {
        degraded[decision.ordinal()].increment();
    }

    /** The meter of one command, script or statement: to be kept by whoever calls it, not looked up on each call. */
    public StoreMeter storeCall(Store store, String name) {
        return bounded(storeCalls, store + "." + name, name, () -> new StoreMeter(registry, label(store), name));
    }

    /** The meter of one batcher: to be kept by it. */
    public BatchMeter batch(String name) {
        return bounded(batches, name, name, () -> new BatchMeter(registry, name));
    }

    /** A level that is asked for when the meters are read, for example how many wait in a queue. */
    public void watch(String name, Supplier<Number> level) {
        requireName(name);
        Gauge.builder("slotkeeper.level", level).tag("of", name).register(registry);
    }

    /** All meters in Prometheus' text form. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private Timer httpTimer(Optional<Route> route, int status) {
        return Timer.builder("slotkeeper.http.requests")
                .tag("route", route.map(Meters::label).orElse("none"))
                .tag("status", status == 0 ? "other" : Integer.toString(status))
                .serviceLevelObjectives(LATENCY_STEPS)
                .register(registry);
    }

    private <M> M bounded(Map<String, M> known, String key, String name, Supplier<M> made) {
        requireName(name);
        if (known.size() >= NAMES_MAX && !known.containsKey(key)) {
            throw new IllegalStateException("more than " + NAMES_MAX + " meters of one kind, at " + key);
        }
        return known.computeIfAbsent(key, absent -> made.get());
    }

    private Counter keyFetches(String result) {
        return Counter.builder("slotkeeper.token.key.fetches")
                .tag("result", result)
                .register(registry);
    }

    private <E extends Enum<E>> Counter[] counters(String name, String tag, Class<E> values) {
        return Stream.of(values.getEnumConstants())
                .map(value -> Counter.builder(name).tag(tag, label(value)).register(registry))
                .toArray(Counter[]::new);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a meter's name (small letters, digits and _): " + name);
        }
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Duration[] latencySteps() {
        return LATENCY_STEPS.clone();
    }

    private static int[] index(int[] statuses) {
        int[] index = new int[600];
        for (int at = 0; at < statuses.length; at++) {
            index[statuses[at]] = at;
        }
        return index;
    }

    /** For tests: which names of meters there are. */
    Set<String> names() {
        return Set.copyOf(registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .toList());
    }
}
