package org.slotkeeper.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotice;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.postgres.StatementFault.Fate;

/**
 * One connection of one event loop, made when first needed and replaced when lost. Statements that share it are answered in the order sent. A connection that does not answer in time is given up, never
 * cancelled: a cancel could strike a commit. Failed futures carry a {@link StatementFault}. All calls come from the event loop it was made on.
 */
final class PinnedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(PinnedConnection.class);
    private static final Set<String> DOUBTFUL_COMMIT = Set.of("01000", "57P01");
    private static final int PREPARED_MAX = 64;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final ConnectionSettings settings;
    private final StatementMeters meters;
    private @Nullable Future<Link> current;
    private boolean isResting;
    private boolean isClosed;
    private int abandoned;

    /** @param planner settings of the planner for this connection's statements */
    PinnedConnection(
            Vertx vertx,
            PostgresCoordinates postgres,
            ConnectionSettings settings,
            Map<String, String> planner,
            StatementMeters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.meters = meters;
        this.options = options(postgres, planner);
    }

    static PgConnectOptions options(PostgresCoordinates postgres, Map<String, String> planner) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password())
                .setCachePreparedStatements(true)
                // By default statements of more than 2,048 characters are parsed and planned anew each time.
                .setPreparedStatementCacheSqlFilter(sql -> true)
                .setPreparedStatementCacheMaxSize(PREPARED_MAX);
        planner.forEach(options::addProperty);
        return options;
    }

    /** A connection as the server sees it, with what it has last warned of. */
    private static final class Link {
        private final PgConnection connection;
        private boolean isCommitDoubtful;

        Link(PgConnection connection) {
            this.connection = connection;
        }

        void hear(PgNotice notice) {
            if ("WARNING".equals(notice.getSeverity()) && DOUBTFUL_COMMIT.contains(notice.getCode())) {
                // It comes before the answer to the statement that it is about.
                isCommitDoubtful = true;
            }
        }

        boolean takeDoubt() {
            boolean doubt = isCommitDoubtful;
            isCommitDoubtful = false;
            return doubt;
        }
    }

    Future<RowSet<Row>> run(Sql sql, Tuple parameters) {
        return meters.of(sql).timed(() -> connected().compose(link -> execute(link, sql, parameters)));
    }

    /** Ends the connection after the statements under way. */
    Future<Void> close() {
        isClosed = true;
        Future<Link> last = current;
        current = null;
        return last == null
                ? Future.succeededFuture()
                : last.compose(link -> link.connection.close()).otherwiseEmpty();
    }

    private Future<Link> connected() {
        if (current != null) {
            return current;
        }
        if (isClosed || isResting || abandoned >= settings.abandonedMax()) {
            return Future.failedFuture(new StatementFault(Fate.UNSENT, "Postgres is out of reach"));
        }
        Future<Link> attempt = connect();
        current = attempt.isComplete() && attempt.failed() ? null : attempt;
        return attempt;
    }

    private Future<Link> connect() {
        Promise<Link> outcome = Promise.promise();
        long timer = vertx.setTimer(
                settings.connectTimeout().toMillis(), late -> fail(outcome, "no connection to Postgres in time", null));
        Future<PgConnection> attempt = PgConnection.connect(vertx, options);
        var unused = attempt.onComplete(made -> {
            boolean wasInTime = vertx.cancelTimer(timer);
            if (made.failed()) {
                fail(outcome, "no connection to Postgres", made.cause());
            } else if (wasInTime && !isClosed) {
                outcome.complete(linked(made.result()));
            } else {
                abandon(made.result());
                fail(outcome, "no connection to Postgres in time", null);
            }
        });
        return outcome.future();
    }

    private void fail(Promise<Link> outcome, String message, @Nullable Throwable cause) {
        current = null;
        isResting = true;
        long unusedTimer = vertx.setTimer(settings.restAfterFailure().toMillis(), rested -> isResting = false);
        StatementFault fault = cause == null
                ? new StatementFault(Fate.UNSENT, message)
                : new StatementFault(Fate.UNSENT, message, cause);
        boolean unusedFirst = outcome.tryFail(fault);
    }

    private Link linked(PgConnection connection) {
        Link link = new Link(connection);
        connection.noticeHandler(link::hear);
        // What it throws is also the failure of each statement under way.
        connection.exceptionHandler(known -> {});
        connection.closeHandler(gone -> forget(link));
        return link;
    }

    private void forget(Link link) {
        if (current != null && current.succeeded() && current.result() == link) {
            current = null;
        }
    }

    private Future<RowSet<Row>> execute(Link link, Sql sql, Tuple parameters) {
        Promise<RowSet<Row>> outcome = Promise.promise();
        long timer = vertx.setTimer(settings.statementPatience().toMillis(), late -> {
            StatementFault fault = new StatementFault(Fate.LOST, sql.name() + " was not answered in time");
            if (outcome.tryFail(fault)) {
                LOG.atWarn().addKeyValue("statement", sql.name()).log("connection to Postgres given up");
                forget(link);
                abandon(link.connection);
            }
        });
        var unused = link.connection
                .preparedQuery(sql.text())
                .execute(parameters)
                .onComplete(answer -> {
                    boolean unusedFlag = vertx.cancelTimer(timer);
                    settle(link, sql, answer, outcome);
                });
        return outcome.future();
    }

    private void settle(Link link, Sql sql, AsyncResult<RowSet<Row>> answer, Promise<RowSet<Row>> outcome) {
        if (link.takeDoubt()) {
            boolean unusedFirst =
                    outcome.tryFail(new StatementFault(Fate.DOUBTFUL, sql.name() + " may not be on the standby"));
        } else if (answer.succeeded()) {
            boolean unusedFirst = outcome.tryComplete(answer.result());
        } else {
            StatementFault fault = StatementFault.ofSent(sql.name(), answer.cause());
            if (fault.fate() == Fate.LOST) {
                LOG.atWarn()
                        .addKeyValue("statement", sql.name())
                        .setCause(fault)
                        .log("connection to Postgres lost");
                forget(link);
                abandon(link.connection);
            }
            boolean unusedFirst = outcome.tryFail(fault);
        }
    }

    /** Closing waits for the server to answer what is under way, which may take for ever: hence the count. */
    private void abandon(PgConnection connection) {
        abandoned++;
        var unused = connection.close().onComplete(closed -> abandoned--);
    }
}
