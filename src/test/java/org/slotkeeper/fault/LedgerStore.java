package org.slotkeeper.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slotkeeper.standalone.EmbeddedPostgres;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.StoreNotStarted;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Processes;
import org.slotkeeper.testing.Signals;

/** A Postgres that is killed, stopped, filled up and started again on the same data. */
final class LedgerStore implements AutoCloseable {

    private final Path directory;
    private EmbeddedPostgres postgres;

    private LedgerStore(Path directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
    }

    static LedgerStore start(Path directory) {
        LedgerStore store = new LedgerStore(directory, EmbeddedPostgres.start(directory, new SecureRandom()));
        // Little room is kept for the log, so that a full disk is felt at once.
        store.execute("ALTER SYSTEM SET max_wal_size = '64MB'");
        store.execute("ALTER SYSTEM SET min_wal_size = '32MB'");
        store.execute("ALTER SYSTEM SET checkpoint_timeout = '30s'");
        store.execute("SELECT pg_reload_conf()");
        return store;
    }

    PostgresAddress address() {
        return postgres.address();
    }

    Connection connect() throws SQLException {
        PostgresAddress address = postgres.address();
        return DriverManager.getConnection(
                address.jdbcUrl() + "?connectTimeout=5&socketTimeout=30", address.user(), address.password());
    }

    /** One statement, outside of the code under test. */
    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    boolean answers() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException away) {
            return false;
        }
    }

    /** All of it at once, as when the machine's power goes. */
    void kill() {
        process().ifPresent(all -> {
            var backends = all.descendants().toList();
            Signals.send("KILL", all);
            backends.forEach(backend -> Signals.send("KILL", backend));
            awaitEnd(all);
        });
    }

    void stand() {
        process().ifPresent(all -> Signals.sendToAll("STOP", all));
    }

    void goOn() {
        process().ifPresent(all -> Signals.sendToAll("CONT", all));
    }

    /** Starts it again if it is not there; its port is another one. */
    void startAgain() {
        postgres.close();
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            try {
                postgres = EmbeddedPostgres.start(directory, new SecureRandom());
                return;
            } catch (StoreNotStarted notYet) {
                deadline.pause("Postgres to start again: " + notYet.getMessage());
            }
        }
    }

    private Optional<ProcessHandle> process() {
        try {
            Path file = directory.resolve("postgres").resolve("postmaster.pid");
            return ProcessHandle.of(
                    Long.parseLong(Files.readAllLines(file).get(0).strip()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    static void awaitEnd(ProcessHandle process) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (Processes.isAtWork(process)) {
            deadline.pause("process " + process.pid() + " to end");
        }
    }

    @Override
    public void close() {
        goOn();
        postgres.close();
    }
}
