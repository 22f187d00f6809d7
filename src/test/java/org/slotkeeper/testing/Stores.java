package org.slotkeeper.testing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.standalone.EmbeddedPostgres;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.standalone.EmbeddedStores;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.standalone.StoreNotStarted;

/**
 * The real stores, started once for each JVM of tests when the first test asks, and stopped with the JVM.
 *
 * <p>Their data stands in the machine's temporary directory under a name of this checkout and this JVM, so that what a killed run
 * left behind is found and erased by the next one.
 */
public final class Stores {
    private static final int RUNS_AT_ONCE = 16;
    private static final AtomicInteger DATABASES = new AtomicInteger();
    /** By this JVM, in which both stores stand in one directory. */
    private static final Set<Path> ERASED = new HashSet<>();

    private Stores() {}

    /** A new, empty database that no other test knows. */
    public static PostgresAddress freshDatabase() {
        PostgresAddress maintenance = Postgres.RUNNING.address();
        String name = "test_" + DATABASES.incrementAndGet();
        execute(maintenance, "CREATE DATABASE " + name);
        return maintenance.withDatabase(name);
    }

    /** How many databases have been handed out. */
    public static int databases() {
        return DATABASES.get();
    }

    /** Drops the databases that were handed out since there were this many. A Postgres with hundreds of them takes minutes to stop. */
    public static void dropDatabasesSince(int count) {
        for (int number = count + 1; number <= DATABASES.get(); number++) {
            execute(Postgres.RUNNING.address(), "DROP DATABASE test_" + number + " WITH (FORCE)");
        }
    }

    /** The one Redis, as the tests before left it: use keys of your own, or {@link #flushed}. */
    public static RedisAddress redis() {
        return Redis.RUNNING.address();
    }

    /** The one Redis, emptied of keys and scripts. */
    public static RedisAddress flushed() {
        RedisAddress address = redis();
        for (String[] command : new String[][] {{"FLUSHALL"}, {"SCRIPT", "FLUSH"}}) {
            List<String> answer = RedisTalk.say(address, command);
            if (!answer.equals(List.of("OK"))) {
                throw new IllegalStateException("Redis answered " + answer);
            }
        }
        return address;
    }

    /** Runs one statement over JDBC, outside of the code under test. */
    public static void execute(PostgresAddress database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    /** A connection over JDBC, outside of the code under test; the caller closes it. */
    public static Connection connect(PostgresAddress database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** What a process is told so that it finds a database. */
    public static List<String> flags(PostgresAddress postgres) {
        return List.of(
                "postgres.host=" + postgres.host(),
                "postgres.port=" + postgres.port(),
                "postgres.database=" + postgres.database(),
                "postgres.user=" + postgres.user(),
                "postgres.password=" + postgres.password());
    }

    /** What a process is told so that it finds a Redis. */
    public static List<String> flags(RedisAddress redis) {
        return List.of("redis.host=" + redis.host(), "redis.port=" + redis.port());
    }

    private interface Start<S> {
        S in(Path directory);
    }

    /** Two runs of one checkout do not share data: the second takes the next directory. */
    private static synchronized <S extends AutoCloseable> S start(Start<S> start) {
        for (int run = 0; ; run++) {
            try {
                S started = start.in(erased(Fork.directory("tests", run)));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
                return started;
            } catch (StoreNotStarted failure) {
                boolean isInUse = String.valueOf(failure.getMessage()).contains("in use by another running Slotkeeper");
                if (!isInUse || run == RUNS_AT_ONCE) {
                    throw failure;
                }
            }
        }
    }

    /** Begins with nothing: before it answers, a Postgres that was killed reads through all of the hundreds of databases that it was left with, which takes minutes on a busy disk. */
    private static Path erased(Path directory) {
        if (!ERASED.contains(directory)) {
            EmbeddedStores.erase(directory);
            ERASED.add(directory);
        }
        return directory;
    }

    private static void close(AutoCloseable store) {
        try {
            store.close();
        } catch (Exception cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static final class Postgres {
        static final EmbeddedPostgres RUNNING =
                start(directory -> EmbeddedPostgres.start(directory, new SecureRandom()));
    }

    private static final class Redis {
        static final EmbeddedRedis RUNNING = start(EmbeddedRedis::start);
    }
}
