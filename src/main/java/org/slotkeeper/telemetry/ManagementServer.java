package org.slotkeeper.telemetry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells operators whether the process lives, whether it is ready, and its meters, on a port of its
 * own that the public never reaches.
 */
public final class ManagementServer {

    private static final long CHECK_TIMEOUT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 75;
    private static final int HEADER_BYTES_MAX = 8 * 1024;

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
        this.server = vertx.createHttpServer(options()).requestHandler(this::answer);
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

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        if (request.method() != HttpMethod.GET) {
            send(response.setStatusCode(405).putHeader("Allow", "GET"), "text/plain", "");
            return;
        }
        switch (Objects.requireNonNullElse(request.path(), "")) {
            case "/health/live" -> send(response, "application/json", "{\"status\":\"UP\"}");
            case "/health/ready" -> sendReadiness(response);
            case "/metrics" -> send(response, "text/plain; version=0.0.4; charset=utf-8", meters.scrape());
            default -> send(response.setStatusCode(404), "text/plain", "");
        }
    }

    private void sendReadiness(HttpServerResponse response) {
        List<Future<Boolean>> running = new ArrayList<>();
        for (HealthCheck check : checks) {
            running.add(passes(check));
        }
        Future.join(running).onComplete(done -> {
            Readiness readiness = readiness(running);
            int status = readiness == Readiness.DOWN ? 503 : 200;
            send(response.setStatusCode(status), "application/json", told(readiness, running));
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

    private String told(Readiness readiness, List<Future<Boolean>> results) {
        JsonObject byName = new JsonObject();
        for (int at = 0; at < checks.size(); at++) {
            byName.put(checks.get(at).name(), results.get(at).result() ? "UP" : "DOWN");
        }
        return new JsonObject()
                .put("status", readiness.name())
                .put("checks", byName)
                .encode();
    }

    private static void send(HttpServerResponse response, String type, String body) {
        // A reader who has gone away needs no answer, and nothing else depends on it.
        response.putHeader("Content-Type", type).end(body).onFailure(gone -> {});
    }
}
