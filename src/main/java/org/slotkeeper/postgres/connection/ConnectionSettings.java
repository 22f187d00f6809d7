package org.slotkeeper.postgres.connection;

import java.time.Duration;

/**
 * How patient a pinned connection is.
 *
 * @param connectTimeout how long a connection may take to come about
 * @param statementPatience a connection that has not answered a statement by then is given up;
 * shorter than a request's deadline
 * @param restAfterFailure for how long no new connection is tried after one could not be made
 * @param abandonedMax how many connections that were given up may still be open before no more are
 * made
 */
public record ConnectionSettings(
        Duration connectTimeout, Duration statementPatience, Duration restAfterFailure, int abandonedMax) {

    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofMillis(200), 4);

    public ConnectionSettings {
        if (connectTimeout.toMillis() < 1 || statementPatience.toMillis() < 1 || restAfterFailure.toMillis() < 1) {
            throw new IllegalArgumentException("each of a connection's times must be at least a millisecond");
        }
        if (abandonedMax < 1) {
            throw new IllegalArgumentException("abandonedMax must be at least 1");
        }
    }
}
