package org.slotkeeper.redis;

import io.vertx.redis.client.RedisOptions;
import java.time.Duration;

/**
 * How Redis is reached.
 *
 * @param options address and password; a connection is closed by the client if it has more unanswered commands than {@code maxWaitingHandlers}
 * @param commandTimeout a connection with a command unanswered for so long is given up
 * @param unansweredMax how many commands of one connection may be unanswered; what comes on top fails at once
 * @param reconnectDelayMin how long after a connection was lost it is made anew, doubled with each failure
 * @param reconnectDelayMax at most so long
 */
public record ConnectionSettings(
        RedisOptions options,
        Duration commandTimeout,
        int unansweredMax,
        Duration reconnectDelayMin,
        Duration reconnectDelayMax) {

    /** How often a connection looks whether the process it leads to is still in the same life: within so long a change is noticed even where nobody asks. */
    private static final Duration LIFE_CHECK_INTERVAL = Duration.ofSeconds(1);

    public ConnectionSettings {
        require(commandTimeout.toMillis() >= 10, "commandTimeout must be at least PT0.01S");
        require(
                unansweredMax > 0 && unansweredMax < options.getMaxWaitingHandlers(),
                "unansweredMax must be from 1 to " + (options.getMaxWaitingHandlers() - 1));
        require(reconnectDelayMin.toMillis() > 0, "reconnectDelayMin must be more than zero");
        require(
                reconnectDelayMin.compareTo(reconnectDelayMax) <= 0,
                "reconnectDelayMax must be at least reconnectDelayMin");
    }

    /** One second for a command, a thousand unanswered ones, a new connection after 50 ms to 2 s. */
    public static ConnectionSettings of(String uri) {
        return new ConnectionSettings(
                new RedisOptions().setConnectionString(uri),
                Duration.ofSeconds(1),
                1_000,
                Duration.ofMillis(50),
                Duration.ofSeconds(2));
    }

    /** @param password empty if Redis asks for none */
    public static ConnectionSettings of(String host, int port, String password, Duration commandTimeout) {
        ConnectionSettings usual = of("redis://" + host + ':' + port);
        RedisOptions options =
                password.isEmpty() ? usual.options() : usual.options().setPassword(password);
        return new ConnectionSettings(
                options, commandTimeout, usual.unansweredMax(), usual.reconnectDelayMin(), usual.reconnectDelayMax());
    }

    Duration lifeCheckInterval() {
        return LIFE_CHECK_INTERVAL;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
