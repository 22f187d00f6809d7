package org.slotkeeper.gateway.forward;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.gateway.http.FrontEnvironment;

/**
 * Which connections to engines have lasted for long enough. Their ends are spread, so that those
 * that were opened together are not all opened anew together.
 */
final class ConnectionLives {

    /** The part of its life by which a connection may be cut short. */
    private static final double SPREAD = 0.25;

    private final Duration lifetime;
    private final FrontEnvironment environment;
    private final Map<HttpConnection, Long> ends = new ConcurrentHashMap<>();

    ConnectionLives(Duration lifetime, FrontEnvironment environment) {
        this.lifetime = lifetime;
        this.environment = environment;
    }

    void opened(HttpConnection connection) {
        double part = 1 - SPREAD * environment.chance().nextDouble();
        ends.put(connection, environment.nanos().getAsLong() + (long) (part * lifetime.toNanos()));
        connection.closeHandler(closed -> ends.remove(connection));
    }

    /** Whether the next request on it is to be the last. */
    boolean isOver(HttpConnection connection) {
        Long end = ends.get(connection);
        return end != null && environment.nanos().getAsLong() - end >= 0;
    }
}
