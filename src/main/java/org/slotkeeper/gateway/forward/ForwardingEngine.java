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
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.OutcomeUnknown;
import org.slotkeeper.api.QueryText;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.StoreMeter;

/**
 * An engine elsewhere, one hop away. Nothing of the caller's request is passed through: the path is
 * written anew from the matched route, the query from its decoded parameters, and only the named
 * headers go there and come back.
 */
public final class ForwardingEngine implements Engine {

    private static final String[] RETURNED = {
        "Content-Type", "ETag", "Location", "Expires", "Last-Modified", "Retry-After", "Allow", "WWW-Authenticate"
    };
    private static final int ANSWER_BYTES_MAX = 8 * 1024 * 1024;
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int FAULTS = 500;
    private static final int UNAUTHENTICATED = 401;

    private final ForwardSettings settings;
    private final ConnectionLives lives;
    private final Way usual;
    private final Way again;
    private final FrontEnvironment environment;
    private final AtomicInteger next = new AtomicInteger();

    /** Connections of one kind, and what is counted of them. */
    private record Way(HttpClient client, StoreMeter meter) {}

    public ForwardingEngine(Vertx vertx, ForwardSettings settings, FrontEnvironment environment, Meters meters) {
        this.settings = settings;
        this.environment = environment;
        this.lives = new ConnectionLives(settings.connectionLifetime(), environment);
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
                .setPipelining(false)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(settings.connectionsPerEngine())
                .setMaxWaitQueueSize(settings.waitingMax())
                // This ends the unused ones. One that is never unused ends by its last request: see
                // send.
                .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
                .setMaxLifetime((int) settings.connectionLifetime().toMillis());
        HttpClient kept = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(lives::opened)
                .build();
        // An engine that stops closes all connections to it: what goes to one of several a second
        // time must not go over another one of those.
        HttpClient fresh = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false), pool);
        this.usual = new Way(kept, meters.storeCall(Meters.Store.ENGINE, "forward"));
        this.again = new Way(fresh, meters.storeCall(Meters.Store.ENGINE, "forward_again"));
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        int first = Math.floorMod(next.getAndIncrement(), settings.engines().size());
        return tryAt(usual, first, request, true);
    }

    public Future<Void> close() {
        return Future.join(usual.client().close(), again.client().close()).mapEmpty();
    }

    private Future<EngineAnswer> tryAt(Way way, int index, EngineRequest request, boolean mayTryAnother) {
        int another = (index + 1) % settings.engines().size();
        EngineAddress engine = settings.engines().get(index);
        return way.client().request(options(engine, request)).transform(connected -> {
            if (connected.failed()) {
                // Not a byte was sent, so that another engine may be asked for anything.
                return mayTryAnother ? tryAt(way, another, request, false) : Future.failedFuture(connected.cause());
            }
            HttpClientRequest sent = connected.result();
            return send(sent, request, way.meter())
                    .recover(cause -> mayTryAnother && mayBeSentAgain(sent, request, cause)
                            ? sendAgain(another, request)
                            : unanswered(request, cause));
        });
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
                .setConnectTimeout(settings.connectTimeout().toMillis())
                .setIdleTimeout(millisLeft(request));
    }

    private Future<EngineAnswer> send(HttpClientRequest sent, EngineRequest request, StoreMeter meter) {
        MultiMap headers = sent.headers();
        request.headers().forEach(headers::set);
        headers.set("X-Request-ID", request.requestId().toString());
        headers.set(Head.DEADLINE, Long.toString(millisLeft(request)));
        if (lives.isOver(sent.connection())) {
            headers.set("Connection", "close");
        }
        long began = environment.nanos().getAsLong();
        boolean hasBody = request.body().length() > 0;
        return (hasBody ? sent.send(request.body()) : sent.send())
                .compose(response -> whole(sent, response))
                .onSuccess(answer -> meter.answered(environment.nanos().getAsLong() - began))
                .onFailure(cause -> meter.failed(environment.nanos().getAsLong() - began));
    }

    /**
     * What only reads may be asked again whatever happened. What changes something may if its
     * connection was closed before a byte of an answer came, by an engine that stops or has died,
     * and if it is found again by its id: it is then answered alike whether or not the first engine
     * has done it.
     */
    private boolean mayBeSentAgain(HttpClientRequest sent, EngineRequest request, Throwable cause) {
        boolean isClosed = cause instanceof HttpClosedException || cause instanceof IOException;
        Operation operation = request.route().operation();
        boolean isFound =
                operation.isRepeatable() && isClosed && !sent.response().succeeded();
        return millisLeft(request) > 1 && (operation.isRead() || isFound);
    }

    private Future<EngineAnswer> sendAgain(int index, EngineRequest request) {
        Future<EngineAnswer> second = tryAt(again, index, request, false);
        if (request.route().operation().isRead()) {
            return second;
        }
        // Only an answer that settles it says what became of the first sending too.
        return second.transform(result -> {
            if (result.failed()) {
                return unanswered(request, result.cause());
            }
            int status = result.result().status();
            return status < FAULTS && status != UNAUTHENTICATED
                    ? Future.succeededFuture(result.result())
                    : Future.failedFuture(new OutcomeUnknown(new IllegalStateException("answered " + status)));
        });
    }

    /** What changes something may have been done. */
    private static Future<EngineAnswer> unanswered(EngineRequest request, Throwable cause) {
        boolean isSaid = request.route().operation().isRead() || cause instanceof OutcomeUnknown;
        return Future.failedFuture(isSaid ? cause : new OutcomeUnknown(cause));
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

    private long millisLeft(EngineRequest request) {
        return Math.max(
                1,
                Duration.between(environment.clock().instant(), request.deadline())
                        .toMillis());
    }
}
