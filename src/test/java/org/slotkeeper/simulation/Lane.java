package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.simulation.RedisSite.RedisNode;

/** One engine's connection to Redis. It is made to the process that is the master then, and kept as long as it answers. */
final class Lane {

    private final RedisSite redis;
    private final Wire wire;
    private final Runnable newLife;
    private Optional<RedisNode> node = Optional.empty();
    private String life = "";

    /** @param newLife is run when the process behind a new connection is in another life than the one before */
    Lane(RedisSite redis, Wire wire, Runnable newLife) {
        this.redis = redis;
        this.wire = wire;
        this.newLife = newLife;
    }

    /** Fails if Redis does not answer; the connection is not used again then. */
    <T> Future<T> send(String what, Function<RedisNode, Future<T>> script) {
        if (!redis.isThere()) {
            node = Optional.empty();
            return Future.failedFuture(StoreAway.UNSENT);
        }
        RedisNode behind = node.filter(known -> !known.isGone()).orElseGet(this::connect);
        return wire.send(what, () -> redis.isThere() && !behind.isGone(), () -> script.apply(behind))
                .onFailure(cause -> {
                    if (cause != StoreAway.COLD) {
                        disconnect(behind);
                    }
                });
    }

    void disconnect() {
        node = Optional.empty();
    }

    private void disconnect(RedisNode from) {
        if (node.filter(known -> known == from).isPresent()) {
            node = Optional.empty();
        }
    }

    private RedisNode connect() {
        RedisNode master = redis.master();
        node = Optional.of(master);
        if (!life.equals(master.life())) {
            life = master.life();
            newLife.run();
        }
        return master;
    }
}
