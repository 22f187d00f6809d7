package org.slotkeeper.telemetry;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slotkeeper.platform.JsonText;

/**
 * Tells operators whether the process lives, whether it is ready, and its meters, on a port of its
 * own that the public never reaches.
 */
public final class ManagementServer {

    private static final long CHECK_TIMEOUT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 75;
    private static final int HEADER_BYTES_MAX = 8 * 1024;
    private static final int ANSWER_BYTES = 200;
    private static final String METERS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Meters meters;
    private final BooleanSupplier serving;
    private final List<HealthCheck> checks;
    private final HttpServer server;

    /**
     * @param serving false until the doors are open, and again from the moment the process was
     * asked to stop: it is not ready then, though it answers here
     */
    private ManagementServer(Vertx vertx, Meters meters, BooleanSupplier serving, List<HealthCheck> checks) {
        this.meters = meters;
        this.serving = serving;
        this.checks = List.copyOf(checks);
        this.server = vertx.createHttpServer(options()).requestHandler(routes(vertx));
    }

    /** @param port 0 for any that is free */
    public static Future<ManagementServer> start(
            Vertx vertx, Meters meters, Address address, BooleanSupplier serving, List<HealthCheck> checks) {
        ManagementServer management = new ManagementServer(vertx, meters, serving, checks);
        return management.server.listen(address.port(), address.host()).map(management);
    }

    public record Address(String host, int port) {}

    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.shutdown(1, TimeUnit.SECONDS);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setIdleTimeout(IDLE_SECONDS);
    }

    private Router routes(Vertx vertx) {
        Router router = Router.router(vertx);
        get(router, "/health/live", response -> send(response, "application/json", "{\"status\":\"UP\"}"));
        get(router, "/health/ready", this::sendReadiness);
        get(router, "/metrics", response -> send(response, METERS_TYPE, meters.scrape()));
        // In place of the library's own pages.
        List.of(400, 404, 405).forEach(status -> router.errorHandler(status, ManagementServer::refuse));
        return router;
    }

    /**
     * A path has one spelling, as it is sent: a proxy that lets some of these through and not all
     * would not know the others that the library takes for the same.
     */
    private static void get(Router router, String path, Handler<HttpServerResponse> handler) {
        router.getWithRegex(Pattern.quote(path))
                .useNormalizedPath(false)
                .handler(context -> handler.handle(context.response()));
    }

    private static void refuse(RoutingContext context) {
        if (context.request().method() != HttpMethod.GET) {
            send(context.response().setStatusCode(405).putHeader("Allow", "GET"), "text/plain", "");
            return;
        }
        // Without a host, HTTP/1.1 is malformed.
        boolean isWhole = context.request().authority() != null;
        send(context.response().setStatusCode(isWhole ? 404 : 400), "text/plain", "");
    }

    private void sendReadiness(HttpServerResponse response) {
        List<Future<Boolean>> running = new ArrayList<>();
        for (HealthCheck check : checks) {
            running.add(passes(check));
        }
        Future.join(running).onComplete(done -> {
            Readiness readiness = readiness(running);
            int status = readiness == Readiness.DOWN ? 503 : 200;
            send(response.setStatusCode(status), "application/json", text(readiness, running));
        });
    }

    /** The word that an answer begins with. */
    private enum Readiness {
        UP,
        /** Callers are served as far as they can be; another process could do no better. */
        DEGRADED,
        DOWN
    }

    private Readiness readiness(List<Future<Boolean>> results) {
        Readiness worst = serving.getAsBoolean() ? Readiness.UP : Readiness.DOWN;
        for (int at = 0; at < checks.size(); at++) {
            if (results.get(at).result()) {
                continue;
            }
            if (checks.get(at).scope() == HealthCheck.Scope.OWN) {
                return Readiness.DOWN;
            }
            worst = worst == Readiness.DOWN ? worst : Readiness.DEGRADED;
        }
        return worst;
    }

    /** Never fails: a check that fails, throws or hangs has not passed. */
    private static Future<Boolean> passes(HealthCheck check) {
        return Future.succeededFuture()
                .compose(start -> check.passes().get())
                .timeout(CHECK_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .otherwise(false);
    }

    private String text(Readiness readiness, List<Future<Boolean>> results) {
        JsonText json = new JsonText(ANSWER_BYTES)
                .open()
                .field("status", readiness.name())
                .object("checks");
        for (int at = 0; at < checks.size(); at++) {
            json.field(checks.get(at).name(), results.get(at).result() ? "UP" : "DOWN");
        }
        return json.close().close().whole();
    }

    private static void send(HttpServerResponse response, String type, String body) {
        response.putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Type", type);
        // A reader who has gone away needs no answer, and nothing else depends on it.
        response.end(body).onFailure(gone -> {});
    }
}
