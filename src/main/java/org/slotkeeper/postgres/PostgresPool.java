package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Connections shared by all event loops, for what is not on the way of a booking: books, publishing, upkeep. */
public final class PostgresPool {

    private static final int WAITING_MAX = 2_000;
    private static final int WAIT_SECONDS = 4;

    private final Pool pool;

    public PostgresPool(Vertx vertx, PostgresCoordinates postgres, int connectionsMax) {
        PgConnectOptions options = PinnedConnection.options(postgres, PostgresConnections.LOOKUP_PLANS);
        PoolOptions limits = new PoolOptions()
                .setMaxSize(connectionsMax)
                .setMaxWaitQueueSize(WAITING_MAX)
                .setConnectionTimeout(WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        this.pool =
                PgBuilder.pool().with(limits).connectingTo(options).using(vertx).build();
    }

    Pool pool() {
        return pool;
    }

    /** Done when Postgres has answered. */
    public Future<Void> ping() {
        return pool.query("SELECT 1").execute().mapEmpty();
    }

    public Future<Void> close() {
        return pool.close();
    }
}
