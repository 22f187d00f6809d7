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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.Routes;
import org.slotkeeper.platform.Version;

/**
 * Every meter of Slotkeeper by its name, once. Label values come from closed sets, so that no
 * caller can make the number of series grow; what is counted on each request is an array's element
 * and not a look-up by text.
 */
public final class Meters implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    /** More than there are statements, scripts and commands. */
    private static final int NAMES_MAX = 256;

    private static final String OTHERS = "other";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final HttpTimers answered;
    private final Counter[] tokenChecks =
            counters("slotkeeper.tokens", "Checks of tokens, by result", "result", TokenCheck.class);
    private final Counter[] claims =
            counters("slotkeeper.claims", "Claims of seats at the inventory, by result", "result", ClaimResult.class);
    private final Counter[] degraded =
            counters("slotkeeper.degraded", "What was done otherwise than usual", "decision", Degraded.class);
    private final Counter[] spans =
            counters("slotkeeper.spans", "Spans of traces, by what became of them", "result", SpanResult.class);
    private final Counter claimsSettled = counter(
            "slotkeeper.claims.settled", "Seats whose lease had ended, so that the ledger was asked whose they are");
    private final DriftMeters drift = new DriftMeters(registry);
    private final LineMeter accessLines = new LineMeter(registry);
    private final Map<String, StoreMeter> storeCalls = new ConcurrentHashMap<>();
    private final Map<String, BatchMeter> batches = new ConcurrentHashMap<>();
    private final Map<String, JobMeter> jobs = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder enginesLeftOut = new LongAdder();
    private final DistributionSummary answerBytes = DistributionSummary.builder("slotkeeper.http.answer")
            .description("Bodies of answers")
            .baseUnit("bytes")
            .register(registry);
    private final Timer loopLag = Timer.builder("slotkeeper.loop.lag")
            .description("By how much an event loop came late to a timer")
            .serviceLevelObjectives(MeterConventions.latencySteps())
            .register(registry);
    private final Counter keyFetchesOk = keyFetches("ok");
    private final Counter keyFetchesFailed = keyFetches("failed");

    /** Of a process that nobody can ask for anything. */
    public Meters() {
        this(Routes.of(List.of()));
    }

    /** @param routes the ones that are counted: all of this process, whichever door serves them */
    public Meters(Routes routes) {
        this.answered = new HttpTimers(registry, routes);
        Gauge.builder("slotkeeper.http.in.flight", inFlight, LongAdder::sum)
                .description("Requests that are being worked on")
                .register(registry);
        Gauge.builder("slotkeeper.build.info", () -> 1)
                .description("Which Slotkeeper and which Java this is; always 1")
                .tag("version", Version.text())
                .tag("java", Runtime.version().toString())
                .register(registry);
        Gauge.builder("slotkeeper.http.connections", connections, LongAdder::sum)
                .description("Open connections of callers")
                .register(registry);
        Gauge.builder("slotkeeper.engines.left.out", enginesLeftOut, LongAdder::sum)
                .description("Engines that a gateway does not ask because they do not answer")
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
        WRONG_ISSUER,
        WRONG_AUDIENCE,
        NO_ACCESS_TOKEN,
        WRONG_TIMES,
        NOT_YET_GOOD,
        LIVES_TOO_LONG,
        EXPIRED,
        WRONG_CLAIMS,
        INSUFFICIENT,
        /** Anybody can bring this about with made-up keys, so that it is no fault of the issuer. */
        KEY_ASKED_TOO_SOON,
        /** The issuer could not be asked: no caller can bring this about. */
        KEYS_AWAY
    }

    /** How a claim of seats ended at the inventory. */
    public enum ClaimResult {
        CLAIMED,
        TAKEN,
        REFUSED,
        UNSURE,
        IN_FLIGHT,
        STALE_LAYOUT,
        COLD,
        FAILED
    }

    /** What was done otherwise because something was away or too busy. */
    public enum Degraded {
        REFUSED_BY_LEDGER,
        INVENTORY_TOLD_LATER,
        REFUSED_OVERLOADED,
        REFUSED_STORE_AWAY,
        REFUSED_TIMED_OUT
    }

    /** What became of a span that had ended. */
    public enum SpanResult {
        EXPORTED,
        NOT_TAKEN,
        NO_ROOM
    }

    public enum Store {
        REDIS,
        POSTGRES,
        ENGINE
    }

    /** What is asked for when the meters are read, and not counted. */
    public enum Level {
        PRACTICES_TO_FILL("Practices that the inventory does not know yet"),
        REDIS_UNANSWERED("Commands that Redis has not answered yet"),
        SPANS_WAITING("Spans that wait for the collector of traces");

        private final String meaning;

        Level(String meaning) {
            this.meaning = meaning;
        }
    }

    /** @param route which was asked for, nothing if none was found */
    public void httpAnswered(Optional<Route> route, int status, long nanos, long bytes) {
        answered.record(route, status, nanos);
        answerBytes.record(bytes);
    }

    public void requestStarted() {
        inFlight.increment();
    }

    public void requestEnded() {
        inFlight.decrement();
    }

    public long requestsAtWork() {
        return inFlight.sum();
    }

    public void connectionOpened() {
        connections.increment();
    }

    public void connectionClosed() {
        connections.decrement();
    }

    public void engineLeftOut() {
        enginesLeftOut.increment();
    }

    public void engineAskedAgain() {
        enginesLeftOut.decrement();
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
        degraded(decision, 1);
    }

    public void degraded(Degraded decision, int times) {
        degraded[decision.ordinal()].increment(times);
    }

    public void spans(SpanResult result, int count) {
        spans[result.ordinal()].increment(count);
    }

    public void claimsSettled(int claims) {
        claimsSettled.increment(claims);
    }

    public DriftMeters drift() {
        return drift;
    }

    public LineMeter accessLines() {
        return accessLines;
    }

    /**
     * The meter of one command, script or statement: to be kept by whoever calls it, not looked up
     * on each call.
     */
    public StoreMeter storeCall(Store store, String name) {
        return bounded(
                storeCalls, store + ".", name, known -> new StoreMeter(registry, MeterConventions.label(store), known));
    }

    /** The meter of one batcher: to be kept by it. */
    public BatchMeter batch(String name) {
        return bounded(batches, "", name, known -> new BatchMeter(registry, known));
    }

    /**
     * The meter of one background job: to be kept by it.
     *
     * @param scope whether each process has to succeed with it, or one of all
     */
    public JobMeter job(String name, Enum<?> scope) {
        return bounded(jobs, "", name, known -> new JobMeter(registry, known, scope));
    }

    /** @param now says how high the level is */
    public void watch(Level level, Supplier<Number> now) {
        Gauge.builder("slotkeeper." + MeterConventions.label(level), now)
                .description(level.meaning)
                .register(registry);
    }

    /**
     * @param behind for how many seconds the oldest change has waited that it has not heard
     * @param unheard how many it has not heard
     */
    public void watchRelay(String listener, Supplier<Number> behind, Supplier<Number> unheard) {
        Gauge.builder("slotkeeper.relay.behind", behind)
                .description("How long the oldest change that a listener has not heard has waited")
                .baseUnit("seconds")
                .tag("listener", listener)
                .register(registry);
        Gauge.builder("slotkeeper.relay.unheard", unheard)
                .description("Requests that a listener has not heard of, as far as they were counted")
                .tag("listener", listener)
                .register(registry);
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

    /** What there is no room for is measured together: no call fails for want of a meter. */
    private <M> M bounded(Map<String, M> known, String kind, String name, Function<String, M> made) {
        requireName(name);
        boolean hasRoom = known.size() < NAMES_MAX || known.containsKey(kind + name);
        String measuredAs = hasRoom ? name : OTHERS;
        return known.computeIfAbsent(kind + measuredAs, absent -> made.apply(measuredAs));
    }

    private Counter keyFetches(String result) {
        return Counter.builder("slotkeeper.token.key.fetches")
                .description("Fetches of the issuer's keys, by result")
                .tag("result", result)
                .register(registry);
    }

    private Counter counter(String name, String meaning) {
        return Counter.builder(name).description(meaning).register(registry);
    }

    private <E extends Enum<E>> Counter[] counters(String name, String meaning, String tag, Class<E> values) {
        return Stream.of(values.getEnumConstants())
                .map(value -> Counter.builder(name)
                        .description(meaning)
                        .tag(tag, MeterConventions.label(value))
                        .register(registry))
                .toArray(Counter[]::new);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a meter's name (small letters, digits and _): " + name);
        }
    }
}
