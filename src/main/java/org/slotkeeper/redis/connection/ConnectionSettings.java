package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.platform.Password;

/**
 * How Redis is reached.
 *
 * @param options address and user; a connection is closed by the client if it has more unanswered
 * commands than {@code maxWaitingHandlers}
 * @param password as it is when a connection is made; an empty one if Redis asks for none
 * @param commandTimeout a connection with a command unanswered for so long is given up
 * @param unansweredMax how many commands of one connection may be unanswered; what comes on top
 * fails at once
 * @param reconnects when a connection that was lost is made anew
 * @param seeds nodes of a Redis Cluster, {@code host:port}, by which the others are found; none for
 * a single Redis
 * @param keyPrefix begins the name of each key; before its hash tag, so that it moves nothing
 */
public record ConnectionSettings(
        RedisOptions options,
        Password password,
        Duration commandTimeout,
        int unansweredMax,
        Reconnects reconnects,
        List<String> seeds,
        String keyPrefix) {

    /**
     * How often a connection looks whether the process it leads to is still in the same life:
     * within so long a change is noticed even where nobody asks.
     */
    private static final Duration LIFE_CHECK_INTERVAL = Duration.ofSeconds(1);

    /** Whose answers are texts, numbers and lists, and no maps. */
    private static final String PROTOCOL = "?protocol=2";

    /** Between two questions for the map of the cluster. */
    private static final Duration MAP_REFRESH_PAUSE = Duration.ofMillis(250);

    public ConnectionSettings(
            RedisOptions options,
            Duration commandTimeout,
            int unansweredMax,
            Duration reconnectDelayMin,
            Duration reconnectDelayMax,
            List<String> seeds) {
        this(
                options,
                Password.of(""),
                commandTimeout,
                unansweredMax,
                new Reconnects(reconnectDelayMin, reconnectDelayMax),
                seeds,
                "");
    }

    /**
     * @param delayMin how long after a connection was lost it is made anew, doubled with each
     * failure
     * @param delayMax at most so long
     */
    record Reconnects(Duration delayMin, Duration delayMax) {
        Reconnects {
            require(delayMin.toMillis() > 0, "reconnectDelayMin must be more than zero");
            require(delayMin.compareTo(delayMax) <= 0, "reconnectDelayMax must be at least reconnectDelayMin");
        }
    }

    public ConnectionSettings {
        require(commandTimeout.toMillis() >= 10, "commandTimeout must be at least PT0.01S");
        require(
                unansweredMax > 0 && unansweredMax < options.getMaxWaitingHandlers(),
                "unansweredMax must be from 1 to " + (options.getMaxWaitingHandlers() - 1));
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
        return new ConnectionSettings(
                usual.options,
                Password.of(password),
                commandTimeout,
                usual.unansweredMax,
                usual.reconnects,
                List.of(),
                "");
    }

    /** The same for a cluster; without nodes for a single Redis. */
    public ConnectionSettings ofCluster(List<String> nodes) {
        return with(options, nodes, keyPrefix);
    }

    /** @param user whose password it is; empty for Redis' user without a name */
    public ConnectionSettings as(String user) {
        return user.isEmpty() ? this : with(copy().setUser(user), seeds, keyPrefix);
    }

    /** In place of the one so far. */
    public ConnectionSettings with(Password another) {
        return new ConnectionSettings(options, another, commandTimeout, unansweredMax, reconnects, seeds, keyPrefix);
    }

    /** Blocks: the JVM's authorities may be read from their file. */
    public ConnectionSettings over(RedisTls tls) {
        RedisOptions secured = copy().setConnectionString(options.getEndpoint().replaceFirst("^[a-z]+", tls.scheme()));
        tls.applyTo(secured.getNetClientOptions());
        return with(secured, seeds, keyPrefix);
    }

    /** Beside what others keep in other databases of the same Redis. */
    public ConnectionSettings inDatabase(int database) {
        return database == 0
                ? this
                : with(copy().setConnectionString(options.getEndpoint() + '/' + database), seeds, keyPrefix);
    }

    public ConnectionSettings withKeyPrefix(String prefix) {
        return with(options, seeds, prefix);
    }

    private ConnectionSettings with(RedisOptions other, List<String> nodes, String prefix) {
        return new ConnectionSettings(other, password, commandTimeout, unansweredMax, reconnects, nodes, prefix);
    }

    /** The library's own copy goes on sharing what is below it, its address too. */
    private RedisOptions copy() {
        return new RedisOptions(options)
                .setEndpoints(new ArrayList<>(List.of(options.getEndpoint())))
                .setNetClientOptions(new NetClientOptions(options.getNetClientOptions()));
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

    /** Whether a certificate can be held against a host of this name. */
    public static boolean isVerifiable(String host) {
        return NodeAddress.isUriHost(NodeAddress.parse(host + ":1").host());
    }

    /** Whether a node must prove its name or address. */
    boolean isVerified() {
        NetClientOptions net = options.getNetClientOptions();
        return net.isSsl() && !net.isTrustAll();
    }

    /**
     * For one connection to a node: closing the client closes the connection, whatever its state.
     * We say who we are before anything else: until then we are whoever needs no password, who may
     * have no rights.
     */
    RedisOptions optionsFor(NodeAddress node) {
        RedisOptions one = copy().setMaxPoolSize(1).setMaxPoolWaiting(1).setProtocolNegotiation(true);
        one.getNetClientOptions().setConnectTimeout((int) commandTimeout.toMillis());
        String database = isCluster() ? "" : options.getEndpoint().replaceFirst("^[a-z]+://[^/]*", "");
        return one.setConnectionString(node.uri(one.getNetClientOptions().isSsl()) + database + PROTOCOL);
    }

    /** The same, with its address and the password as they are now. */
    Future<RedisOptions> optionsNow(Vertx vertx, NodeAddress node) {
        return node.forUri(vertx, isVerified()).compose(found -> password.now(vertx)
                .map(text ->
                        text.isEmpty() ? optionsFor(found) : optionsFor(found).setPassword(text)));
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
