package org.slotkeeper.gateway;

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
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.engine.Engine;
import org.slotkeeper.engine.EngineAnswer;
import org.slotkeeper.engine.EngineRequest;
import org.slotkeeper.engine.QueryText;
import org.slotkeeper.engine.Route;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.StoreMeter;

/**
 * An engine elsewhere, one hop away. Nothing of the caller's request is passed through: the path is written anew from the matched route, the query from its decoded parameters,
 * and only the named headers go there and come back.
 */
public final class ForwardingEngine implements Engine {

    private static final String[] RETURNED = {
        "Content-Type", "ETag", "Location", "Expires", "Last-Modified", "Retry-After", "Allow", "WWW-Authenticate"
    };
    private static final int ANSWER_BYTES_MAX = 8 * 1024 * 1024;
    private static final int HEADER_BYTES_MAX = 16 * 1024;

    private final ForwardSettings settings;
    private final HttpClient client;
    private final Surroundings around;
    private final StoreMeter meter;
    private final AtomicInteger next = new AtomicInteger();

    public ForwardingEngine(Vertx vertx, ForwardSettings settings, Surroundings around, Meters meters) {
        this.settings = settings;
        this.around = around;
        this.meter = meters.storeCall(Meters.Store.ENGINE, "forward");
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
                .setPipelining(false)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(settings.connectionsPerEngine())
                .setMaxWaitQueueSize(settings.waitingMax());
        this.client = vertx.createHttpClient(options, pool);
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        int first = Math.floorMod(next.getAndIncrement(), settings.engines().size());
        return tryAt(first, request, true);
    }

    public Future<Void> close() {
        return client.close();
    }

    private Future<EngineAnswer> tryAt(int index, EngineRequest request, boolean mayTryAnother) {
        int another = (index + 1) % settings.engines().size();
        return client.request(options(settings.engines().get(index), request)).transform(connected -> {
            if (connected.succeeded()) {
                return send(connected.result(), request, mayTryAnother ? another : -1);
            }
            // Not a byte was sent, so that another engine may be asked for anything.
            return mayTryAnother ? tryAt(another, request, false) : Future.failedFuture(connected.cause());
        });
    }

    private RequestOptions options(URI engine, EngineRequest request) {
        String path = request.route().path(request.values());
        String uri = request.query().isEmpty() ? path : path + "?" + QueryText.encode(request.query());
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.route().method().name()))
                .setHost(engine.getHost())
                .setPort(engine.getPort())
                .setURI(uri)
                .setFollowRedirects(false)
                .setConnectTimeout(settings.connectTimeout().toMillis())
                .setIdleTimeout(millisLeft(request));
    }

    private Future<EngineAnswer> send(HttpClientRequest sent, EngineRequest request, int another) {
        MultiMap headers = sent.headers();
        request.headers().forEach(headers::set);
        headers.set("X-Request-ID", request.requestId().toString());
        headers.set(Head.DEADLINE, Long.toString(millisLeft(request)));
        long began = around.nanos().getAsLong();
        boolean hasBody = request.body().length() > 0;
        return (hasBody ? sent.send(request.body()) : sent.send())
                .compose(response -> whole(sent, response))
                .transform(result -> {
                    long nanos = around.nanos().getAsLong() - began;
                    if (result.succeeded()) {
                        meter.answered(nanos);
                        return Future.succeededFuture(result.result());
                    }
                    meter.failed(nanos);
                    return unanswered(request, another, result.cause());
                });
    }

    /** What only reads may be asked again; what changes something may have been done. */
    private Future<EngineAnswer> unanswered(EngineRequest request, int another, Throwable cause) {
        if (request.route().method() != Route.Method.GET) {
            return Future.failedFuture(new OutcomeUnknown(cause));
        }
        return another >= 0 && millisLeft(request) > 1 ? tryAt(another, request, false) : Future.failedFuture(cause);
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
                Duration.between(around.clock().instant(), request.deadline()).toMillis());
    }
}
