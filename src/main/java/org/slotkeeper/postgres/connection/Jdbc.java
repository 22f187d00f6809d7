package org.slotkeeper.postgres.connection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Statements over one connection of JDBC, for what blocks: each is a transaction of its own. A
 * parameter is an instant, a list of texts or days, or what JDBC knows by itself.
 */
public record Jdbc(Connection connection) {

    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Text of dates and times is the same whoever asks, and rows come in the order in which they
     * lie; a process that dies leaves no statement behind that goes on.
     */
    public static Connection connect(PostgresCoordinates postgres) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.user());
        properties.setProperty("password", postgres.password().read());
        properties.setProperty("ApplicationName", "slotkeeper retire");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = open(postgres, properties);
        try (Statement statement = connection.createStatement()) {
            OwnSession.require(connection, postgres);
            for (String setting : List.of(
                    "TimeZone = 'UTC'",
                    "DateStyle = 'ISO, YMD'",
                    "IntervalStyle = 'postgres'",
                    "extra_float_digits = 1",
                    "synchronize_seqscans = off",
                    "client_connection_check_interval = '5s'")) {
                boolean unused = statement.execute("SET " + setting);
            }
        }
        return connection;
    }

    private static Connection open(PostgresCoordinates postgres, Properties properties) throws SQLException {
        try {
            return DriverManager.getConnection(postgres.jdbcUrl(), properties);
        } catch (SQLException refused) {
            OwnSession.requireTaken(refused, postgres);
            throw refused;
        }
    }

    public static IllegalStateException fault(String what, SQLException cause) {
        return new IllegalStateException(what + ": " + cause.getMessage(), cause);
    }

    public <T> List<T> rows(String sql, Reading<T> reading, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reading.of(rows));
                }
                return all;
            }
        } catch (SQLException cause) {
            throw fault("the ledger could not be asked", cause);
        }
    }

    /** Answers how many rows were written. */
    public long write(Sql sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            set(statement, values);
            return statement.executeUpdate();
        } catch (SQLException cause) {
            throw fault(sql.name() + " failed", cause);
        }
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            Object value = values[at];
            if (value instanceof Instant instant) {
                statement.setObject(at + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (value instanceof List<?> list) {
                Object[] texts = list.stream().map(String::valueOf).toArray();
                statement.setArray(at + 1, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(at + 1, value);
            }
        }
    }
}
