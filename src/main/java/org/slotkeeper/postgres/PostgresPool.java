package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slotkeeper.telemetry.Meters;

/** Connections shared by all event loops, for what is not on the way of a booking: books, publishing, upkeep. */
public final class PostgresPool {

    private static final int WAITING_MAX = 2_000;
    private static final int WAIT_SECONDS = 4;
    private static final Sql PING = new Sql("ping", "SELECT 1");

    private final Pool pool;
    private final StatementMeters meters;

    public PostgresPool(Vertx vertx, PostgresCoordinates postgres, int connectionsMax, Meters meters) {
        PgConnectOptions options = PinnedConnection.options(postgres, PostgresConnections.LOOKUP_PLANS);
        PoolOptions limits = new PoolOptions()
                .setMaxSize(connectionsMax)
                .setMaxWaitQueueSize(WAITING_MAX)
                .setConnectionTimeout(WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        this.pool =
                PgBuilder.pool().with(limits).connectingTo(options).using(vertx).build();
        this.meters = new StatementMeters(meters);
    }

    Statements statements() {
        return new Statements(pool, meters);
    }

    /** Keeps one connection for all statements of this work. */
    <T> Future<T> withConnection(Function<Statements, Future<T>> work) {
        return pool.withConnection(connection -> work.apply(new Statements(connection, meters)));
    }

    /** Done when Postgres has answered. */
    public Future<Void> ping() {
        return statements().run(PING, Tuple.tuple()).mapEmpty();
    }

    public Future<Void> close() {
        return pool.close();
    }
}
