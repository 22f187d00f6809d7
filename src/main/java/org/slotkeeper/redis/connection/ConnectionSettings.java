package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;

/**
 * How Redis is reached.
 *
 * @param options address and password; a connection is closed by the client if it has more
 * unanswered commands than {@code maxWaitingHandlers}
 * @param commandTimeout a connection with a command unanswered for so long is given up
 * @param unansweredMax how many commands of one connection may be unanswered; what comes on top
 * fails at once
 * @param reconnectDelayMin how long after a connection was lost it is made anew, doubled with each
 * failure
 * @param reconnectDelayMax at most so long
 * @param seeds nodes of a Redis Cluster, {@code host:port}, by which the others are found; none for
 * a single Redis
 * @param keyPrefix begins the name of each key; before its hash tag, so that it moves nothing
 */
public record ConnectionSettings(
        RedisOptions options,
        Duration commandTimeout,
        int unansweredMax,
        Duration reconnectDelayMin,
        Duration reconnectDelayMax,
        List<String> seeds,
        String keyPrefix) {

    /**
     * How often a connection looks whether the process it leads to is still in the same life:
     * within so long a change is noticed even where nobody asks.
     */
    private static final Duration LIFE_CHECK_INTERVAL = Duration.ofSeconds(1);

    /** Between two questions for the map of the cluster. */
    private static final Duration MAP_REFRESH_PAUSE = Duration.ofMillis(250);

    public ConnectionSettings(
            RedisOptions options,
            Duration commandTimeout,
            int unansweredMax,
            Duration reconnectDelayMin,
            Duration reconnectDelayMax,
            List<String> seeds) {
        this(options, commandTimeout, unansweredMax, reconnectDelayMin, reconnectDelayMax, seeds, "");
    }

    public ConnectionSettings {
        require(commandTimeout.toMillis() >= 10, "commandTimeout must be at least PT0.01S");
        require(
                unansweredMax > 0 && unansweredMax < options.getMaxWaitingHandlers(),
                "unansweredMax must be from 1 to " + (options.getMaxWaitingHandlers() - 1));
        require(reconnectDelayMin.toMillis() > 0, "reconnectDelayMin must be more than zero");
        require(
                reconnectDelayMin.compareTo(reconnectDelayMax) <= 0,
                "reconnectDelayMax must be at least reconnectDelayMin");
        seeds = List.copyOf(seeds);
        List<NodeAddress> unused = addresses(seeds);
        require(keyPrefix.indexOf('{') < 0, "a key's prefix must not begin a hash tag");
    }

    /**
     * One second for a command, a thousand unanswered ones, a new connection after 50 ms to 2 s.
     */
    public static ConnectionSettings of(String uri) {
        return new ConnectionSettings(
                new RedisOptions().setConnectionString(uri),
                Duration.ofSeconds(1),
                1_000,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                List.of());
    }

    /** @param password empty if Redis asks for none */
    public static ConnectionSettings of(String host, int port, String password, Duration commandTimeout) {
        ConnectionSettings usual = of(NodeAddress.parse(host + ':' + port).uri(false));
        RedisOptions options =
                password.isEmpty() ? usual.options() : usual.options().setPassword(password);
        return new ConnectionSettings(
                options,
                commandTimeout,
                usual.unansweredMax(),
                usual.reconnectDelayMin(),
                usual.reconnectDelayMax(),
                List.of());
    }

    /** The same for a cluster; without nodes for a single Redis. */
    public ConnectionSettings ofCluster(List<String> nodes) {
        return with(options, nodes, keyPrefix);
    }

    /** @param user whose password it is; empty for Redis' user without a name */
    public ConnectionSettings as(String user) {
        return user.isEmpty() ? this : with(new RedisOptions(options).setUser(user), seeds, keyPrefix);
    }

    public ConnectionSettings over(RedisTls tls) {
        RedisOptions secured = new RedisOptions(options)
                .setConnectionString(options.getEndpoint().replaceFirst("^[a-z]+", tls.scheme()));
        tls.applyTo(secured.getNetClientOptions());
        return with(secured, seeds, keyPrefix);
    }

    /** Beside what others keep in other databases of the same Redis. */
    public ConnectionSettings inDatabase(int database) {
        return database == 0
                ? this
                : with(
                        new RedisOptions(options).setConnectionString(options.getEndpoint() + '/' + database),
                        seeds,
                        keyPrefix);
    }

    public ConnectionSettings withKeyPrefix(String prefix) {
        return with(options, seeds, prefix);
    }

    private ConnectionSettings with(RedisOptions other, List<String> nodes, String prefix) {
        return new ConnectionSettings(
                other, commandTimeout, unansweredMax, reconnectDelayMin, reconnectDelayMax, nodes, prefix);
    }

    boolean isCluster() {
        return !seeds.isEmpty();
    }

    List<NodeAddress> seedAddresses() {
        return addresses(seeds);
    }

    private static List<NodeAddress> addresses(List<String> seeds) {
        return seeds.stream().map(NodeAddress::parse).toList();
    }

    /**
     * For one connection to a node: closing the client closes the connection, whatever its state.
     */
    RedisOptions optionsFor(NodeAddress node) {
        RedisOptions one =
                new RedisOptions(options).setMaxPoolSize(1).setMaxPoolWaiting(1).setProtocolNegotiation(false);
        one.getNetClientOptions().setConnectTimeout((int) commandTimeout.toMillis());
        String database = options.getEndpoint().replaceFirst("^[a-z]+://[^/]*", "");
        return one.setConnectionString(node.uri(one.getNetClientOptions().isSsl()) + (isCluster() ? "" : database));
    }

    /**
     * Says who we are, if we have a name: the library does so only where nobody is let in without,
     * and we would else be whoever needs no password.
     */
    Future<RedisConnection> introduced(RedisConnection made) {
        return options.getUser() == null
                ? Future.succeededFuture(made)
                : made.send(Request.cmd(Command.AUTH).arg(options.getUser()).arg(options.getPassword()))
                        .map(known -> made);
    }

    Duration lifeCheckInterval() {
        return LIFE_CHECK_INTERVAL;
    }

    Duration mapRefreshPause() {
        return MAP_REFRESH_PAUSE;
    }

    /**
     * The keys of a practice are on their way for some milliseconds; a caller who waited for longer
     * would have no time left for another way to go.
     */
    Duration movePatience() {
        return commandTimeout.dividedBy(4);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
