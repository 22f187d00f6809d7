package org.slotkeeper.assembly;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slotkeeper.api.Operations;
import org.slotkeeper.api.Routes;
import org.slotkeeper.api.fhir.OperationOutcomes;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.SlotkeeperConfig.IdentitySection;
import org.slotkeeper.gateway.HttpFront;
import org.slotkeeper.gateway.door.FrontParts;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.identity.DemoApi;
import org.slotkeeper.identity.DemoIssuer;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.platform.GatheringTransport;
import org.slotkeeper.telemetry.AccessLines;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.tracing.Off;

/**
 * The demonstration's issuer as a process of its own, beside gateways and engines that are tried
 * out and know it as they would know a real one. Starting and stopping block.
 */
public final class RunningIssuer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Meters meters;
    private final LineWriter accessLines;
    private final HttpFront front;

    private RunningIssuer(Vertx vertx, Meters meters, LineWriter accessLines, HttpFront front) {
        this.vertx = vertx;
        this.meters = meters;
        this.accessLines = accessLines;
        this.front = front;
    }

    /**
     * @param config of the processes that are to believe it
     * @param keyFile where its key is, or is put
     * @param port 0 for any that is free
     */
    public static RunningIssuer start(SlotkeeperConfig config, Path keyFile, int port, Clock clock, Chance chance) {
        IdentitySection identity = config.identity();
        DemoIssuer issuer = Identity.demoIssuer(keyFile, identity, clock, chance);
        Routes routes = Routes.of(DemoApi.ALL);
        Meters meters = new Meters(routes);
        LineWriter accessLines = LineWriter.start(new AccessLines(), System::nanoTime, meters.accessLines());
        FrontParts parts = new FrontParts(
                new Operations(routes, List.of(issuer.handlers())),
                routes,
                new TokenVerifier(Identity.tokenSettings(identity), issuer.keySource(), clock, meters),
                new OperationOutcomes(),
                new FrontParts.Signals(meters, accessLines, Off.TRACES::arrived),
                new FrontEnvironment(clock, System::nanoTime, chance::requestId, chance.random()));
        FrontSettings settings = new FrontSettings(
                config.doors().gateway().listener().host(),
                port,
                1,
                FrontSettings.Limits.DEFAULT,
                FrontSettings.Door.PUBLIC);
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(1))
                .withTransport(GatheringTransport.overBest())
                .build();
        HttpFront front = Blocking.await(HttpFront.start(vertx, settings, parts), PATIENCE, "opening port " + port);
        return new RunningIssuer(vertx, meters, accessLines, front);
    }

    public int port() {
        return front.port();
    }

    @Override
    public void close() {
        var unusedFront = Blocking.await(front.close(), PATIENCE.multipliedBy(2), "stopping");
        var unusedLines = Blocking.await(accessLines.close(), PATIENCE, "stopping");
        var unusedVertx = Blocking.await(vertx.close(), PATIENCE, "stopping");
        meters.close();
    }
}
