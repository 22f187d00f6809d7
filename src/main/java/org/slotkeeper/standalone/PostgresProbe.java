package org.slotkeeper.standalone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Asks a Postgres that was just started whether it answers, is the one we meant, and keeps what it
 * commits.
 */
final class PostgresProbe {
    private static final String WRONG_PASSWORD = "28P01";

    private final PostgresAddress maintenance;
    private final StoreProcess process;

    PostgresProbe(PostgresAddress address, StoreProcess process) {
        this.maintenance = address.withDatabase("postgres");
        this.process = process;
    }

    boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            if (WRONG_PASSWORD.equals(notYet.getSQLState())) {
                throw process.failed("does not accept the password kept in its data directory");
            }
            return false;
        }
    }

    /**
     * Settings can be changed behind our back by ALTER SYSTEM, so the server is asked and not the
     * file.
     */
    void requireDurable(Path directory) {
        try (Connection connection = connect()) {
            requireSetting(connection, "data_directory", directory.toString());
            for (String setting : PostgresSettings.DURABLE) {
                requireSetting(connection, setting, "on");
            }
        } catch (SQLException cause) {
            throw answeredAndFailed(cause);
        }
    }

    private static void requireSetting(Connection connection, String setting, String required) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            String found = rows.next() ? rows.getString(1) : "";
            if (!required.equals(found)) {
                throw new StoreNotStarted("Postgres says that " + setting + " is " + found + " where it must be "
                        + required + ", else a confirmed booking could be lost: undo it with ALTER SYSTEM RESET, or"
                        + " remove it from postgresql.auto.conf");
            }
        }
    }

    void makeDatabase(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, name)) {
                boolean unused = statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException cause) {
            throw answeredAndFailed(cause);
        }
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            return rows.next();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", maintenance.user());
        properties.setProperty("password", maintenance.password());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "20");
        return DriverManager.getConnection(maintenance.jdbcUrl(), properties);
    }

    private StoreNotStarted answeredAndFailed(SQLException cause) {
        return process.failed("answered and then failed (" + cause.getMessage() + ")");
    }
}
