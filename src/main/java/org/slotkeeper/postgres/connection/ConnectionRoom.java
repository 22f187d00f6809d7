package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The least of the limits that Postgres sets to our connections, and what sets it: an engine that
 * cannot have all of its own would look well and refuse bookings for ever.
 *
 * @param setBy for a sentence, with what is to be typed to change it
 */
public record ConnectionRoom(int connectionsMax, String setBy) {

    private static final Sql LIMITS = Sql.of("upkeep/connection_limits");

    public static Future<ConnectionRoom> ask(PostgresConnections connections) {
        return connections
                .reading()
                .run(LIMITS, Tuple.tuple())
                .map(rows -> least(rows.iterator().next()));
    }

    /** Whether so many processes that need so many each find room. */
    public boolean isEnough(int processes, int needed) {
        return (long) processes * needed <= connectionsMax;
    }

    private static ConnectionRoom least(Row row) {
        ConnectionRoom least = new ConnectionRoom(row.getInteger("of_server"), "max_connections in postgresql.conf");
        for (ConnectionRoom other : List.of(
                new ConnectionRoom(row.getInteger("of_role"), "ALTER ROLE … CONNECTION LIMIT"),
                new ConnectionRoom(row.getInteger("of_database"), "ALTER DATABASE … CONNECTION LIMIT"))) {
            if (other.connectionsMax >= 0 && other.connectionsMax < least.connectionsMax) {
                least = other;
            }
        }
        return least;
    }
}
