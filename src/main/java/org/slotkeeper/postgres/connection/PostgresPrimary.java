package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.Password;
import org.slotkeeper.postgres.connection.StatementFault.Fate;

/**
 * Finds, among the servers that may have the ledger, the one that takes writes. It remembers the
 * newest history of the database that it has seen, and refuses a server that continues an older
 * one: what was acknowledged since is not there. One for each process, shared by all event loops.
 */
public final class PostgresPrimary {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrimary.class);
    private static final int PREPARED_MAX = 192;
    /**
     * The server ends what it is asked to do by then, unless it is committing: nobody waits for it
     * any more, and it may stand in others' way.
     */
    private static final String STATEMENT_TIMEOUT_MILLIS = "10000";

    private final Password password;
    private final PgConnectOptions common;
    private final List<PostgresServer> servers;
    private final AtomicInteger newestTimeline = new AtomicInteger();
    private final AtomicInteger lastFound = new AtomicInteger();

    /** Blocks: the JVM's authorities may be read from their file. */
    public PostgresPrimary(PostgresCoordinates coordinates) {
        this.password = coordinates.password();
        this.common = common(coordinates);
        this.servers = coordinates.servers().stream().map(PostgresServer::new).toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("postgres.host names no server");
        }
    }

    private record Search(Vertx vertx, PgConnectOptions options, Duration patience, int first) {}

    /** The history that a connection must be of, to be worth keeping. */
    int newestTimeline() {
        return newestTimeline.get();
    }

    /**
     * A connection to the server that takes writes.
     *
     * @param planner settings of the planner for its statements
     * @param patience how long one server may take
     */
    Future<FoundPrimary> connect(Vertx vertx, Map<String, String> planner, Duration patience) {
        return password.now(vertx)
                .compose(text -> tryNext(new Search(vertx, options(text, planner), patience, lastFound.get()), 0));
    }

    private Future<FoundPrimary> tryNext(Search search, int tried) {
        int at = (search.first() + tried) % servers.size();
        PostgresServer server = servers.get(at);
        return server.connect(search.vertx(), search.options(), search.patience())
                .compose(found -> accept(server, found, at))
                .recover(cause -> tried + 1 < servers.size() ? tryNext(search, tried + 1) : Future.failedFuture(cause));
    }

    private Future<FoundPrimary> accept(PostgresServer server, FoundPrimary found, int at) {
        int newest = newestTimeline.accumulateAndGet(found.timeline(), Math::max);
        if (found.timeline() < newest) {
            Sockets.cut(found.connection());
            if (server.isRefusedAnew(found.timeline())) {
                LOG.atError()
                        .addKeyValue("server", server.address())
                        .addKeyValue("timeline", found.timeline())
                        .addKeyValue("newestTimeline", newest)
                        .log("a server that takes writes has an older history than one seen before: not used");
            }
            return Future.failedFuture(
                    new StatementFault(Fate.UNSENT, "Postgres at " + server.address() + " has an older history"));
        }
        if (lastFound.getAndSet(at) != at) {
            LOG.atWarn()
                    .addKeyValue("server", server.address())
                    .addKeyValue("timeline", found.timeline())
                    .log("another server takes the ledger's writes now");
        }
        return Future.succeededFuture(found);
    }

    private PgConnectOptions options(String text, Map<String, String> planner) {
        PgConnectOptions options = new PgConnectOptions(common).setPassword(text);
        planner.forEach(options::addProperty);
        return options;
    }

    private static PgConnectOptions common(PostgresCoordinates coordinates) {
        PgConnectOptions options = new PgConnectOptions()
                .setDatabase(coordinates.database())
                .setUser(coordinates.user())
                .setCachePreparedStatements(true)
                // By default statements of more than 2,048 characters are parsed and planned anew
                // each time.
                .setPreparedStatementCacheSqlFilter(sql -> true)
                .setPreparedStatementCacheMaxSize(PREPARED_MAX)
                .addProperty("statement_timeout", STATEMENT_TIMEOUT_MILLIS)
                .addProperty(OwnSession.SETTING, OwnSession.VALUE);
        coordinates.tls().applyTo(options);
        return options;
    }
}
