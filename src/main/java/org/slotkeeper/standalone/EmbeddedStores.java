package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Both stores on one data directory, started and stopped together.
 *
 * <p>All methods block: call them from the main thread or a worker, never from an event loop.
 */
public final class EmbeddedStores implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis redis;

    private EmbeddedStores(EmbeddedPostgres postgres, EmbeddedRedis redis) {
        this.postgres = postgres;
        this.redis = redis;
    }

    /**
     * Starts Postgres and Redis, or neither.
     *
     * @throws StoreNotStarted with a sentence that says what to do
     */
    public static EmbeddedStores start(Path directory, RandomGenerator chance) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, chance);
        try {
            return new EmbeddedStores(postgres, EmbeddedRedis.start(directory));
        } catch (RuntimeException cause) {
            postgres.close();
            throw cause;
        }
    }

    /** Forgets all that was kept in {@code directory}; refused while a live run uses it. */
    public static void erase(Path directory) {
        try (DataDirectory postgres = DataDirectory.claim(directory, PostgresCluster.STORE);
                DataDirectory redis = DataDirectory.claim(directory, RedisHome.STORE)) {
            PostgresCluster.stopOn(postgres.root());
            new RedisHome(redis.root()).stop();
            for (String name : List.of("postgres", "postgres.password", "redis")) {
                Trees.delete(postgres.root().resolve(name));
            }
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot erase the data in " + directory + ": " + cause, cause);
        }
    }

    public PostgresAddress postgres() {
        return postgres.address();
    }

    public RedisAddress redis() {
        return redis.address();
    }

    @Override
    public void close() {
        try {
            redis.close();
        } finally {
            postgres.close();
        }
    }
}
