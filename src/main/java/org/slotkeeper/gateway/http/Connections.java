package org.slotkeeper.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.telemetry.Meters;

/**
 * The connections of one event loop: so many and no more, and none of them longer without a whole
 * head of a request than it may. The server's own idle time-out starts anew with each byte, so that
 * a head that drips would keep its connection for hours.
 */
public final class Connections {

    private final OwnerThread owner = new OwnerThread();
    private final FrontSettings.Limits limits;
    private final Meters meters;
    private final Map<HttpConnection, State> open = new IdentityHashMap<>();
    private final List<Promise<Void>> waitingForNone = new ArrayList<>();

    public Connections(FrontSettings.Limits limits, Meters meters) {
        this.limits = limits;
        this.meters = meters;
    }

    private static final class State {
        private long waitingSince;
        private boolean served;
        private boolean busy;
        private boolean closing;
    }

    public void opened(HttpConnection connection, long now) {
        owner.require();
        if (open.size() >= limits.connectionsMax()) {
            close(connection);
            return;
        }
        State state = new State();
        state.waitingSince = now;
        open.put(connection, state);
        meters.connectionOpened();
        connection.closeHandler(closed -> forget(connection));
    }

    /** Whether what comes on this connection is still to be answered. */
    public boolean requestBegan(HttpConnection connection) {
        owner.require();
        State state = open.get(connection);
        if (state == null || state.closing) {
            return false;
        }
        state.busy = true;
        return true;
    }

    /** Nothing that comes after this is answered. */
    public void closing(HttpConnection connection) {
        owner.require();
        State state = open.get(connection);
        if (state != null) {
            state.closing = true;
        }
    }

    public void requestEnded(HttpConnection connection, long now) {
        owner.require();
        State state = open.get(connection);
        if (state != null) {
            state.busy = false;
            state.served = true;
            state.waitingSince = now;
        }
    }

    /** Closes the connections on which nobody has asked for anything for too long. */
    public void sweep(long now) {
        owner.require();
        List<HttpConnection> tooLong = new ArrayList<>();
        open.forEach((connection, state) -> {
            long allowed =
                    (state.served ? limits.timeouts().idle() : limits.timeouts().headDeadline()).toNanos();
            if (!state.busy && now - state.waitingSince > allowed) {
                tooLong.add(connection);
            }
        });
        tooLong.forEach(this::close);
    }

    /** Completes as soon as there is no connection. */
    public Future<Void> none() {
        owner.require();
        Promise<Void> none = Promise.promise();
        waitingForNone.add(none);
        tellIfNone();
        return none.future();
    }

    private void forget(HttpConnection connection) {
        owner.require();
        if (open.remove(connection) != null) {
            meters.connectionClosed();
            tellIfNone();
        }
    }

    private void tellIfNone() {
        if (open.isEmpty()) {
            List<Promise<Void>> told = List.copyOf(waitingForNone);
            waitingForNone.clear();
            told.forEach(Promise::complete);
        }
    }

    public void close(HttpConnection connection) {
        owner.require();
        // Its close handler tidies up; that the other side was quicker changes nothing.
        connection.close().onFailure(gone -> {});
    }
}
