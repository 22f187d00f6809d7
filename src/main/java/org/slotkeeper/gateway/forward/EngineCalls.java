package org.slotkeeper.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.QueryText;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.StoreMeter;

/**
 * Calls of engines over HTTP. Nothing of the caller's request is passed through: the path is
 * written anew from the matched route, the query from its decoded parameters, and only the named
 * headers go there and come back.
 */
final class EngineCalls {

    private static final String[] RETURNED = {
        "Content-Type", "ETag", "Location", "Expires", "Last-Modified", "Retry-After", "Allow", "WWW-Authenticate"
    };
    private static final int ANSWER_BYTES_MAX = 8 * 1024 * 1024;
    private static final int HEADER_BYTES_MAX = 16 * 1024;

    private final ForwardSettings settings;
    private final ForwardSettings.Connections connections;
    private final FrontEnvironment environment;
    private final ConnectionLives lives;
    private final HttpClient kept;
    private final HttpClient fresh;
    private final Map<Purpose, StoreMeter> meters;

    /** What a request is sent for. */
    enum Purpose {
        /** For its answer, the first time. */
        FORWARD,
        /** For its answer, because it had none the first time. */
        FORWARD_AGAIN,
        /** To see whether an engine answers. */
        FORWARD_TRIAL
    }

    EngineCalls(Vertx vertx, ForwardSettings settings, FrontEnvironment environment, Meters meters) {
        this.settings = settings;
        this.environment = environment;
        this.connections = settings.connections();
        this.lives = new ConnectionLives(connections.lifetime(), environment);
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) connections.timeout().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) connections.keepAlive().toSeconds())
                .setPipelining(false)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(connections.perEngine())
                .setMaxWaitQueueSize(connections.waitingMax())
                // This ends the unused ones. One that is never unused ends by its last request: see
                // send.
                .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
                .setMaxLifetime((int) connections.lifetime().toMillis());
        this.kept = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(lives::opened)
                .build();
        // An engine that stops closes all connections to it: what goes to one of several a second
        // time must not go over another one of those.
        this.fresh = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false), pool);
        this.meters = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            this.meters.put(
                    purpose,
                    meters.storeCall(Meters.Store.ENGINE, purpose.name().toLowerCase(Locale.ROOT)));
        }
    }

    Future<Void> close() {
        return Future.join(kept.close(), fresh.close()).mapEmpty();
    }

    /** Fails if not a byte can be sent there. */
    Future<HttpClientRequest> connect(Purpose purpose, int engine, EngineRequest request) {
        HttpClient client = purpose == Purpose.FORWARD ? kept : fresh;
        return client.request(options(settings.engines().get(engine), request));
    }

    Future<EngineAnswer> send(Purpose purpose, HttpClientRequest sent, EngineRequest request) {
        MultiMap headers = sent.headers();
        request.headers().forEach(headers::set);
        headers.set("X-Request-ID", request.requestId().toString());
        headers.set(Head.DEADLINE, Long.toString(millisLeft(request)));
        if (!settings.publicUrl().isEmpty()) {
            headers.set(Head.PUBLIC_URL, settings.publicUrl());
        }
        if (lives.isOver(sent.connection())) {
            headers.set("Connection", "close");
        }
        StoreMeter meter = Objects.requireNonNull(meters.get(purpose));
        long began = environment.nanos().getAsLong();
        boolean hasBody = request.body().length() > 0;
        return (hasBody ? sent.send(request.body()) : sent.send())
                .compose(response -> whole(sent, response))
                .onSuccess(answer -> meter.answered(environment.nanos().getAsLong() - began))
                .onFailure(cause -> meter.failed(environment.nanos().getAsLong() - began));
    }

    private RequestOptions options(EngineAddress engine, EngineRequest request) {
        Operation operation = request.route().operation();
        String path = operation.path(request.values());
        String uri = request.query().isEmpty() ? path : path + "?" + QueryText.encode(request.query());
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(operation.method().name()))
                .setHost(engine.host())
                .setPort(engine.port())
                .setURI(uri)
                .setFollowRedirects(false)
                .setConnectTimeout(connections.timeout().toMillis())
                .setIdleTimeout(millisLeft(request));
    }

    private static Future<EngineAnswer> whole(HttpClientRequest sent, HttpClientResponse response) {
        Promise<EngineAnswer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(
                end -> whole.tryComplete(new EngineAnswer(response.statusCode(), returned(response), body, "")));
        response.handler(part -> {
            if (body.length() + part.length() > ANSWER_BYTES_MAX) {
                whole.tryFail(new IllegalStateException("an engine's answer is longer than " + ANSWER_BYTES_MAX));
                sent.reset().onFailure(gone -> {});
            } else {
                body.appendBuffer(part);
            }
        });
        return whole.future();
    }

    private static Map<String, String> returned(HttpClientResponse response) {
        Map<String, String> headers = new HashMap<>(8);
        for (String name : RETURNED) {
            String value = response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    long millisLeft(EngineRequest request) {
        return Math.max(
                1,
                Duration.between(environment.clock().instant(), request.deadline())
                        .toMillis());
    }
}
