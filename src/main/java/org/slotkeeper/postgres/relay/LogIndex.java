package org.slotkeeper.postgres.relay;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;

/**
 * The index that the log is read by. No migration makes it: in a ledger of years that may take an
 * hour, in which no engine could start, and nobody but the relay needs it. Whoever is ended while
 * it is made leaves it to Postgres, or to the next one.
 */
final class LogIndex {

    private static final Sql INDEX_OF_LOG = Sql.of("relay/index_of_log");
    private static final Sql MAKE_INDEX_OF_LOG = Sql.of("relay/make_index_of_log");
    private static final Sql DROP_INDEX_OF_LOG = Sql.of("relay/drop_index_of_log");

    private final PostgresPool pool;
    private volatile boolean isUsable;

    LogIndex(PostgresPool pool) {
        this.pool = pool;
    }

    /** Done when the log can be read by it; fails while somebody else makes it. */
    Future<Void> made() {
        return isUsable
                ? Future.succeededFuture()
                : pool.statements()
                        .run(INDEX_OF_LOG, Tuple.tuple())
                        .compose(rows -> madeUnlessUsable(rows.iterator().next()));
    }

    private Future<Void> madeUnlessUsable(Row index) {
        if (index.getBoolean("is_usable")) {
            isUsable = true;
            return Future.succeededFuture();
        }
        if (index.getBoolean("is_being_made")) {
            return Future.failedFuture("the index of the log is being made by somebody else");
        }
        Future<Void> nothingLeft =
                index.getBoolean("is_there") ? pool.runAtLeisure(DROP_INDEX_OF_LOG) : Future.succeededFuture();
        return nothingLeft.compose(gone -> pool.runAtLeisure(MAKE_INDEX_OF_LOG)).onSuccess(made -> isUsable = true);
    }
}
