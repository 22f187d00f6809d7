package org.slotkeeper.redis.connection;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.telemetry.Meters;

/**
 * The connections to Redis: one for each event loop that asks and each node that it asks, so that
 * no caller waits for another loop, and one to each node for all other callers. A future fails with
 * {@link RedisAway} at once while the node that serves its practice is away.
 *
 * <p>A Redis Cluster is not left to the library's own cluster client. Its calls wait for
 * connections of a pool, and so does the question for the map of slots that they wait for: with all
 * connections taken both wait for ever. Here nothing waits for a connection, because none is shared
 * or lent ({@link ClusterMap} asks over its own). {@code ClusterStandstillTest} shows it with ten
 * thousand calls in flight, one connection a loop and node, and a map that is made wrong under
 * them.
 */
public final class RedisConnections {

    /** What waiting does not mend is told before what it may. */
    private static final Comparator<Throwable> MOST_TELLING =
            Comparator.comparing(cause -> cause instanceof RedisAway miss && !miss.maySettle());

    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final RedisMeters meters;
    private final Lives lives = new Lives();
    private final Map<EventLoop, LoopLanes> loops = new ConcurrentHashMap<>();
    private final LoopLanes others;
    private final Topology topology;
    private final Router router;
    private final AtomicInteger waitingForMap = new AtomicInteger();

    public RedisConnections(Vertx vertx, ConnectionSettings settings, Meters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.meters = new RedisMeters(meters);
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        this.others = lanes(context);
        loops.put(context.nettyEventLoop(), others);
        this.topology = settings.isCluster()
                ? new ClusterMap(vertx, context, settings, this.meters, this::learned)
                : new OneNode(NodeAddress.of(settings.options()));
        this.router = new Router(vertx, topology, this.meters, settings.movePatience());
        topology.doubted();
        topology.learned().onComplete(done -> context.runOnContext(here -> meetMasters()));
    }

    /** The lives of all masters are known before the first of them is lost. */
    private void meetMasters() {
        others.meet(topology.masters());
    }

    private void learned(boolean ownersHaveChanged) {
        List<NodeAddress> masters = topology.masters();
        loops.values().forEach(lanes -> lanes.context().runOnContext(here -> lanes.keepOnly(masters)));
        others.meet(masters);
        if (ownersHaveChanged) {
            lives.changed();
        }
    }

    /** Done when every slot has a master that is well; for a single Redis, when it has answered. */
    public Future<Void> ping() {
        Request question = settings.isCluster() ? Request.cmd(Command.CLUSTER).arg("INFO") : Request.cmd(Command.PING);
        return meters.of(question.command())
                .timed(() -> ofAllMasters(question))
                .compose(answers -> topology.isWhole() && answers.stream().allMatch(this::isWell)
                        ? Future.succeededFuture()
                        : doubted("the cluster does not serve all of its slots"));
    }

    private boolean isWell(Response answer) {
        return !settings.isCluster() || answer.toString().contains("cluster_state:ok");
    }

    /**
     * Names the life of the process that serves a practice now, asked anew: if it restarts, or
     * another takes its place, it may have lost its memory, and the life is another one.
     */
    public Future<String> life(OdsCode practice) {
        return inLoop(lanes -> whenLearned(lanes, () -> laneOf(lanes, practice).compose(RedisLane::lookAtLife)));
    }

    /**
     * The life as the connection to that process knows it, which looks every second: for questions
     * about many practices.
     */
    public Future<String> lifeLastSeen(OdsCode practice) {
        return inLoop(lanes -> whenLearned(lanes, () -> laneOf(lanes, practice).compose(RedisLane::lifeLastSeen)));
    }

    /**
     * @param heard is run on an event loop when practices are served by another life than before,
     * which is the time to fill what has gone cold; it may be run more than once for one change
     */
    public void onNewLife(Runnable heard) {
        lives.onNew(heard);
    }

    /** How much memory Redis has taken, its own included; all masters together. */
    public Future<Long> memoryBytes() {
        return ofAllMasters(NodeState.question())
                .map(answers ->
                        answers.stream().mapToLong(NodeState::usedMemory).sum());
    }

    /**
     * Why some master may run out of connections before all engines have theirs; nothing if there
     * is room.
     *
     * @param engines how many processes like this one there are
     */
    public Future<Optional<String>> whyTooFewConnections(int engines) {
        // One for each loop, and one that asks for the map.
        int needed = engines * (eventLoops() + 1);
        return ofAllMasters(NodeState.question()).map(answers -> answers.stream()
                .map(NodeState::maxClients)
                .min(Integer::compare)
                .filter(max -> max < needed)
                .map(max -> "Redis takes " + max + " connections (its setting maxclients), but " + engines
                        + " engines (redis.engines) may need " + needed
                        + " to each node: raise maxclients, or lower redis.engines if there are fewer"));
    }

    /**
     * Why some operation would be denied to our user at one of the masters; nothing if none would,
     * as far as they are there and can be asked.
     */
    public Future<Optional<String>> whyDenied() {
        Rights rights = new Rights(settings, topology);
        return ofMasters(lane -> rights.denied(lane)
                        .map(denied -> denied.map(names -> denies(lane.node(), names)))
                        .transform(asked -> Future.succeededFuture(asked)))
                .compose(RedisConnections::firstOfThem);
    }

    private static Future<Optional<String>> firstOfThem(List<AsyncResult<Optional<String>>> masters) {
        Optional<String> denied = masters.stream()
                .filter(AsyncResult::succeeded)
                .flatMap(asked -> asked.result().stream())
                .findFirst();
        Optional<Throwable> unasked = masters.stream()
                .filter(AsyncResult::failed)
                .map(AsyncResult::cause)
                .max(MOST_TELLING);
        return denied.isPresent() || unasked.isEmpty()
                ? Future.succeededFuture(denied)
                : Future.failedFuture(unasked.get());
    }

    private String denies(NodeAddress node, String names) {
        return "Redis denies us something (" + names + (settings.isCluster() ? ", at " + node : "")
                + "): give the user of redis.user the rights that it needs, for keys that begin with "
                + settings.keyPrefix() + '{';
    }

    /** As it is called in Redis. */
    public String key(String name) {
        return settings.keyPrefix() + name;
    }

    private int eventLoops() {
        int count = 0;
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            count++;
        }
        return count;
    }

    /** How many commands wait for an answer, over all connections. */
    public int unanswered() {
        return loops.values().stream().mapToInt(LoopLanes::unanswered).sum();
    }

    public Topology topology() {
        return topology;
    }

    public int laneCount() {
        return loops.values().stream().mapToInt(LoopLanes::count).sum();
    }

    public Future<Void> close() {
        topology.close();
        List<Future<Void>> closed = loops.values().stream()
                .map(lanes -> on(lanes, LoopLanes::close))
                .toList();
        return Future.join(closed).mapEmpty();
    }

    public Future<Response> call(ScriptCall call) {
        int slot = settings.isCluster() ? call.slot() : 0;
        return meters.of(call.script()).timed(() -> routed(slot, (lane, isAsking) -> lane.send(call, isAsking)));
    }

    /** @param request about keys of this practice and no other */
    public Future<Response> send(OdsCode practice, Request request) {
        int slot = settings.isCluster() ? HashSlot.of(practice) : 0;
        return meters.of(request.command())
                .timed(() -> routed(slot, (lane, isAsking) -> lane.send(life -> request, isAsking)));
    }

    /** For what is not about keys, and a single Redis. */
    public Future<Response> send(Request request) {
        if (settings.isCluster()) {
            return Future.failedFuture(new IllegalStateException("which node should " + request.command() + " go to?"));
        }
        return meters.of(request.command())
                .timed(() -> routed(0, (lane, isAsking) -> lane.send(life -> request, false)));
    }

    private Future<List<Response>> ofAllMasters(Request request) {
        return ofMasters(lane -> lane.send(life -> request, false));
    }

    private <T> Future<List<T>> ofMasters(Function<RedisLane, Future<T>> question) {
        return inLoop(lanes -> whenLearned(lanes, () -> {
            List<NodeAddress> masters = topology.masters();
            if (masters.isEmpty()) {
                return doubted("no node of the cluster was found");
            }
            List<Future<T>> asked =
                    masters.stream().map(node -> question.apply(lanes.to(node))).toList();
            return Future.all(asked).map(all -> all.<T>list());
        }));
    }

    private Future<RedisLane> laneOf(LoopLanes lanes, OdsCode practice) {
        return topology.ownerOf(HashSlot.of(practice))
                .map(node -> Future.succeededFuture(lanes.to(node)))
                .orElseGet(() -> doubted("no node is known to serve " + practice));
    }

    private <T> Future<T> doubted(String why) {
        topology.doubted();
        return Future.failedFuture(topology.whyUnknown().orElseGet(() -> new RedisAway(why)));
    }

    private Future<Response> routed(int slot, Router.Sent command) {
        return inLoop(lanes -> whenLearned(lanes, () -> router.send(lanes, slot, command)));
    }

    /** What comes before the map of the cluster waits for it, or for the failure to get it. */
    private <T> Future<T> whenLearned(LoopLanes lanes, Supplier<Future<T>> work) {
        if (topology.learned().isComplete()) {
            return work.get();
        }
        if (waitingForMap.incrementAndGet() > settings.unansweredMax()) {
            waitingForMap.decrementAndGet();
            return Future.failedFuture(new RedisAway("the cluster has not been found yet"));
        }
        Promise<T> promise = Promise.promise();
        topology.learned().onComplete(done -> lanes.context().runOnContext(here -> {
            waitingForMap.decrementAndGet();
            work.get().onComplete(promise);
        }));
        return promise.future();
    }

    private <T> Future<T> inLoop(Function<LoopLanes, Future<T>> work) {
        ContextInternal current = ContextInternal.current();
        if (current == null || !current.isEventLoopContext() || !current.inThread()) {
            return on(others, work);
        }
        return work.apply(loops.computeIfAbsent(current.nettyEventLoop(), loop -> lanes(current)));
    }

    private LoopLanes lanes(Context context) {
        return new LoopLanes(vertx, context, settings, new LaneWatcher() {
            @Override
            public void met(NodeAddress node, String life) {
                lives.met(node, life);
            }

            @Override
            public void missed(NodeAddress node) {
                topology.doubted();
            }
        });
    }

    private static <T> Future<T> on(LoopLanes lanes, Function<LoopLanes, Future<T>> work) {
        Promise<T> promise = Promise.promise();
        lanes.context().runOnContext(here -> work.apply(lanes).onComplete(promise));
        return promise.future();
    }
}
