package org.slotkeeper.assembly;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.config.BadConfig;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.postgres.connection.ConnectionRoom;
import org.slotkeeper.redis.connection.RedisAway;
import org.slotkeeper.redis.connection.RedisConnections;

/** Whether the stores take as many connections as engines need: asked once, when one starts. */
final class StoreRoom {

    private static final Logger LOG = LoggerFactory.getLogger(StoreRoom.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /**
     * Beside the pool's and one for each event loop: two that write, one by which the pool looks
     * for its server, those of two jobs' locks, and one for upkeep that takes its time.
     */
    private static final int POSTGRES_BESIDES = 6;

    private StoreRoom() {}

    /**
     * A Redis that is away now is no reason not to start: the health check tells of it, and its
     * limits go unread.
     */
    static void require(RedisConnections redis, int engines) {
        refuse(redis.whyTooFewConnections(engines), "asking Redis for its limits");
        refuse(redis.whyDenied(), "asking Redis for our rights");
    }

    private static void refuse(Future<Optional<String>> why, String what) {
        Future<Optional<RuntimeException>> known =
                why.map(reason -> reason.<RuntimeException>map(CannotRun::new)).otherwise(StoreRoom::refusal);
        Optional<RuntimeException> refusal = Blocking.await(known, PATIENCE, what);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** What waiting mends is none. */
    private static Optional<RuntimeException> refusal(Throwable cause) {
        if (!(cause instanceof RedisAway away)) {
            return Optional.empty();
        }
        String message = String.valueOf(away.getMessage());
        if (away.isUnusable()) {
            return Optional.of(new BadConfig(message));
        }
        return away.isDenied() ? Optional.of(new CannotRun(message)) : Optional.empty();
    }

    /**
     * One engine that does not find room could never book. Whether several are too many is found
     * out by how many there are: of that the log warns.
     */
    static void require(ConnectionRoom postgres, Vertx vertx, int poolConnections, int engines) {
        int needed = poolConnections + eventLoops(vertx) + POSTGRES_BESIDES;
        if (!postgres.isEnough(1, needed)) {
            throw new CannotRun("Postgres takes " + postgres.connectionsMax() + " connections from here ("
                    + postgres.setBy() + "), but an engine needs " + needed + ": raise that limit");
        }
        if (!postgres.isEnough(engines, needed)) {
            LOG.atWarn()
                    .addKeyValue("connectionsMax", postgres.connectionsMax())
                    .addKeyValue("setBy", postgres.setBy())
                    .addKeyValue("neededByAnEngine", needed)
                    .addKeyValue("engines", engines)
                    .log("postgres takes fewer connections than all engines together need");
        }
    }

    private static int eventLoops(Vertx vertx) {
        int count = 0;
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            count++;
        }
        return count;
    }
}
