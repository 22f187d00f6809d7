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
import org.slotkeeper.telemetry.Meters;

/** The connections to Redis: one for each event loop that asks, so that no caller waits for another loop, and one for all other callers. A future fails with {@link RedisAway} at once while Redis is away. */
public final class RedisConnections {

    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final RedisMeters meters;
    private final Map<EventLoop, RedisLane> lanes = new ConcurrentHashMap<>();
    private final RedisLane laneOfOthers;

    public RedisConnections(Vertx vertx, ConnectionSettings settings, Meters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.meters = new RedisMeters(meters);
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        this.laneOfOthers = new RedisLane(vertx, context, settings);
        context.runOnContext(started -> laneOfOthers.open());
        lanes.put(context.nettyEventLoop(), laneOfOthers);
    }

    /** Done when Redis has answered. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    /** Names the life of the Redis that answers: if it restarts or another takes its place, it may have lost its memory, and has another name. */
    public Future<String> lifeName() {
        Future<String> process = send(Request.cmd(Command.INFO).arg("server")).map(info -> field(info, "run_id"));
        Future<String> data =
                send(Request.cmd(Command.INFO).arg("replication")).map(info -> field(info, "master_replid"));
        return Future.all(process, data).map(both -> process.result() + '/' + data.result());
    }

    /** How much memory Redis has taken, its own included. */
    public Future<Long> memoryBytes() {
        return send(Request.cmd(Command.INFO).arg("memory")).map(info -> Long.parseLong(field(info, "used_memory")));
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

    Future<Response> send(Request request) {
        return meters.of(request.command()).timed(() -> inLane(lane -> lane.send(() -> request)));
    }

    private Future<Response> inLane(Function<RedisLane, Future<Response>> command) {
        ContextInternal current = ContextInternal.current();
        if (current == null || !current.isEventLoopContext() || !current.inThread()) {
            return on(laneOfOthers, command);
        }
        RedisLane lane = lanes.computeIfAbsent(current.nettyEventLoop(), loop -> open(current));
        return command.apply(lane);
    }

    private RedisLane open(Context context) {
        RedisLane lane = new RedisLane(vertx, context, settings);
        lane.open();
        return lane;
    }

    private static <T> Future<T> on(RedisLane lane, Function<RedisLane, Future<T>> work) {
        Promise<T> promise = Promise.promise();
        lane.context().runOnContext(here -> work.apply(lane).onComplete(promise));
        return promise.future();
    }

    private static String field(Response info, String name) {
        return info.toString()
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis does not say its " + name));
    }
}
