package org.slotkeeper.standalone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * A Postgres of our own as a child process, whose commits survive what Postgres' commits survive.
 *
 * <p>All methods block: call them from the main thread or a worker, never from an event loop.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String USER = "slotkeeper";
    private static final String DATABASE = "slotkeeper";
    private static final String NAME = "Postgres";
    private static final String WRONG_PASSWORD = "28P01";
    private static final int ATTEMPTS = 5;
    private static final int READY_SECONDS = 60;
    private static final int STOP_SECONDS = 10;
    /** Fast: ends sessions, writes a checkpoint. Immediate: leaves recovery to the next start. */
    private static final List<String> STOP_SIGNALS = List.of("INT", "QUIT");

    private final DataDirectory data;
    private final PostgresCluster cluster;
    private final PostgresAddress address;

    private EmbeddedPostgres(DataDirectory data, PostgresCluster cluster, PostgresAddress address) {
        this.data = data;
        this.cluster = cluster;
        this.address = address;
    }

    /**
     * Starts Postgres on the data of {@code directory}, which is made when it is not there.
     *
     * @throws StoreNotStarted with a sentence that says what to do
     */
    public static EmbeddedPostgres start(Path directory, RandomGenerator chance) {
        DataDirectory data = DataDirectory.claim(directory, "postgres");
        try {
            return start(data, chance);
        } catch (RuntimeException cause) {
            data.close();
            throw cause;
        }
    }

    private static EmbeddedPostgres start(DataDirectory data, RandomGenerator chance) {
        StoreUser user = StoreUser.of(data.root());
        Path programs = Binaries.of(data.root()).postgres();
        PostgresCluster cluster = new PostgresCluster(data, user, programs);
        running(cluster).ifPresent(orphan -> orphan.stop(STOP_SIGNALS, STOP_SECONDS));
        StoreProcess.beginLog(cluster.log());
        String password = cluster.prepare(chance);
        cluster.forgetForeignProcess();
        for (int attempt = 1; ; attempt++) {
            PostgresAddress address =
                    new PostgresAddress(LoopbackPort.HOST, LoopbackPort.free(), DATABASE, USER, password);
            try {
                launch(cluster, user, programs, address);
                return new EmbeddedPostgres(data, cluster, address);
            } catch (StoreNotStarted failure) {
                running(cluster).ifPresent(halfStarted -> halfStarted.stop(STOP_SIGNALS, STOP_SECONDS));
                if (attempt == ATTEMPTS || !failure.isPortTaken()) {
                    throw failure;
                }
                StoreProcess.beginLog(cluster.log());
            }
        }
    }

    private static void launch(PostgresCluster cluster, StoreUser user, Path programs, PostgresAddress address) {
        List<String> command = List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                cluster.directory().toString(),
                "-p",
                Integer.toString(address.port()));
        StoreProcess process = StoreProcess.start(NAME, command, user, cluster.directory(), cluster.log());
        PostgresAddress maintenance = address.withDatabase("postgres");
        process.awaitReady(() -> answers(maintenance, process), READY_SECONDS);
        try (Connection connection = connect(maintenance)) {
            requireDurable(connection, cluster.directory());
            makeDatabase(connection);
        } catch (SQLException cause) {
            throw process.failed("answered and then failed (" + cause.getMessage() + ")");
        }
    }

    private static boolean answers(PostgresAddress address, StoreProcess process) {
        try (Connection connection = connect(address)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            if (WRONG_PASSWORD.equals(notYet.getSQLState())) {
                throw process.failed("does not accept the password kept in its data directory");
            }
            return false;
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "20");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    /** Settings can be changed behind our back by ALTER SYSTEM, so the server is asked and not the file. */
    private static void requireDurable(Connection connection, Path directory) throws SQLException {
        requireSetting(connection, "data_directory", directory.toString());
        for (String setting : PostgresSettings.DURABLE) {
            requireSetting(connection, setting, "on");
        }
    }

    private static void requireSetting(Connection connection, String setting, String required) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            String found = rows.next() ? rows.getString(1) : "";
            if (!required.equals(found)) {
                throw new StoreNotStarted("Postgres says that " + setting + " is " + found + " where it must be "
                        + required + ": without it a booking that was confirmed could be lost");
            }
        }
    }

    private static void makeDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isThere;
            try (ResultSet rows =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                isThere = rows.next();
            }
            if (!isThere) {
                boolean unused = statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private static Optional<RunningStore> running(PostgresCluster cluster) {
        return RunningStore.find(cluster.pidFile(), cluster.directory().toString());
    }

    public PostgresAddress address() {
        return address;
    }

    /** Ends sessions, writes everything down and stops; at worst forces it, which costs the next start a recovery. */
    @Override
    public void close() {
        try {
            running(cluster).ifPresent(store -> store.stop(STOP_SIGNALS, STOP_SECONDS));
        } finally {
            data.close();
        }
    }
}
