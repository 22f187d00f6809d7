package org.slotkeeper.redis.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.redis.connection.SlotOwners.Range;

/**
 * The map of a Redis Cluster, asked anew when it is doubted: by one question at a time, with a
 * pause between two, and of another node each time, so that no node carries the burden of all.
 *
 * <p>The question goes over a connection of its own that is closed with the answer, and no call
 * waits for the answer but those that come before the first. The lanes and the map cannot wait for
 * each other in a circle, however few connections there are: that is how cluster clients with a
 * pool come to a standstill.
 */
final class ClusterMap implements Topology {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMap.class);

    private final OwnerThread owner = new OwnerThread();
    private final Vertx vertx;
    private final Context context;
    private final ConnectionSettings settings;
    private final RedisMeters meters;
    private final Listener listener;
    private final SlotOwners owners = new SlotOwners();
    private final AtomicBoolean isWanted = new AtomicBoolean();
    private final AtomicBoolean hasMoved = new AtomicBoolean();
    private final Promise<Void> learned = Promise.promise();
    private volatile List<NodeAddress> masters = List.of();
    private volatile Optional<RedisAway> whyUnknown = Optional.empty();
    private volatile boolean isClosed;

    // Touched by the one context only.
    private List<NodeAddress> known;
    private int next;
    private boolean isBusy;

    /** Hears on the map's context of each answer. */
    interface Listener {

        /** @param ownersHaveChanged whether a slot has another owner than it had */
        void learned(boolean ownersHaveChanged);
    }

    ClusterMap(Vertx vertx, Context context, ConnectionSettings settings, RedisMeters meters, Listener listener) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.meters = meters;
        this.listener = listener;
        this.known = settings.seedAddresses();
    }

    @Override
    public Future<Void> learned() {
        return learned.future();
    }

    @Override
    public Optional<NodeAddress> ownerOf(int slot) {
        return owners.ownerOf(slot);
    }

    @Override
    public List<NodeAddress> masters() {
        return masters;
    }

    @Override
    public Optional<RedisAway> whyUnknown() {
        return whyUnknown;
    }

    @Override
    public boolean isWhole() {
        return owners.isWhole();
    }

    @Override
    public void moved(int slot, NodeAddress owner) {
        if (owners.set(slot, owner)) {
            hasMoved.set(true);
        }
        doubted();
    }

    @Override
    public void doubted() {
        if (!isWanted.get() && isWanted.compareAndSet(false, true)) {
            context.runOnContext(here -> refresh());
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private void refresh() {
        owner.require();
        if (isBusy || isClosed) {
            return;
        }
        isBusy = true;
        isWanted.set(false);
        List<NodeAddress> inTurn = inTurn();
        meters.mapRefresh()
                .timed(() -> ask(inTurn, 0))
                .onSuccess(this::learn)
                .onFailure(this::notFound)
                .onComplete(done -> learned.tryComplete())
                .onComplete(done -> vertx.setTimer(settings.mapRefreshPause().toMillis(), due -> pauseIsOver()));
    }

    private void pauseIsOver() {
        owner.require();
        isBusy = false;
        if (isWanted.get()) {
            refresh();
        }
    }

    /** All known nodes, beginning with the one after that which was asked first the last time. */
    private List<NodeAddress> inTurn() {
        int first = Math.floorMod(next++, known.size());
        List<NodeAddress> inTurn = new ArrayList<>(known.subList(first, known.size()));
        inTurn.addAll(known.subList(0, first));
        return inTurn;
    }

    private void notFound(Throwable cause) {
        LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("redis cluster not found");
        whyUnknown = Optional.of(
                cause instanceof RedisAway known ? known : new RedisAway(String.valueOf(cause.getMessage())));
    }

    /** If none has it, the failure is that of a node which will not have it later either. */
    private Future<List<Range>> ask(List<NodeAddress> nodes, int at) {
        Future<List<Range>> answer = slotsOf(nodes.get(at));
        return at + 1 == nodes.size()
                ? answer
                : answer.recover(cause -> ask(nodes, at + 1)
                        .recover(last -> Future.failedFuture(
                                cause instanceof RedisAway miss && !miss.maySettle() ? miss : last)));
    }

    private Future<List<Range>> slotsOf(NodeAddress node) {
        return settings.optionsNow(vertx, node)
                .compose(this::askForSlots)
                .timeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .compose(answer -> ranges(answer, node))
                .recover(cause -> Future.failedFuture(Refusals.of(node, cause)));
    }

    private Future<Response> askForSlots(RedisOptions options) {
        Redis client = Redis.createClient(vertx, options);
        return client.connect()
                .compose(made -> made.send(question()))
                .timeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> client.close());
    }

    static Request question() {
        return Request.cmd(Command.CLUSTER).arg("SLOTS");
    }

    /**
     * A node that was just born, or was told to forget, knows of no slots: it is not asked for the
     * way.
     */
    private static Future<List<Range>> ranges(Response answer, NodeAddress node) {
        List<Range> ranges = SlotOwners.parse(answer, node);
        return ranges.isEmpty()
                ? Future.failedFuture(new RedisAway(node + " knows of no slots"))
                : Future.succeededFuture(ranges);
    }

    private void learn(List<Range> ranges) {
        owner.require();
        boolean isChanged = owners.replace(ranges);
        whyUnknown = Optional.empty();
        masters = List.copyOf(owners.masters());
        Set<NodeAddress> nodes = new LinkedHashSet<>();
        ranges.forEach(range -> nodes.addAll(range.nodes()));
        // The seeds stay: all nodes known now may be gone some day, while the configured names
        // still lead somewhere.
        nodes.addAll(settings.seedAddresses());
        known = List.copyOf(nodes);
        boolean haveOwnersChanged = hasMoved.getAndSet(false) || isChanged;
        if (haveOwnersChanged) {
            LOG.atInfo().addKeyValue("masters", masters).log("redis cluster has changed");
        }
        listener.learned(haveOwnersChanged);
    }
}
