package org.slotkeeper.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.load.kit.Child;
import org.slotkeeper.standalone.EmbeddedStores;
import org.slotkeeper.standalone.StoreNotStarted;

/** A Postgres and a Redis for one contestant alone: the same builds with the same settings for everybody, and whose commits are on disk when they are answered. */
public final class Stores implements AutoCloseable {

    private static final List<String> MUST_BE_ON = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final EmbeddedStores stores;
    private final Map<String, String> settings;

    private Stores(Path directory, EmbeddedStores stores, Map<String, String> settings) {
        this.directory = directory;
        this.stores = stores;
        this.settings = settings;
    }

    public static Stores start(Path directory) {
        EmbeddedStores stores = embedded(directory);
        try {
            return new Stores(directory, stores, settings(stores));
        } catch (RuntimeException cause) {
            stores.close();
            throw cause;
        }
    }

    private static EmbeddedStores embedded(Path directory) {
        try {
            return EmbeddedStores.start(directory, new SecureRandom());
        } catch (StoreNotStarted cause) {
            throw new IllegalStateException(cause.getMessage(), cause);
        }
    }

    private static Map<String, String> settings(EmbeddedStores stores) {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = connect(stores);
                Statement statement = connection.createStatement()) {
            for (String name : List.of(
                    "server_version",
                    "fsync",
                    "synchronous_commit",
                    "full_page_writes",
                    "shared_buffers",
                    "max_wal_size")) {
                try (ResultSet row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    found.put(name, row.getString(1));
                }
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("Postgres cannot be asked for its settings: " + cause.getMessage(), cause);
        }
        for (String name : MUST_BE_ON) {
            if (!"on".equals(found.get(name))) {
                throw new IllegalStateException(name + " is " + found.get(name)
                        + ": such a booking is not durable, and its cost is nothing to compare with");
            }
        }
        return found;
    }

    private static Connection connect(EmbeddedStores stores) throws SQLException {
        return DriverManager.getConnection(
                stores.postgres().jdbcUrl(),
                stores.postgres().user(),
                stores.postgres().password());
    }

    public Connection connect() throws SQLException {
        return connect(stores);
    }

    /** What Postgres said of itself when it was asked. */
    public Map<String, String> settings() {
        return settings;
    }

    public EmbeddedStores addresses() {
        return stores;
    }

    public long postgresPid() {
        return firstNumber(directory.resolve("postgres/postmaster.pid"));
    }

    public long redisPid() {
        return firstNumber(directory.resolve("redis/redis.pid"));
    }

    /** Writes down what earlier work left dirty, so that the next measurement does not pay for it. A machine that is busy may need to be asked again. */
    public void checkpoint() {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT");
                return;
            } catch (SQLException cause) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("Postgres makes no checkpoint: " + cause.getMessage(), cause);
                }
                Child.rest();
            }
        }
    }

    /** How much memory Postgres keeps pages in, from its next start on. */
    public void giveBuffers(String size) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET shared_buffers = '" + size.replace("'", "''") + "'");
        } catch (SQLException cause) {
            throw new IllegalStateException(
                    "Postgres takes no shared_buffers of " + size + ": " + cause.getMessage(), cause);
        }
    }

    public long redisBytes() {
        Matcher used = Pattern.compile("used_memory:(\\d+)").matcher(redis("INFO memory"));
        if (!used.find()) {
            throw new IllegalStateException("Redis does not say how much memory it uses");
        }
        return Long.parseLong(used.group(1));
    }

    public void emptyRedis() {
        String answer = redis("FLUSHALL");
        if (!answer.contains("+OK")) {
            throw new IllegalStateException("Redis was not emptied: " + answer);
        }
    }

    /** How many keys Redis has. */
    public long redisKeys() {
        return Long.parseLong(redis("DBSIZE").replaceAll("(?s):(\\d+).*", "$1"));
    }

    private String redis(String command) {
        try (Socket socket = new Socket(stores.redis().host(), stores.redis().port())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static long firstNumber(Path file) {
        try {
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        stores.close();
    }
}
