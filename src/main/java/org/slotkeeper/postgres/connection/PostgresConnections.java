package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import org.slotkeeper.telemetry.Meters;

/**
 * One event loop's connections: bookings have their own, so that nothing else stands in their line;
 * changes and readings have one each. All calls come from the event loop it was made on.
 */
public final class PostgresConnections {

    /**
     * Plans are made once, whatever the parameters. They must not depend on how full the tables
     * happen to be at that moment: an empty table invites a scan of the whole, and is full a minute
     * later.
     */
    private static final Map<String, String> BOOKING_PLANS =
            Map.of("plan_cache_mode", "force_generic_plan", "enable_seqscan", "off", "jit", "off");
    /**
     * Here batches are joined with tables, and row by row through the index is always right for so
     * few rows.
     */
    static final Map<String, String> LOOKUP_PLANS = Map.of(
            "plan_cache_mode",
            "force_generic_plan",
            "enable_seqscan",
            "off",
            "enable_hashjoin",
            "off",
            "enable_mergejoin",
            "off",
            "jit",
            "off");

    static final Sql PING = new Sql("ping", "SELECT 1");

    private final PinnedConnection booking;
    private final PinnedConnection changing;
    private final PinnedConnection reading;

    public PostgresConnections(Vertx vertx, PostgresPrimary primary, ConnectionSettings settings, Meters meters) {
        StatementMeters statements = new StatementMeters(meters);
        this.booking = new PinnedConnection(vertx, primary, settings, BOOKING_PLANS, statements);
        this.changing = new PinnedConnection(vertx, primary, settings, LOOKUP_PLANS, statements);
        this.reading = new PinnedConnection(vertx, primary, settings, LOOKUP_PLANS, statements);
    }

    public PinnedConnection booking() {
        return booking;
    }

    public PinnedConnection changing() {
        return changing;
    }

    public PinnedConnection reading() {
        return reading;
    }

    /** Done when Postgres has answered over the two that write. */
    public Future<Void> pingForWrites() {
        return Future.join(booking.run(PING, Tuple.tuple()), changing.run(PING, Tuple.tuple()))
                .mapEmpty();
    }

    public Future<Void> close() {
        return Future.join(booking.close(), changing.close(), reading.close()).mapEmpty();
    }
}
