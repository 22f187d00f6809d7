package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.postgres.ledger.LedgerWire;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Stores;

final class PostgresPoolTest {

    private static final int CONNECTIONS = 8;
    /** Keeps its connection, so that the next one needs another. */
    private static final Sql SLOW = new Sql("slow", "SELECT pg_sleep(0.5)");

    @Test
    void connectionsThatOpenAtOnceLookForTheServerOnce() {
        PostgresAddress database = Stores.freshDatabase();
        Vertx vertx = Vertx.vertx();
        try (LedgerWire wire = new LedgerWire(database);
                Meters meters = new Meters()) {
            PostgresPrimary primary = new PostgresPrimary(new PostgresCoordinates(
                    wire.address(), 5432, database.database(), database.user(), database.password()));
            PostgresPool pool = new PostgresPool(vertx, primary, CONNECTIONS, meters);
            Promise<Void> all = Promise.promise();
            vertx.runOnContext(begun -> {
                List<Future<?>> asked = IntStream.range(0, CONNECTIONS)
                        .<Future<?>>mapToObj(number -> pool.statements().run(SLOW, Tuple.tuple()))
                        .toList();
                Future.all(asked).<Void>mapEmpty().onComplete(all);
            });
            await(all.future());

            assertThat(wire.connections()).isEqualTo(CONNECTIONS + 1);
            await(pool.close());
        } finally {
            await(vertx.close());
        }
    }
}
