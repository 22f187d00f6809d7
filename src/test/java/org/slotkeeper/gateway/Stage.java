package org.slotkeeper.gateway;

import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Routes;
import org.slotkeeper.gateway.door.FrontParts;
import org.slotkeeper.gateway.forward.EngineAddress;
import org.slotkeeper.gateway.forward.ForwardSettings;
import org.slotkeeper.gateway.forward.ForwardingEngine;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.identity.DemoApi;
import org.slotkeeper.identity.DemoIssuer;
import org.slotkeeper.identity.DemoKeys;
import org.slotkeeper.identity.KeySource;
import org.slotkeeper.identity.TokenSettings;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.telemetry.AccessLines;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.tracing.Off;

/** Real fronts on loopback before an engine that remembers what it was asked, and tokens for them. */
public final class Stage implements AutoCloseable {

    public static final FrontSettings.Limits LIMITS = new FrontSettings.Limits(
            64,
            64,
            new FrontSettings.Timeouts(
                    Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(75)),
            Duration.ofSeconds(5),
            1);

    public static final String PUBLIC_URL = "https://booking.test";

    private static final DemoKeys KEYS = DemoKeys.generate(new SecureRandom());
    private static final TokenSettings TOKENS = TokenSettings.of("https://issuer.test", "slotkeeper");

    public final Vertx vertx = Vertx.vertx();
    private final Routes routes;
    public final Meters meters;
    private final LineWriter accessLines;
    public final FrontEnvironment environment =
            new FrontEnvironment(MachineClock.utc(), System::nanoTime, UUID::randomUUID, new Random(1));
    public final List<EngineRequest> asked = new CopyOnWriteArrayList<>();
    final DemoIssuer issuer = new DemoIssuer(KEYS, TOKENS, environment.clock(), Stage::outcome);
    private final TokenVerifier verifier;
    private final List<ForwardingEngine> forwarders = new ArrayList<>();

    public Stage() {
        this(AllRoutes.ALL);
    }

    /** @param routes what its fronts serve */
    public Stage(Routes routes) {
        this.routes = routes;
        this.meters = new Meters(routes);
        this.accessLines = LineWriter.start(new AccessLines(), System::nanoTime, meters.accessLines());
        this.verifier = new TokenVerifier(TOKENS, issuer.keySource(), environment.clock(), meters);
    }

    /** An engine that answers at once with what it was asked. */
    public Engine echo() {
        return remembering(request -> Future.succeededFuture(echoed(request)));
    }

    public Engine remembering(Engine engine) {
        return request -> {
            asked.add(request);
            return engine.answer(request);
        };
    }

    static EngineAnswer echoed(EngineRequest request) {
        JsonObject body = new JsonObject()
                .put("route", request.route().toString())
                .put("values", new JsonArray(new ArrayList<>(request.values())))
                .put("query", request.query().toString())
                .put("body", request.body().toString());
        return new EngineAnswer(
                200, Map.of("Content-Type", EngineAnswer.JSON, "ETag", "W/\"1\""), Buffer.buffer(body.encode()), "");
    }

    public HttpFront front(Engine engine) {
        return front(engine, LIMITS, false);
    }

    public HttpFront front(Engine engine, FrontSettings.Limits limits, boolean forwards) {
        return front(engine, limits, forwards ? FrontSettings.Door.PUBLIC_FORWARDING : FrontSettings.Door.PUBLIC);
    }

    public HttpFront front(Engine engine, FrontSettings.Limits limits, FrontSettings.Door door) {
        FrontSettings settings = new FrontSettings("127.0.0.1", 0, 1, limits, door);
        return await(HttpFront.start(vertx, settings, parts(engine)));
    }

    public FrontParts parts(Engine engine) {
        return parts(engine, accessLines);
    }

    FrontParts parts(Engine engine, LineWriter accessLines) {
        return new FrontParts(
                engine,
                routes,
                verifier,
                Stage::outcome,
                new FrontParts.Signals(meters, accessLines, Off.TRACES::arrived),
                environment);
    }

    /** Knows the key of these tokens. */
    public TokenVerifier verifier() {
        return verifier;
    }

    /** Is to ask there for the key of these tokens. */
    public TokenVerifier verifier(KeySource keys) {
        return new TokenVerifier(TOKENS, keys, environment.clock(), meters);
    }

    /** A gateway before these engines. */
    public HttpFront gateway(Integer... enginePorts) {
        return front(forwardingTo(enginePorts), LIMITS, true);
    }

    public ForwardingEngine forwardingTo(Integer... enginePorts) {
        return forwardingTo(Duration.ofSeconds(15), enginePorts);
    }

    public ForwardingEngine forwardingTo(Duration connectionLifetime, Integer... enginePorts) {
        return forwardingTo(connectionLifetime, ForwardSettings.Silence.after(Duration.ofMinutes(1)), enginePorts);
    }

    /** A gateway before these engines that does not wait for long for one of them. */
    public HttpFront impatientGateway(ForwardSettings.Silence silence, Integer... enginePorts) {
        return front(forwardingTo(Duration.ofSeconds(15), silence, enginePorts), LIMITS, true);
    }

    private ForwardingEngine forwardingTo(
            Duration connectionLifetime, ForwardSettings.Silence silence, Integer... enginePorts) {
        List<EngineAddress> engines = Arrays.stream(enginePorts)
                .map(port -> new EngineAddress("127.0.0.1", port))
                .toList();
        ForwardingEngine engine = new ForwardingEngine(
                vertx, ForwardSettings.to(engines, PUBLIC_URL, connectionLifetime, silence), environment, meters);
        forwarders.add(engine);
        return engine;
    }

    /** What an engine that is none does with a request. */
    public interface Script {
        Future<Void> play(NetSocket socket, String request);
    }

    /** Its port; it reads one head and its short body, then does as it is told. */
    public int origin(Script script) {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            StringBuilder read = new StringBuilder();
            socket.handler(part -> {
                read.append(part);
                boolean whole = read.indexOf("\r\n\r\n") > 0
                        && (read.indexOf("POST") != 0 || read.toString().endsWith("{}"));
                if (whole) {
                    String request = read.toString();
                    read.setLength(0);
                    script.play(socket, request).onFailure(gone -> {});
                }
            });
        });
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    public String patientToken() {
        return token("nhs_number=9000000009&practice=A81001");
    }

    String token(String form) {
        EngineRequest request = AllRoutes.asking(AllRoutes.of(DemoApi.DEMO_TOKEN), form);
        return await(issuer.handlers().get(DemoApi.DEMO_TOKEN).answer(request))
                .body()
                .toJsonObject()
                .getString("access_token");
    }

    /** As much of an OperationOutcome as a test looks at. */
    static EngineAnswer outcome(Failure failure) {
        JsonObject issue = new JsonObject()
                .put("severity", "error")
                .put("code", failure.issueCode())
                .put("diagnostics", failure.diagnostics())
                .put(
                        "details",
                        new JsonObject()
                                .put("coding", new JsonArray().add(new JsonObject().put("code", failure.code()))));
        failure.expression().ifPresent(at -> issue.put("expression", new JsonArray().add(at)));
        JsonObject outcome =
                new JsonObject().put("resourceType", "OperationOutcome").put("issue", new JsonArray().add(issue));
        Map<String, String> headers = new HashMap<>(failure.headers());
        headers.put("Content-Type", EngineAnswer.FHIR_JSON);
        return new EngineAnswer(failure.status(), headers, Buffer.buffer(outcome.encode()), failure.code());
    }

    @Override
    public void close() {
        forwarders.forEach(forwarder -> await(forwarder.close()));
        await(vertx.close());
        await(accessLines.close());
        meters.close();
    }
}
