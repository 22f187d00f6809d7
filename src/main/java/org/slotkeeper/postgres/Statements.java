package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Runs statements over a pool, or over one connection of it, and counts and times each. The wait for a connection is part of its time. */
record Statements(SqlClient client, StatementMeters meters) {

    Future<RowSet<Row>> run(Sql statement, Tuple parameters) {
        return meters.of(statement)
                .timed(() -> client.preparedQuery(statement.text()).execute(parameters));
    }
}
