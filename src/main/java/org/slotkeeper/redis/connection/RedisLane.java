package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.OwnerThread;

/**
 * One event loop's own connection to one process of Redis, on which commands follow each other
 * without waiting for answers. It knows the life of the process that it leads to before it takes
 * the first command, looks again every second, and is made anew when it is lost or turns out to
 * lead to no master. Only its event loop touches it.
 */
final class RedisLane {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLane.class);
    /**
     * The timeout is looked after in so many steps, by what was sent before the step and is still
     * not answered: no command needs a timer of its own.
     */
    private static final int STEPS = 8;

    private final OwnerThread owner = new OwnerThread();
    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final NodeAddress node;
    private final LaneWatcher watcher;
    private final long[] sentAtStep = new long[STEPS];

    private Optional<Redis> client = Optional.empty();
    private Optional<RedisConnection> connection = Optional.empty();
    private Future<RedisConnection> connecting = Future.failedFuture(new RedisAway("not connected yet"));
    private Future<String> lookingAtLife = Future.failedFuture(new RedisAway("not connected yet"));
    private String life = "";
    /** What the last try came to, while there is no connection. */
    private Optional<RedisAway> lastMiss = Optional.empty();

    /** Counts the connections, so that what is told of an earlier one does not touch this one. */
    private long generation;

    private int waiting;
    private long sent;
    private long answered;
    private int step;
    private long reconnectDelay;
    private boolean isClosed;
    private long stepTimer;
    private long lifeTimer;

    RedisLane(Vertx vertx, ConnectionSettings settings, NodeAddress node, LaneWatcher watcher) {
        this.vertx = vertx;
        this.settings = settings;
        this.node = node;
        this.watcher = watcher;
        this.reconnectDelay = settings.reconnects().delayMin().toMillis();
    }

    NodeAddress node() {
        return node;
    }

    /** Makes the first connection; what is asked until it is made or has failed waits for it. */
    void open() {
        owner.require();
        stepLater();
        lifeTimer = vertx.setPeriodic(settings.lifeCheckInterval().toMillis(), tick -> lookAtLifeInPassing());
        connecting = connect();
    }

    /**
     * @param isAsking whether the slot of the call is not this node's yet, and it is asked all the
     * same
     */
    Future<Response> send(ScriptCall call, boolean isAsking) {
        return send(life -> call.byName(life, settings.keyPrefix()), isAsking)
                .recover(cause -> ErrorKind.of(cause) == ErrorKind.UNKNOWN_SCRIPT
                        ? send(life -> call.byText(life, settings.keyPrefix()), isAsking)
                        : Future.failedFuture(cause));
    }

    /** @param request made from the life of the process that it goes to */
    Future<Response> send(Function<String, Request> request, boolean isAsking) {
        owner.require();
        if (unanswered() >= settings.unansweredMax()) {
            return Future.failedFuture(new RedisAway("too many commands unanswered: " + unanswered()));
        }
        if (connection.isPresent()) {
            return sendNow(connection.get(), request, isAsking);
        }
        if (connecting.isComplete()) {
            watcher.missed(node);
            return Future.failedFuture(away());
        }
        waiting++;
        return connecting.onComplete(done -> waiting--).compose(made -> sendNow(made, request, isAsking));
    }

    /** Asks the process once more which life it is in; those who ask meanwhile share the answer. */
    Future<String> lookAtLife() {
        owner.require();
        if (lookingAtLife.isComplete()) {
            long ofGeneration = generation;
            lookingAtLife = send(unused -> NodeState.question(), false)
                    .compose(info -> accept(NodeState.of(info), ofGeneration))
                    .onFailure(cause -> lost(ofGeneration));
        }
        return lookingAtLife;
    }

    /** What {@link #lookAtLife} found last. */
    Future<String> lifeLastSeen() {
        owner.require();
        if (connection.isPresent()) {
            return Future.succeededFuture(life);
        }
        return connecting.isComplete() ? Future.failedFuture(away()) : connecting.map(made -> life);
    }

    /** For whoever did not see the last try to reach it. */
    private RedisAway away() {
        return lastMiss.orElseGet(() -> new RedisAway(node + " is away"));
    }

    int unanswered() {
        return waiting + (int) (sent - answered);
    }

    /** Whether nobody would miss it. */
    boolean isIdle() {
        owner.require();
        return unanswered() == 0;
    }

    void close() {
        owner.require();
        isClosed = true;
        vertx.cancelTimer(stepTimer);
        vertx.cancelTimer(lifeTimer);
        end();
    }

    private void lookAtLifeInPassing() {
        if (connection.isPresent() && unanswered() < settings.unansweredMax()) {
            lookAtLife().onComplete(looked -> {});
        }
    }

    private Future<String> accept(NodeState state, long ofGeneration) {
        if (ofGeneration != generation) {
            return Future.failedFuture(new RedisAway("the connection to " + node + " was lost"));
        }
        if (state.whyUnfit().isPresent()) {
            return Future.failedFuture(
                    new RedisAway(node + " " + state.whyUnfit().get()));
        }
        life = state.life();
        watcher.met(node, life);
        return Future.succeededFuture(life);
    }

    private Future<Response> sendNow(RedisConnection open, Function<String, Request> request, boolean isAsking) {
        if (isAsking) {
            // It holds for the one command that follows, whose answer tells if it was not heard.
            sendNow(open, Request.cmd(Command.ASKING)).onComplete(heard -> {});
        }
        return sendNow(open, request.apply(life));
    }

    private Future<Response> sendNow(RedisConnection open, Request request) {
        long ofGeneration = generation;
        sent++;
        return open.send(request).transform(done -> {
            if (ofGeneration == generation) {
                answered++;
            }
            return done.succeeded()
                    ? Future.succeededFuture(done.result())
                    : Future.failedFuture(named(done.cause(), ofGeneration));
        });
    }

    /**
     * Tells Redis' own errors from a lost connection, and from a connection that is of no use any
     * more.
     */
    private Throwable named(Throwable cause, long ofGeneration) {
        return switch (ErrorKind.of(cause)) {
            case NO_ANSWER -> new RedisAway("no answer from " + node + ": " + cause.getMessage());
            case NOT_MASTER -> {
                LOG.atWarn()
                        .addKeyValue("node", node)
                        .addKeyValue("cause", cause.getMessage())
                        .log("redis is no master");
                lost(ofGeneration);
                yield new RedisAway(node + " is not the master: " + cause.getMessage());
            }
            case FULL -> new RedisAway(node + " is full: " + cause.getMessage());
            case UNKNOWN_SCRIPT, MOVED, ASK, TRY_AGAIN, CLUSTER_DOWN, STRAYED, DENIED, OTHER -> cause;
        };
    }

    private Future<RedisConnection> connect() {
        long ofGeneration = generation;
        return settings.optionsNow(vertx, node)
                .compose(options -> connectBy(options, ofGeneration))
                .onSuccess(made -> watch(made, ofGeneration))
                .compose(made -> greet(made, ofGeneration))
                .timeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(missed(Refusals.of(node, cause), ofGeneration)))
                .onSuccess(made -> connected(made, ofGeneration));
    }

    private Future<RedisConnection> connectBy(RedisOptions options, long ofGeneration) {
        if (ofGeneration != generation || isClosed) {
            return Future.failedFuture(new RedisAway("the connection to " + node + " is not wanted any more"));
        }
        Redis fresh = Redis.createClient(vertx, options);
        client = Optional.of(fresh);
        return fresh.connect();
    }

    private void watch(RedisConnection made, long ofGeneration) {
        made.exceptionHandler(cause -> lost(ofGeneration));
        made.endHandler(end -> lost(ofGeneration));
    }

    private Future<RedisConnection> greet(RedisConnection made, long ofGeneration) {
        return made.send(NodeState.question())
                .compose(info -> accept(NodeState.of(info), ofGeneration))
                .map(known -> made);
    }

    /** Known before anybody hears of it, and until a connection is made. */
    private RedisAway missed(RedisAway miss, long ofGeneration) {
        // One line tells it; the tries that follow would only say it again, until it is another.
        boolean isNews = lastMiss.isEmpty() || lastMiss.get().maySettle() != miss.maySettle();
        if (isNews && !isClosed) {
            LOG.atWarn()
                    .addKeyValue("node", node)
                    .addKeyValue("cause", miss.getMessage())
                    .log("redis not reached");
        }
        if (connection.isEmpty()) {
            lastMiss = Optional.of(miss);
        }
        lost(ofGeneration);
        return miss;
    }

    private void connected(RedisConnection made, long ofGeneration) {
        if (ofGeneration != generation || isClosed) {
            return;
        }
        connection = Optional.of(made);
        lastMiss = Optional.empty();
        reconnectDelay = settings.reconnects().delayMin().toMillis();
        LOG.atInfo().addKeyValue("node", node).log("redis reached");
    }

    /**
     * Each step is set from the one before: a loop that was busy would find all the steps that it
     * missed at once, and give up what it sent a moment ago.
     */
    private void stepLater() {
        long stepLength = Math.max(1, settings.commandTimeout().toMillis() / STEPS);
        stepTimer = vertx.setTimer(stepLength, tick -> {
            stepLater();
            giveUpIfSilent();
        });
    }

    private void giveUpIfSilent() {
        long sentBefore = sentAtStep[step];
        sentAtStep[step] = sent;
        step = (step + 1) % STEPS;
        if (connection.isPresent() && answered < sentBefore) {
            LOG.atWarn()
                    .addKeyValue("node", node)
                    .addKeyValue("unanswered", sent - answered)
                    .log("redis does not answer");
            lost(generation);
        }
    }

    private void lost(long ofGeneration) {
        if (ofGeneration != generation || isClosed) {
            return;
        }
        end();
        later();
        watcher.missed(node);
    }

    /** Closes what there is. What it has not answered fails. */
    private void end() {
        owner.require();
        generation++;
        // What was sent on an earlier connection is not waited for on the next one.
        answered = sent;
        connection = Optional.empty();
        Optional<Redis> old = client;
        client = Optional.empty();
        old.ifPresent(Redis::close);
    }

    private void later() {
        long delay = reconnectDelay;
        reconnectDelay = Math.min(2 * delay, settings.reconnects().delayMax().toMillis());
        vertx.setTimer(delay, due -> reconnect());
    }

    private void reconnect() {
        if (!isClosed) {
            connect().onComplete(done -> {});
        }
    }
}
