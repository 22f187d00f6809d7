package org.slotkeeper.postgres.schema;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;

/**
 * Makes the tables' partitions before the first row of a week: at start, as days go by, and when
 * somebody publishes further ahead. Safe to be shared by event loops.
 */
public final class Partitions {

    private static final Sql MAKE_PARTITIONS = Sql.of("upkeep/make_partitions");

    private final PostgresPool pool;

    public Partitions(PostgresPool pool) {
        this.pool = pool;
    }

    /**
     * Done when each week from the first day's to the last day's has its partitions. To do it again
     * changes nothing.
     */
    public Future<Void> make(LocalDate firstDay, LocalDate lastDay) {
        return pool.statements()
                .run(MAKE_PARTITIONS, Tuple.of(firstDay, lastDay))
                .mapEmpty();
    }
}
