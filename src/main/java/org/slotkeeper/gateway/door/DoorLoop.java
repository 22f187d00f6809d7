package org.slotkeeper.gateway.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.function.Supplier;
import org.slotkeeper.gateway.http.AccessLog;
import org.slotkeeper.gateway.http.Connections;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.platform.OwnerThread;

/** What all requests of one event loop share, and the way back to its thread. */
final class DoorLoop {

    /**
     * So long a connection stays open after its last answer: closing on unread bytes would take the
     * answer away from the caller.
     */
    private static final long LINGER_MILLIS = 100;

    private final Vertx vertx;
    private final Context context;
    private final OwnerThread owner = new OwnerThread();
    private final FrontParts parts;
    private final Faults faults;
    private final InFlight inFlight;
    private final Connections connections;
    private final AccessLog accessLog;
    private final StallDetector stallDetector;
    private boolean draining;

    /** To be made on the event loop that it serves. */
    DoorLoop(Vertx vertx, Context context, FrontSettings.Limits limits, FrontParts parts) {
        owner.require();
        this.vertx = vertx;
        this.context = context;
        this.parts = parts;
        this.faults = new Faults(
                parts.signals().meters(),
                parts.environment().chance(),
                parts.environment().nanos());
        this.inFlight = new InFlight(limits.inFlightMax());
        this.connections = new Connections(limits, parts.signals().meters());
        this.accessLog = new AccessLog(
                limits.accessLogEvery(),
                parts.signals().accessLines(),
                parts.environment().clock(),
                task -> context.runOnContext(turned -> task.run()));
        this.stallDetector = new StallDetector(now());
    }

    /** On this loop's thread, at once if it can be. */
    <T> void then(Future<T> future, Handler<AsyncResult<T>> next) {
        owner.require();
        if (future.isComplete()) {
            next.handle(future);
            return;
        }
        future.onComplete(result -> {
            if (owner.isHere()) {
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

    void closeSoon(HttpConnection connection) {
        owner.require();
        connections.closing(connection);
        vertx.setTimer(LINGER_MILLIS, lingered -> connections.close(connection));
    }

    void sweep() {
        owner.require();
        long now = now();
        stallDetector.check(now);
        inFlight.sweep(now);
        connections.sweep(now);
        faults.sweep(now);
    }

    /** From now on each answer is its connection's last. */
    void drain() {
        owner.require();
        draining = true;
    }

    boolean isDraining() {
        owner.require();
        return draining;
    }

    OwnerThread owner() {
        return owner;
    }

    long now() {
        return parts.environment().nanos().getAsLong();
    }

    FrontParts parts() {
        return parts;
    }

    Faults faults() {
        return faults;
    }

    InFlight inFlight() {
        return inFlight;
    }

    StallDetector stallDetector() {
        return stallDetector;
    }

    Connections connections() {
        return connections;
    }

    AccessLog accessLog() {
        return accessLog;
    }
}
