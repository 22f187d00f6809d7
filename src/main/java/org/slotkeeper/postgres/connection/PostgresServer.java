package org.slotkeeper.postgres.connection;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.postgres.connection.PostgresCoordinates.Server;
import org.slotkeeper.postgres.connection.StatementFault.Fate;

/** One of the servers that may have the ledger. Each is asked what it is before it is used. */
final class PostgresServer {

    private static final Sql WHAT_IT_IS = Sql.of("upkeep/primary");
    /**
     * A server that is frozen lets a connection begin and says nothing: so many such beginnings may
     * be open.
     */
    private static final int SILENT_MAX = 16;
    /**
     * Then it is tried again once in this time, since nothing else would tell that it has come
     * back.
     */
    private static final long SILENCE_MILLIS = 10_000;

    private final Server address;
    private final AtomicInteger silent = new AtomicInteger();
    private final AtomicBoolean isTrialDue = new AtomicBoolean();
    private final AtomicInteger refusedTimeline = new AtomicInteger();

    PostgresServer(Server address) {
        this.address = address;
    }

    Server address() {
        return address;
    }

    /** Whether this is the first time that the server is refused with this history. */
    boolean isRefusedAnew(int timeline) {
        return refusedTimeline.getAndSet(timeline) != timeline;
    }

    /** A connection, if the server takes writes and says so in time. */
    Future<FoundPrimary> connect(Vertx vertx, PgConnectOptions base, Duration patience) {
        if (silent.get() >= SILENT_MAX && !isTrialDue.compareAndSet(true, false)) {
            return Future.failedFuture(fault("does not answer", null));
        }
        PgConnectOptions options =
                new PgConnectOptions(base).setHost(address.name()).setPort(address.port());
        Promise<FoundPrimary> outcome = Promise.promise();
        AtomicBoolean isSilent = new AtomicBoolean();
        long timer = vertx.setTimer(patience.toMillis(), late -> {
            isSilent.set(true);
            giveUp(vertx, outcome);
        });
        var unused = PgConnection.connect(vertx, options).onComplete(made -> {
            boolean unusedFlag = vertx.cancelTimer(timer);
            if (isSilent.get()) {
                int unusedCount = silent.decrementAndGet();
            }
            if (made.succeeded()) {
                ask(vertx, patience, made.result(), options, outcome);
            } else {
                boolean unusedFirst = outcome.tryFail(refused(made.cause()));
            }
        });
        return outcome.future();
    }

    private void giveUp(Vertx vertx, Promise<FoundPrimary> outcome) {
        if (silent.incrementAndGet() >= SILENT_MAX) {
            long unusedTimer = vertx.setTimer(SILENCE_MILLIS, rested -> isTrialDue.set(true));
        }
        boolean unusedFirst = outcome.tryFail(fault("does not answer", null));
    }

    private void ask(
            Vertx vertx,
            Duration patience,
            PgConnection connection,
            PgConnectOptions options,
            Promise<FoundPrimary> outcome) {
        // What it throws is also the failure of each statement under way.
        connection.exceptionHandler(known -> {});
        long timer =
                vertx.setTimer(patience.toMillis(), late -> outcome.tryFail(fault("does not say what it is", null)));
        var unusedEnd = outcome.future().onFailure(cause -> Sockets.cut(connection));
        var unused = connection.query(WHAT_IT_IS.text()).execute().onComplete(told -> {
            boolean unusedFlag = vertx.cancelTimer(timer);
            settle(told, connection, options, outcome);
        });
    }

    private void settle(
            AsyncResult<RowSet<Row>> told,
            PgConnection connection,
            PgConnectOptions options,
            Promise<FoundPrimary> outcome) {
        if (told.failed()) {
            boolean unusedFirst = outcome.tryFail(fault("does not say what it is", told.cause()));
            return;
        }
        Row row = told.result().iterator().next();
        if (Boolean.TRUE.equals(row.getBoolean("is_standby"))) {
            boolean unusedFirst = outcome.tryFail(fault("is a standby", null));
        } else if (!Boolean.TRUE.equals(row.getBoolean("is_own_session"))) {
            boolean unusedFirst = outcome.tryFail(fault(OwnSession.WHY_NOT, null));
        } else {
            boolean unusedFirst =
                    outcome.tryComplete(new FoundPrimary(connection, row.getInteger("timeline"), options));
        }
    }

    private StatementFault refused(Throwable cause) {
        boolean isNotTaken =
                cause instanceof PgException said && OwnSession.isNotTaken(said.getSqlState(), said.getErrorMessage());
        return fault(isNotTaken ? OwnSession.WHY_NOT_TAKEN : "does not let us in", cause);
    }

    private StatementFault fault(String what, @Nullable Throwable cause) {
        String message = "Postgres at " + address + ' ' + what;
        return cause == null
                ? new StatementFault(Fate.UNSENT, message)
                : new StatementFault(Fate.UNSENT, message + ": " + reason(cause), cause);
    }

    /** In the server's own words, or in those of the last who had any. */
    private static String reason(Throwable cause) {
        if (cause instanceof PgException refused) {
            return refused.getErrorMessage() + " (" + refused.getSqlState() + ')';
        }
        String said = "no reason";
        for (Throwable at = cause; at != null; at = at.getCause()) {
            said = at.getMessage() == null ? said : at.getMessage();
        }
        return said.replaceAll("\\s+", " ");
    }
}
