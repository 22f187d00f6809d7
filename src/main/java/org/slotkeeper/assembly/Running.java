package org.slotkeeper.assembly;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Routes;
import org.slotkeeper.api.fhir.OperationOutcomes;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.gateway.HttpFront;
import org.slotkeeper.gateway.door.FrontParts;
import org.slotkeeper.gateway.forward.ForwardingEngine;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.identity.DemoApi;
import org.slotkeeper.identity.DemoIssuer;
import org.slotkeeper.identity.Jwks;
import org.slotkeeper.identity.JwksSettings;
import org.slotkeeper.identity.KeyFetch;
import org.slotkeeper.identity.KeySource;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.platform.GatheringTransport;
import org.slotkeeper.platform.Version;
import org.slotkeeper.telemetry.AccessLines;
import org.slotkeeper.telemetry.HealthCheck;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.ManagementServer;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.tracing.Off;
import org.slotkeeper.tracing.OtlpTraces;
import org.slotkeeper.tracing.TraceSettings;
import org.slotkeeper.tracing.Traces;

/**
 * One running process: everything long-lived is made here in order, and stopped in reverse.
 * Starting and stopping block.
 */
public final class Running implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    private final ProcessPlan plan;
    private final Clock clock;
    private final Chance chance;
    private final Vertx vertx;
    private final Routes routes;
    private final Meters meters;
    private final Traces traces;
    private final LineWriter accessLines;
    private final AtomicBoolean serving = new AtomicBoolean();
    private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();
    private Optional<ProcessEngine> processEngine = Optional.empty();
    private int gatewayPort;
    private int enginePort;
    private int managementPort;

    private Running(ProcessPlan plan, Clock clock, Chance chance) {
        this.plan = plan;
        this.clock = clock;
        this.chance = chance;
        this.routes = ServedOperations.routes(plan.demoKeys().isPresent());
        this.meters = new Meters(routes);
        // Nobody speaks WebSocket here: an upgrade is a request like any other, and no handshake
        // code stands at the door. Read once, when the first server's class is loaded.
        System.setProperty("vertx.disableWebsockets", "true");
        this.vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(plan.eventLoops()))
                .withTransport(GatheringTransport.overBest())
                .build();
        stops.push(vertx::close);
        this.accessLines = LineWriter.start(new AccessLines(), System::nanoTime, meters.accessLines());
        stops.push(accessLines::close);
        this.traces = traces(plan, clock, chance, meters);
        stops.push(traces::close);
        meters.watch(Meters.Level.SPANS_WAITING, traces::waiting);
    }

    private static Traces traces(ProcessPlan plan, Clock clock, Chance chance, Meters meters) {
        SlotkeeperConfig.TracingSection asked = plan.config().tracing();
        if (!asked.isOn()) {
            return Off.TRACES;
        }
        TraceSettings settings = new TraceSettings(
                asked.endpoint(),
                asked.sampleShare(),
                asked.trustCallers(),
                asked.queueMax(),
                asked.timeout(),
                plan.role().name().toLowerCase(Locale.ROOT),
                Version.text());
        return new OtlpTraces(settings, clock, System::nanoTime, chance.random(), meters);
    }

    /** @throws CannotRun if it cannot be started; what had been started is stopped again */
    public static Running start(ProcessPlan plan, Clock clock, Chance chance) {
        long began = System.nanoTime();
        Running running = new Running(plan, clock, chance);
        try {
            running.start();
            ProcessLines.started(plan, running.ports(), since(began));
            return running;
        } catch (RuntimeException fault) {
            running.close();
            throw fault;
        }
    }

    public int gatewayPort() {
        return gatewayPort;
    }

    public int enginePort() {
        return enginePort;
    }

    public int managementPort() {
        return managementPort;
    }

    public ProcessEngine processEngine() {
        return processEngine.orElseThrow(() -> new IllegalStateException("this process has no engine"));
    }

    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>(Map.of("management", managementPort));
        if (plan.role().hasGateway()) {
            ports.put("gateway", gatewayPort);
        }
        if (plan.role().hasEngine()) {
            ports.put("engine", enginePort);
        }
        return ports;
    }

    private void start() {
        FrontEnvironment environment =
                new FrontEnvironment(clock, System::nanoTime, chance::requestId, chance.random());
        Optional<DemoIssuer> issuer = plan.demoKeys()
                .map(file -> Identity.demoIssuer(file, plan.config().identity(), clock, chance));
        TokenVerifier tokens =
                new TokenVerifier(Identity.tokenSettings(plan.config().identity()), keys(issuer), clock, meters);
        if (plan.role().hasEngine()) {
            Map<Operation, Engine> demo = issuer.map(DemoIssuer::handlers).orElse(Map.of());
            processEngine = Optional.of(openEngine(new ServedOperations(routes, demo)));
        }
        startManagement();
        if (plan.role().hasEngine()) {
            enginePort = startFront(
                    Fronts.engine(plan),
                    parts(processEngine().engine(), routes.without(DemoApi.ALL), tokens, traces::sentOn, environment));
        }
        if (plan.role().hasGateway()) {
            Engine engine = plan.role().hasEngine() ? processEngine().engine() : forwarding(environment);
            gatewayPort = startFront(Fronts.gateway(plan), parts(engine, routes, tokens, traces::arrived, environment));
        }
        serving.set(true);
    }

    private ProcessEngine openEngine(ServedOperations served) {
        Seams seams = plan.seams();
        ProcessEngine opened = ProcessEngine.open(
                new EngineEnvironment(vertx, clock, chance, meters, traces, seams), plan.config(), served);
        stops.push(opened::close);
        boolean isReconciling = plan.config().reconcile().continuously();
        BackgroundJobs jobs = new BackgroundJobs(
                () -> EngineJobs.of(opened, clock, meters, seams, isReconciling), opened.clusterLock(), meters, clock);
        String deployed = await(vertx.deployVerticle(jobs, new DeploymentOptions()), "starting the background jobs");
        stops.push(() -> vertx.undeploy(deployed));
        return opened;
    }

    private void startManagement() {
        List<HealthCheck> checks =
                processEngine.map(ProcessEngine::healthChecks).orElse(List.of());
        ManagementServer management = await(
                ManagementServer.start(
                        vertx,
                        meters,
                        new ManagementServer.Address(
                                plan.config().doors().management().host(),
                                plan.config().doors().management().port()),
                        serving::get,
                        checks),
                "opening the management port "
                        + plan.config().doors().management().port());
        stops.push(management::close);
        managementPort = management.port();
    }

    private FrontParts parts(
            Engine engine, Routes routes, TokenVerifier tokens, Traces.Door door, FrontEnvironment environment) {
        return new FrontParts(
                engine,
                routes,
                tokens,
                new OperationOutcomes(),
                new FrontParts.Signals(meters, accessLines, door),
                environment);
    }

    private int startFront(FrontSettings settings, FrontParts parts) {
        HttpFront front = await(HttpFront.start(vertx, settings, parts), "opening port " + settings.port());
        stops.push(front::close);
        return front.port();
    }

    private ForwardingEngine forwarding(FrontEnvironment environment) {
        ForwardingEngine forwarding = new ForwardingEngine(vertx, Fronts.forward(plan), environment, meters);
        stops.push(forwarding::close);
        return forwarding;
    }

    private KeySource keys(Optional<DemoIssuer> issuer) {
        if (issuer.isPresent()) {
            return issuer.get().keySource();
        }
        JwksSettings settings = Identity.jwksSettings(plan.config().identity().keys());
        KeyFetch fetch = new KeyFetch(vertx, settings);
        stops.push(fetch::close);
        Jwks keys = new Jwks(settings, fetch, clock, meters);
        // An issuer that is away now may be back when the first caller comes.
        var unused = await(keys.fetchNow(), "fetching the issuer's keys");
        return keys;
    }

    private static <T> T await(Future<T> future, String what) {
        return Blocking.await(future, START_PATIENCE, what);
    }

    /** Takes no more requests, finishes what is under way, and lets go of the stores last. */
    @Override
    public void close() {
        long began = System.nanoTime();
        boolean hasServed = serving.getAndSet(false);
        if (hasServed) {
            ProcessLines.stopping(meters.requestsAtWork());
        }
        while (!stops.isEmpty()) {
            try {
                var unused = Blocking.await(stops.pop().get(), STOP_PATIENCE, "stopping");
            } catch (CannotRun late) {
                LOG.atWarn().setCause(late).log("something did not stop in time");
            }
        }
        if (hasServed) {
            ProcessLines.stopped(meters.requestsAtWork(), since(began));
        }
        meters.close();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
