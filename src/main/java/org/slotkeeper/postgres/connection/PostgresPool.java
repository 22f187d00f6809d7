package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slotkeeper.platform.OnAsker;
import org.slotkeeper.telemetry.Meters;

/**
 * Connections shared by all event loops, for what is not on the way of a booking: books,
 * publishing, upkeep.
 */
public final class PostgresPool {

    private static final int WAITING_MAX = 2_000;
    private static final int WAIT_SECONDS = 4;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Map<String, String> AT_LEISURE = Map.of("statement_timeout", "0", "lock_timeout", "0");

    private final Pool pool;
    private final Vertx vertx;
    private final PostgresPrimary primary;
    private final StatementMeters meters;
    private final AtomicReference<Future<SqlConnectOptions>> look =
            new AtomicReference<>(Future.failedFuture("nobody has looked yet"));

    public PostgresPool(Vertx vertx, PostgresPrimary primary, int connectionsMax, Meters meters) {
        PoolOptions limits = new PoolOptions()
                .setMaxSize(connectionsMax)
                .setMaxWaitQueueSize(WAITING_MAX)
                .setConnectionTimeout(WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        this.vertx = vertx;
        this.primary = primary;
        this.meters = new StatementMeters(meters);
        this.pool = PgBuilder.pool()
                .with(limits)
                .with(new NetClientOptions().setConnectTimeout((int) CONNECT_PATIENCE.toMillis()))
                .connectingTo(this::server)
                .using(vertx)
                .build();
    }

    /**
     * The pool makes its own connections: it is told where by one that is made to look. Those that
     * are made at once share one look; it is not kept for later, when the server may be another.
     */
    private Future<SqlConnectOptions> server() {
        Promise<SqlConnectOptions> fresh = Promise.promise();
        Future<SqlConnectOptions> own = fresh.future();
        Future<SqlConnectOptions> shared = look.updateAndGet(known -> known.isComplete() ? own : known);
        if (shared == own) {
            var unused = primary.connect(vertx, PostgresConnections.LOOKUP_PLANS, CONNECT_PATIENCE)
                    .<SqlConnectOptions>map(found -> {
                        Sockets.cut(found.connection());
                        return found.options();
                    })
                    .onComplete(fresh);
        }
        return OnAsker.of(shared);
    }

    public Statements statements() {
        return new Statements(vertx, pool::withConnection, meters);
    }

    /** Keeps one connection for all statements of this work. */
    public <T> Future<T> withConnection(Function<Statements, Future<T>> work) {
        return pool.withConnection(
                connection -> work.apply(new Statements(vertx, statement -> statement.apply(connection), meters)));
    }

    /**
     * Runs a statement without parameters on a connection of its own, however long it takes and
     * whatever it waits for: for upkeep that keeps nobody else waiting.
     */
    public Future<Void> runAtLeisure(Sql statement) {
        return primary.connect(vertx, AT_LEISURE, CONNECT_PATIENCE).compose(found -> found.connection()
                .query(statement.text())
                .execute()
                .<Void>mapEmpty()
                .onComplete(ended -> Sockets.cut(found.connection())));
    }

    /** Locks of the same ledger, on connections beside the pool's. */
    public ClusterLock clusterLock() {
        return new ClusterLock(vertx, primary);
    }

    /** Done when Postgres has answered. */
    public Future<Void> ping() {
        return statements().run(PostgresConnections.PING, Tuple.tuple()).mapEmpty();
    }

    public Future<Void> close() {
        return pool.close();
    }
}
