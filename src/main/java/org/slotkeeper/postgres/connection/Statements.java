package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slotkeeper.postgres.connection.StatementFault.Fate;

/**
 * Runs statements over a pool, or over one connection of it, and counts and times each. The wait
 * for a connection is part of its time. A statement that is not answered in time, or whose commit
 * the standby may not have, is a failure.
 */
public record Statements(Vertx vertx, Lender lender, StatementMeters meters) {

    private static final long PATIENCE_MILLIS = 8_000;

    /** Lends a connection for one statement. */
    interface Lender {
        Future<RowSet<Row>> lend(Function<SqlConnection, Future<RowSet<Row>>> statement);
    }

    public Future<RowSet<Row>> run(Sql statement, Tuple parameters) {
        return meters.of(statement).timed(() -> lender.lend(connection -> execute(connection, statement, parameters)));
    }

    private Future<RowSet<Row>> execute(SqlConnection connection, Sql statement, Tuple parameters) {
        Promise<RowSet<Row>> outcome = Promise.promise();
        AtomicBoolean isDoubtful = new AtomicBoolean();
        PgConnection.cast(connection).noticeHandler(notice -> {
            if (StatementFault.isDoubt(notice)) {
                isDoubtful.set(true);
            }
        });
        long timer = vertx.setTimer(PATIENCE_MILLIS, late -> {
            if (outcome.tryFail(new StatementFault(Fate.LOST, statement.name() + " was not answered in time"))) {
                // What is not answered must not be lent to anybody else.
                Sockets.cut(connection);
            }
        });
        var unused = connection
                .preparedQuery(statement.text())
                .execute(parameters)
                .onComplete(answer -> {
                    boolean unusedFlag = vertx.cancelTimer(timer);
                    if (isDoubtful.get()) {
                        boolean unusedFirst = outcome.tryFail(
                                new StatementFault(Fate.DOUBTFUL, statement.name() + " may not be on the standby"));
                    } else if (answer.succeeded()) {
                        boolean unusedFirst = outcome.tryComplete(answer.result());
                    } else {
                        boolean unusedFirst = outcome.tryFail(answer.cause());
                    }
                });
        return outcome.future();
    }
}
