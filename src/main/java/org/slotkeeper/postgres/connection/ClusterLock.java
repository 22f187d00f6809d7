package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one process of all that share a ledger do a piece of work at a time, by an advisory lock of
 * Postgres. Each run has a connection of its own and the lock ends with it: at once if its process
 * dies, within half a minute if its network does; a process that stands still keeps it.
 */
public final class ClusterLock {

    private static final Sql TRY_LOCK = Sql.of("upkeep/try_job_lock");
    /** Nobody waits for a job, and the first connection of a cold process takes long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The server ends the connection of a process that its network has lost. */
    private static final Map<String, String> NOTICED_SOON =
            Map.of("tcp_keepalives_idle", "10", "tcp_keepalives_interval", "5", "tcp_keepalives_count", "3");

    private final Vertx vertx;
    private final PostgresPrimary primary;

    ClusterLock(Vertx vertx, PostgresPrimary primary) {
        this.vertx = vertx;
        this.primary = primary;
    }

    /**
     * Completes when the work has ended: false if another process has the lock, and the work was
     * not begun. Fails if the work failed, or if the lock was lost before its end, so that another
     * process may have begun it too.
     *
     * @param job by which all processes know it
     */
    public Future<Boolean> during(String job, Supplier<Future<?>> work) {
        return primary.connect(vertx, NOTICED_SOON, PATIENCE).compose(found -> during(found.connection(), job, work));
    }

    private static Future<Boolean> during(PgConnection connection, String job, Supplier<Future<?>> work) {
        // What it throws is also the failure of the statement under way, or of the next one.
        connection.exceptionHandler(known -> {});
        return tryLock(connection, job)
                .compose(isOurs ->
                        isOurs ? work.get().compose(done -> stillOurs(connection, job)) : Future.succeededFuture(false))
                // To close it in order would be to wait for a server that may not answer.
                .onComplete(ended -> Sockets.cut(connection));
    }

    /** A lock can be taken again by the connection that has it. */
    private static Future<Boolean> stillOurs(PgConnection connection, String job) {
        return tryLock(connection, job)
                .transform(answer -> answer.succeeded() && answer.result()
                        ? Future.succeededFuture(true)
                        : Future.failedFuture("the lock of " + job + " was lost before its end"));
    }

    private static Future<Boolean> tryLock(PgConnection connection, String job) {
        return connection
                .preparedQuery(TRY_LOCK.text())
                .execute(Tuple.of(job))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(rows -> rows.iterator().next().getBoolean("is_ours"));
    }
}
