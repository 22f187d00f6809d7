package org.slotkeeper.redis;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.telemetry.Meters;

/** The connections to Redis: one for each event loop that asks, so that no caller waits for another loop, and one for all other callers. A future fails with {@link RedisAway} at once while Redis is away. */
public final class RedisConnections {

    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final RedisMeters meters;
    private final NodeAddress node;
    private final Lives lives = new Lives();
    private final Map<EventLoop, RedisLane> lanes = new ConcurrentHashMap<>();
    private final RedisLane laneOfOthers;

    public RedisConnections(Vertx vertx, ConnectionSettings settings, Meters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.meters = new RedisMeters(meters);
        this.node = NodeAddress.of(settings.options());
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        this.laneOfOthers = new RedisLane(vertx, context, settings, node, lives);
        context.runOnContext(started -> laneOfOthers.open());
        lanes.put(context.nettyEventLoop(), laneOfOthers);
    }

    /** Done when Redis has answered. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    /**
     * Names the life of the process that serves a practice now, asked anew: if it restarts, or another takes its place, it may have lost its memory, and the life is another one.
     */
    public Future<String> life(OdsCode practice) {
        return inLane(RedisLane::lookAtLife);
    }

    /** @param heard is run on an event loop when a node is met in another life than before, which is the time to fill what has gone cold; several connections may each tell of the same life */
    public void onNewLife(Runnable heard) {
        lives.onNew(heard);
    }

    /** How much memory Redis has taken, its own included. */
    public Future<Long> memoryBytes() {
        return send(NodeState.question()).map(NodeState::usedMemory);
    }

    /** How many commands wait for an answer, over all connections. */
    public int unanswered() {
        return lanes.values().stream().mapToInt(RedisLane::unanswered).sum();
    }

    int laneCount() {
        return lanes.size();
    }

    public Future<Void> close() {
        List<Future<Void>> closed =
                lanes.values().stream().map(lane -> on(lane, RedisLane::close)).toList();
        return Future.join(closed).mapEmpty();
    }

    Future<Response> call(ScriptCall call) {
        return meters.of(call.script()).timed(() -> inLane(lane -> lane.send(call)));
    }

    Future<Response> send(OdsCode practice, Request request) {
        return send(request);
    }

    Future<Response> send(Request request) {
        return meters.of(request.command()).timed(() -> inLane(lane -> lane.send(life -> request)));
    }

    private <T> Future<T> inLane(Function<RedisLane, Future<T>> command) {
        ContextInternal current = ContextInternal.current();
        if (current == null || !current.isEventLoopContext() || !current.inThread()) {
            return on(laneOfOthers, command);
        }
        RedisLane lane = lanes.computeIfAbsent(current.nettyEventLoop(), loop -> open(current));
        return command.apply(lane);
    }

    private RedisLane open(Context context) {
        RedisLane lane = new RedisLane(vertx, context, settings, node, lives);
        lane.open();
        return lane;
    }

    private static <T> Future<T> on(RedisLane lane, Function<RedisLane, Future<T>> work) {
        Promise<T> promise = Promise.promise();
        lane.context().runOnContext(here -> work.apply(lane).onComplete(promise));
        return promise.future();
    }
}
