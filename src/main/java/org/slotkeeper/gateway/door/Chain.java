package org.slotkeeper.gateway.door;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.slotkeeper.gateway.http.AccessLog;
import org.slotkeeper.gateway.http.Connections;
import org.slotkeeper.gateway.http.FrontSettings;

/**
 * One event loop's door: begins an {@link Exchange} for each request, and ends when its server
 * does. {@link DoorSteps} has what a request passes.
 */
public final class Chain {

    private final DoorLoop loop;
    private final FrontSettings settings;
    private final Step[] steps;
    private final Step[] invalidSteps;
    private final Reply reply;

    /** To be made on the event loop that it serves. */
    public Chain(Vertx vertx, Context context, FrontSettings settings, FrontParts parts) {
        this.loop = new DoorLoop(vertx, context, settings.limits(), parts);
        this.settings = settings;
        this.steps = DoorSteps.in(loop, settings, parts);
        this.invalidSteps = DoorSteps.invalid(parts);
        this.reply = new Reply(loop, DoorSteps.out(loop, settings, parts));
    }

    public void handle(HttpServerRequest request) {
        if (!connections().requestBegan(request.connection())) {
            // Something on this connection was ambiguous, and it is about to be closed: what
            // follows is not believed to be a request.
            return;
        }
        if (request.response().writeQueueFull()) {
            // It asks on and on without reading the answers.
            connections().close(request.connection());
            return;
        }
        new Exchange(loop, settings, reply, steps, request).begin();
    }

    /** For what the decoder could not read. */
    public void handleInvalid(HttpServerRequest request) {
        if (connections().requestBegan(request.connection())) {
            new Exchange(loop, settings, reply, invalidSteps, request).begin();
        }
    }

    public void opened(HttpConnection connection) {
        connections().opened(connection, now());
    }

    public void sweep() {
        loop.sweep();
    }

    /** From now on each answer is its connection's last. */
    public void drain() {
        loop.drain();
    }

    /** What came of stopping, when all that was still written in the access log is on its way. */
    public Future<Void> close(Future<Void> stopped) {
        Promise<Void> closed = Promise.promise();
        loop.then(stopped, ended -> {
            loop.faults().close();
            accessLog().close();
            closed.handle(ended);
        });
        return closed.future();
    }

    public long now() {
        return loop.now();
    }

    public Connections connections() {
        return loop.connections();
    }

    public AccessLog accessLog() {
        return loop.accessLog();
    }
}
