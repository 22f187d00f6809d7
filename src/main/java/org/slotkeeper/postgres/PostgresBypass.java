package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slotkeeper.reconcile.spi.BypassLedger;

/** The row by which engines tell each other that they book past the inventory. Only the database's own clock counts. Safe to be shared by event loops. */
public final class PostgresBypass implements BypassLedger {

    private static final Sql ANNOUNCE = Sql.of("bypass/announce");
    private static final Sql IS_ANNOUNCED = Sql.of("bypass/is_announced");

    private final PostgresPool pool;

    public PostgresBypass(PostgresPool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Void> announce(Duration length) {
        return pool.statements().run(ANNOUNCE, Tuple.of(length.toMillis())).mapEmpty();
    }

    @Override
    public Future<Boolean> isAnnouncedWithin(Duration time) {
        return pool.statements()
                .run(IS_ANNOUNCED, Tuple.of(time.toMillis()))
                .map(rows -> rows.iterator().next().getBoolean("is_announced"));
    }
}
