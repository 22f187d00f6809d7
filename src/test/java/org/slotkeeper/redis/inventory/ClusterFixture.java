package org.slotkeeper.redis.inventory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.connection.ConnectionSettings;
import org.slotkeeper.redis.connection.HashSlot;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.RedisCluster;

/** The inventory over a cluster, asked from several event loops. */
public final class ClusterFixture implements AutoCloseable {

    public static final int LOOPS = 2;
    private static final int UNANSWERED_MAX = 20_000;
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);

    public final RedisCluster cluster;
    public final RedisFixture redis;
    private final List<? extends Context> loops;

    public ClusterFixture(RedisCluster cluster) {
        this(cluster, cluster.seeds());
    }

    /** For a test that keeps event loops from reading answers. */
    public static ClusterFixture patient(RedisCluster cluster) {
        return new ClusterFixture(cluster, settings(cluster.seeds(), Duration.ofSeconds(20)));
    }

    public ClusterFixture(RedisCluster cluster, List<String> seeds) {
        this(cluster, settings(seeds, COMMAND_TIMEOUT));
    }

    private ClusterFixture(RedisCluster cluster, ConnectionSettings settings) {
        this.cluster = cluster;
        this.redis = new RedisFixture(settings);
        this.loops = IntStream.range(0, LOOPS)
                .mapToObj(number -> ((VertxInternal) redis.vertx).createEventLoopContext())
                .toList();
    }

    private static ConnectionSettings settings(List<String> seeds, Duration commandTimeout) {
        return new ConnectionSettings(
                new RedisOptions().setMaxWaitingHandlers(2 * UNANSWERED_MAX),
                commandTimeout,
                UNANSWERED_MAX,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                seeds);
    }

    /** A warm practice that this master serves. */
    public OdsCode practiceAt(RedisCluster.Node master, int seatCount) {
        OdsCode practice = redis.practice(InventoryRequests.DAY, seatCount);
        while (cluster.ownerOf(HashSlot.of(practice)) != master) {
            practice = redis.practice(InventoryRequests.DAY, seatCount);
        }
        Futures.await(redis.warm(practice));
        return practice;
    }

    /** Asks on one of the loops. */
    @CanIgnoreReturnValue
    public <T> Future<T> onLoop(int number, Supplier<Future<T>> ask) {
        Promise<T> promise = Promise.promise();
        loops.get(number % LOOPS).runOnContext(here -> ask.get().onComplete(promise));
        return promise.future();
    }

    @Override
    public void close() {
        redis.close();
    }
}
