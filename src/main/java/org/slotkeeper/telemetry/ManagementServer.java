package org.slotkeeper.telemetry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
        get(router, "/health/live", request -> send(request, 200, "application/json", "{\"status\":\"UP\"}"));
        get(router, "/health/ready", this::sendReadiness);
        get(router, "/metrics", request -> send(request, 200, METERS_TYPE, meters.scrape()));
        // In place of the library's own pages.
        List.of(400, 404, 405).forEach(status -> router.errorHandler(status, ManagementServer::refuse));
        return router;
    }

    /**
     * A path has one spelling, as it is sent: a proxy that lets some of these through and not all
     * would not know the others that the library takes for the same.
     */
    private static void get(Router router, String path, Consumer<HttpServerRequest> answer) {
        router.getWithRegex(Pattern.quote(path))
                .method(HttpMethod.HEAD)
                .useNormalizedPath(false)
                .handler(context -> answer.accept(context.request()));
    }

    private static void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().putHeader("Allow", "GET, HEAD");
            send(request, 405, "text/plain", "");
            return;
        }
        // Without a host, HTTP/1.1 is malformed.
        boolean isWhole = request.authority() != null;
        send(request, isWhole ? 404 : 400, "text/plain", "");
    }

    private void sendReadiness(HttpServerRequest request) {
        List<Future<Boolean>> running = new ArrayList<>();
        for (HealthCheck check : checks) {
            running.add(passes(check));
        }
        Future.join(running).onComplete(done -> {
            Readiness readiness = readiness(running);
            int status = readiness == Readiness.DOWN ? 503 : 200;
            send(request, status, "application/json", text(readiness, running));
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

    private static void send(HttpServerRequest request, int status, String type, String body) {
        HttpServerResponse response = request.response()
                .setStatusCode(status)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Type", type);
        if (request.method() == HttpMethod.HEAD) {
            // The library leaves the body out by itself, and its length with it.
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes));
        }
        // A reader who has gone away needs no answer, and nothing else depends on it.
        response.end(body).onFailure(gone -> {});
    }
}
