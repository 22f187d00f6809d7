package org.slotkeeper.redis.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.platform.OwnerThread;

/**
 * One event loop's lanes: one for each node that it had something to ask of. Only its event loop
 * makes and uses them.
 */
final class LoopLanes {

    private final OwnerThread owner = new OwnerThread();
    private final Vertx vertx;
    private final Context context;
    private final ConnectionSettings settings;
    private final LaneWatcher watcher;
    // Others only count.
    private final Map<NodeAddress, RedisLane> lanes = new ConcurrentHashMap<>();
    private boolean isClosed;

    LoopLanes(Vertx vertx, Context context, ConnectionSettings settings, LaneWatcher watcher) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.watcher = watcher;
    }

    Context context() {
        return context;
    }

    /** The lane to a node, made if there is none yet. */
    RedisLane to(NodeAddress node) {
        owner.require();
        RedisLane known = lanes.get(node);
        if (known != null) {
            return known;
        }
        RedisLane made = new RedisLane(vertx, settings, node, watcher);
        if (isClosed) {
            return made;
        }
        lanes.put(node, made);
        made.open();
        return made;
    }

    /** Makes the lanes to these nodes before anybody asks. */
    void meet(Collection<NodeAddress> masters) {
        owner.require();
        for (NodeAddress node : masters) {
            RedisLane unused = to(node);
        }
    }

    /** Closes idle lanes to nodes that are masters no more: a dead node is not called for ever. */
    void keepOnly(Collection<NodeAddress> masters) {
        owner.require();
        for (RedisLane lane : List.copyOf(lanes.values())) {
            if (!masters.contains(lane.node()) && lane.isIdle()) {
                lanes.remove(lane.node());
                lane.close();
            }
        }
    }

    int count() {
        return lanes.size();
    }

    int unanswered() {
        return lanes.values().stream().mapToInt(RedisLane::unanswered).sum();
    }

    Future<Void> close() {
        owner.require();
        isClosed = true;
        lanes.values().forEach(RedisLane::close);
        return Future.succeededFuture();
    }
}
