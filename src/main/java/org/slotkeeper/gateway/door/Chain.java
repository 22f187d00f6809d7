package org.slotkeeper.gateway.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slotkeeper.gateway.http.AccessLog;
import org.slotkeeper.gateway.http.Connections;
import org.slotkeeper.gateway.http.FrontSettings;

/** One event loop's chain: what its exchanges share, and the way back to its thread. An {@link Exchange} has the order of the chain's links. */
public final class Chain {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
    private static final int RETRY_AFTER_SECONDS_MAX = 3;
    /** So long a connection stays open after its last answer: closing on unread bytes would take the answer away from the caller. */
    private static final long LINGER_MILLIS = 100;

    private final Vertx vertx;
    private final Context context;
    private final Thread loop = Thread.currentThread();
    private final FrontSettings settings;
    private final FrontParts parts;
    private final InFlight inFlight;
    private final Connections connections;
    private final AccessLog accessLog;
    private final StandStill standStill;
    private boolean draining;

    /** To be made on the event loop that it serves. */
    public Chain(Vertx vertx, Context context, FrontSettings settings, FrontParts parts) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.parts = parts;
        this.inFlight = new InFlight(settings.limits().inFlightMax());
        this.connections = new Connections(settings.limits(), parts.meters());
        this.accessLog = new AccessLog(
                settings.limits().accessLogEvery(),
                parts.accessLines(),
                parts.around().clock(),
                task -> context.runOnContext(turned -> task.run()));
        this.standStill = new StandStill(now());
    }

    public void handle(HttpServerRequest request) {
        if (!connections.requestBegan(request.connection())) {
            // Something on this connection was ambiguous, and it is about to be closed: what follows is not believed to
            // be a request.
            return;
        }
        if (request.response().writeQueueFull()) {
            // It asks on and on without reading the answers.
            connections.close(request.connection());
            return;
        }
        new Exchange(this, request).begin();
    }

    /** For what the decoder could not read. */
    public void handleInvalid(HttpServerRequest request) {
        if (connections.requestBegan(request.connection())) {
            new Exchange(this, request).beginInvalid();
        }
    }

    public void opened(HttpConnection connection) {
        connections.opened(connection, now());
    }

    public void sweep() {
        long now = now();
        standStill.look(now);
        inFlight.sweep(now);
        connections.sweep(now);
    }

    /** From now on each answer is its connection's last. */
    public void drain() {
        draining = true;
    }

    /** What came of stopping, when all that was still written in the access log is on its way. */
    public Future<Void> close(Future<Void> stopped) {
        Promise<Void> closed = Promise.promise();
        then(stopped, ended -> {
            accessLog.close();
            closed.handle(ended);
        });
        return closed.future();
    }

    /** On this loop's thread, at once if it can be. */
    <T> void then(Future<T> future, Handler<AsyncResult<T>> next) {
        if (future.isComplete()) {
            next.handle(future);
            return;
        }
        future.onComplete(result -> {
            if (Thread.currentThread() == loop) {
                next.handle(result);
            } else {
                context.runOnContext(back -> next.handle(result));
            }
        });
    }

    /** Whoever throws instead of failing its future has failed all the same. */
    static <T> Future<T> ask(Supplier<Future<T>> asked) {
        try {
            return asked.get();
        } catch (RuntimeException thrown) {
            return Future.failedFuture(thrown);
        }
    }

    /** @param traceId empty if the request is in no trace */
    void fault(String what, String requestId, String traceId, Throwable cause) {
        LoggingEventBuilder line = LOG.atWarn().addKeyValue("request", requestId);
        (traceId.isEmpty() ? line : line.addKeyValue("trace", traceId))
                .setCause(cause)
                .log(what);
    }

    void closeSoon(HttpConnection connection) {
        connections.closing(connection);
        vertx.setTimer(LINGER_MILLIS, lingered -> connections.close(connection));
    }

    int retryAfterSeconds() {
        return 1 + parts.around().chance().nextInt(RETRY_AFTER_SECONDS_MAX);
    }

    public long now() {
        return parts.around().nanos().getAsLong();
    }

    boolean isDraining() {
        return draining;
    }

    FrontSettings settings() {
        return settings;
    }

    FrontParts parts() {
        return parts;
    }

    /** False if there is too much to do, or if the request may have waited for so long that nobody waits for it any more. */
    boolean admits(Exchange exchange) {
        return !standStill.isJustOver(now()) && inFlight.admit(exchange);
    }

    InFlight inFlight() {
        return inFlight;
    }

    public Connections connections() {
        return connections;
    }

    public AccessLog accessLog() {
        return accessLog;
    }
}
