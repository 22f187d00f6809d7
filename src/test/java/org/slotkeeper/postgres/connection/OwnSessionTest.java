package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.postgres.retention.PostgresWeekLedger;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.DroppingPooler;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RefusingPooler;
import org.slotkeeper.testing.Stores;

/** A pooler between us and Postgres that ignores what a session is begun with, as PgBouncer does: nothing is asked through it. */
final class OwnSessionTest {

    private static Vertx vertx;
    private static PostgresAddress server;
    private static DroppingPooler pooler;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = Stores.freshDatabase();
        pooler = new DroppingPooler(server);
    }

    @AfterAll
    static void stop() {
        pooler.close();
        await(vertx.close());
    }

    private static PostgresCoordinates at(PostgresAddress address) {
        return new PostgresCoordinates(
                address.host(), address.port(), address.database(), address.user(), address.password());
    }

    @Test
    void aConnectionIsRefused() {
        assertThatThrownBy(
                        () -> await(new PostgresPrimary(at(pooler.address())).connect(vertx, Map.of(), Patience.LONG)))
                .hasStackTraceContaining("a session that is not ours")
                .hasStackTraceContaining("PgBouncer")
                .hasStackTraceContaining(String.valueOf(pooler.address().port()));
        await(await(new PostgresPrimary(at(server)).connect(vertx, Map.of(), Patience.LONG))
                .connection()
                .close());
    }

    @Test
    void commandsRefuseItToo() throws SQLException {
        assertThatThrownBy(() -> Jdbc.connect(at(pooler.address())).close()).hasStackTraceContaining("PgBouncer");
        assertThatThrownBy(() -> PostgresWeekLedger.open(at(pooler.address()))).hasStackTraceContaining("PgBouncer");
        Jdbc.connect(at(server)).close();
    }

    @Test
    void noTableIsMadeThroughIt() {
        assertThatThrownBy(() -> Migrations.migrate(at(pooler.address()))).hasStackTraceContaining("PgBouncer");
        assertThat(Migrations.migrate(at(server))).matches("\\d+");
    }

    /** It says so in its own words, and will at each later try. */
    @Test
    void aPoolerThatTakesNothingWithASessionIsToldAtOnce() {
        try (RefusingPooler refusing = new RefusingPooler()) {
            PostgresCoordinates there = at(refusing.address());
            assertThatThrownBy(() -> await(new PostgresPrimary(there).connect(vertx, Map.of(), Patience.LONG)))
                    .hasStackTraceContaining("PgBouncer by its words")
                    .hasStackTraceContaining("unsupported startup parameter: statement_timeout")
                    .hasStackTraceContaining("postgres.host and postgres.port");
            assertThatThrownBy(() -> Jdbc.connect(there).close()).hasStackTraceContaining("PgBouncer by its words");
            int before = refusing.refused();
            assertThatThrownBy(() -> Migrations.migrate(there))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("PgBouncer by its words")
                    .hasMessageContaining("postgres.host");
            assertThat(refusing.refused()).isEqualTo(before + 1);
        }
    }
}
