package org.slotkeeper.postgres.schema;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.postgres.connection.OwnSession;
import org.slotkeeper.postgres.connection.PostgresCoordinates;

/**
 * Brings the database's schema to the version this program knows, forward only, while others book.
 */
public final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Migrations() {}

    /**
     * How changes are made.
     *
     * @param lockPatience how long a change may wait for its lock. Whoever wants to book meanwhile
     * waits behind it
     * @param tries how often it is tried
     * @param pause between two tries, in which those who waited have their turn
     * @param locations where the changes are
     */
    record Manner(Duration lockPatience, int tries, Duration pause, List<String> locations) {

        /**
         * Bookings may be half a second late a few times, and a report that reads a table for
         * twenty seconds is waited out.
         */
        static final Manner USUAL =
                new Manner(Duration.ofMillis(500), 10, Duration.ofSeconds(2), List.of("classpath:db"));
    }

    /**
     * Blocks until done: call it from the main thread or a worker, never from an event loop.
     * Several processes may call it at once; one of them does the work. Answers the version the
     * schema is at then.
     */
    @CanIgnoreReturnValue
    public static String migrate(PostgresCoordinates postgres) {
        return migrate(postgres, Manner.USUAL);
    }

    /**
     * @throws IllegalStateException if others held a lock for too long each time: the change that
     * was tried is undone whole, and may be tried again
     */
    @CanIgnoreReturnValue
    static String migrate(PostgresCoordinates postgres, Manner manner) {
        String url = postgres.jdbcUrl("lock_timeout=" + manner.lockPatience().toMillis());
        requireOwnSession(url, postgres);
        Flyway flyway = Flyway.configure()
                .dataSource(url, postgres.user(), postgres.password().read())
                .locations(manner.locations().toArray(String[]::new))
                .connectRetries(5)
                .load();
        for (int nth = 1; !isDone(flyway); nth++) {
            if (nth == manner.tries()) {
                throw new IllegalStateException("others hold a lock on a table that has to be changed: tried "
                        + manner.tries() + " times, each for " + manner.lockPatience()
                        + ", and what was tried is undone. Look for a transaction that is open for long"
                        + " (pg_stat_activity, xact_start), end it, and try again");
            }
            rest(manner.pause());
        }
        return String.valueOf(flyway.info().current().getVersion());
    }

    /**
     * Behind a pooler the locks by which one process of several does the work are others' too. A
     * server that does not answer yet is Flyway's to try again.
     */
    private static void requireOwnSession(String url, PostgresCoordinates postgres) {
        try (Connection connection = DriverManager.getConnection(
                url, postgres.user(), postgres.password().read())) {
            OwnSession.require(connection, postgres);
        } catch (SQLException away) {
            OwnSession.requireTaken(away, postgres);
            LOG.atWarn().addKeyValue("cause", away.getMessage()).log("postgres does not let us in");
        }
    }

    private static boolean isDone(Flyway flyway) {
        try {
            var unusedResult = flyway.migrate();
            return true;
        } catch (FlywayException fault) {
            if (isLockedOut(fault)) {
                return false;
            }
            throw fault;
        }
    }

    private static boolean isLockedOut(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState()));
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop while the tables were brought up to date", stopped);
        }
    }
}
