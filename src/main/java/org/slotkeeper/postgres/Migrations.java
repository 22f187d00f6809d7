package org.slotkeeper.postgres;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.flywaydb.core.Flyway;

/** Brings the database's schema to the version this program knows, forward only. */
public final class Migrations {

    private Migrations() {}

    /** Blocks until done: call it from the main thread or a worker, never from an event loop. Several processes may call it at once; one of them does the work. Answers the version the schema is at then. */
    @CanIgnoreReturnValue
    public static String migrate(PostgresCoordinates postgres) {
        Flyway flyway = Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("classpath:db")
                .connectRetries(5)
                .load();
        var unusedResult = flyway.migrate();
        return String.valueOf(flyway.info().current().getVersion());
    }
}
