package org.slotkeeper.gateway.forward;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.gateway.http.Surroundings;

/**
 * Which connections to engines have lasted for long enough. Their ends are spread, so that those
 * that were opened together are not all opened anew together.
 */
final class ConnectionLives {

    /** The part of its life by which a connection may be cut short. */
    private static final double SPREAD = 0.25;

    private final Duration lifetime;
    private final Surroundings around;
    private final Map<HttpConnection, Long> ends = new ConcurrentHashMap<>();

    ConnectionLives(Duration lifetime, Surroundings around) {
        this.lifetime = lifetime;
        this.around = around;
    }

    void opened(HttpConnection connection) {
        double part = 1 - SPREAD * around.chance().nextDouble();
        ends.put(connection, around.nanos().getAsLong() + (long) (part * lifetime.toNanos()));
        connection.closeHandler(closed -> ends.remove(connection));
    }

    /** Whether the next request on it is to be the last. */
    boolean isOver(HttpConnection connection) {
        Long end = ends.get(connection);
        return end != null && around.nanos().getAsLong() - end >= 0;
    }
}
