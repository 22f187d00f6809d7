package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;

/** Makes the tables' partitions before the first row of a week: at start, and when somebody publishes further ahead. */
public final class Partitions {

    private static final Sql MAKE_PARTITIONS = Sql.of("upkeep/make_partitions");

    private final PostgresConnections connections;

    public Partitions(PostgresConnections connections) {
        this.connections = connections;
    }

    public Future<Void> make(LocalDate firstDay, LocalDate lastDay) {
        return connections
                .changing()
                .run(MAKE_PARTITIONS, Tuple.of(firstDay, lastDay))
                .mapEmpty();
    }
}
