package org.slotkeeper.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's own connection, on which commands follow each other without waiting for answers. It is made anew when it is lost. Only its event loop touches it.
 */
final class RedisLane {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLane.class);
    /** The timeout is looked after in so many steps, by what was sent before the step and is still not answered: no command needs a timer of its own. */
    private static final int STEPS = 8;

    private final Vertx vertx;
    private final Context context;
    private final ConnectionSettings settings;
    private final long[] sentAtStep = new long[STEPS];

    private Optional<Redis> client = Optional.empty();
    private Optional<RedisConnection> connection = Optional.empty();
    private Future<RedisConnection> connecting = Future.failedFuture(new RedisAway("not connected yet"));
    private long life;
    private int waiting;
    private long sent;
    private long answered;
    private int step;
    private long reconnectDelay;
    private boolean isClosed;
    private long stepTimer;

    RedisLane(Vertx vertx, Context context, ConnectionSettings settings) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.reconnectDelay = settings.reconnectDelayMin().toMillis();
    }

    Context context() {
        return context;
    }

    /** Makes the first connection; what is asked until it is made or has failed waits for it. */
    void open() {
        long stepLength = Math.max(1, settings.commandTimeout().toMillis() / STEPS);
        stepTimer = vertx.setPeriodic(stepLength, tick -> giveUpIfSilent());
        connecting = connect();
    }

    Future<Response> send(ScriptCall call) {
        return send(call::byName)
                .recover(cause -> isUnknownScript(cause) ? send(call::byText) : Future.failedFuture(cause));
    }

    Future<Response> send(Supplier<Request> request) {
        if (unanswered() >= settings.unansweredMax()) {
            return Future.failedFuture(new RedisAway("too many commands unanswered: " + unanswered()));
        }
        if (connection.isPresent()) {
            return sendNow(connection.get(), request.get());
        }
        if (connecting.isComplete()) {
            return Future.failedFuture(new RedisAway("Redis is away"));
        }
        waiting++;
        return connecting.onComplete(done -> waiting--).compose(made -> sendNow(made, request.get()));
    }

    int unanswered() {
        return waiting + (int) (sent - answered);
    }

    Future<Void> close() {
        isClosed = true;
        vertx.cancelTimer(stepTimer);
        end();
        return Future.succeededFuture();
    }

    private Future<Response> sendNow(RedisConnection open, Request request) {
        long ofLife = life;
        sent++;
        return open.send(request).onComplete(done -> {
            if (ofLife == life) {
                answered++;
            }
        });
    }

    private Future<RedisConnection> connect() {
        long ofLife = life;
        Redis fresh = Redis.createClient(vertx, options());
        client = Optional.of(fresh);
        return fresh.connect()
                .timeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(made -> connected(made, ofLife))
                .onFailure(cause -> notConnected(cause, ofLife));
    }

    /** One client for one connection: closing it closes the connection, whatever its state. */
    private RedisOptions options() {
        RedisOptions options = new RedisOptions(settings.options())
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setProtocolNegotiation(false);
        options.getNetClientOptions()
                .setConnectTimeout((int) settings.commandTimeout().toMillis());
        return options;
    }

    private void notConnected(Throwable cause, long ofLife) {
        LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("redis not reached");
        lost(ofLife);
    }

    private void connected(RedisConnection made, long ofLife) {
        if (isClosed) {
            return;
        }
        made.exceptionHandler(cause -> lost(ofLife));
        made.endHandler(end -> lost(ofLife));
        connection = Optional.of(made);
        reconnectDelay = settings.reconnectDelayMin().toMillis();
        LOG.atInfo().log("redis reached");
    }

    private void giveUpIfSilent() {
        long sentBefore = sentAtStep[step];
        sentAtStep[step] = sent;
        step = (step + 1) % STEPS;
        if (connection.isPresent() && answered < sentBefore) {
            LOG.atWarn().addKeyValue("unanswered", sent - answered).log("redis does not answer");
            lost(life);
        }
    }

    private void lost(long ofLife) {
        if (ofLife != life || isClosed) {
            return;
        }
        end();
        later();
    }

    /** Closes what there is. What it has not answered fails. */
    private void end() {
        life++;
        // What was sent in an earlier life is not waited for in the next one.
        answered = sent;
        connection = Optional.empty();
        Optional<Redis> old = client;
        client = Optional.empty();
        old.ifPresent(Redis::close);
    }

    private void later() {
        long delay = reconnectDelay;
        reconnectDelay = Math.min(2 * delay, settings.reconnectDelayMax().toMillis());
        vertx.setTimer(delay, due -> reconnect());
    }

    private void reconnect() {
        if (!isClosed) {
            connect().onComplete(done -> {});
        }
    }

    private static boolean isUnknownScript(Throwable cause) {
        String message = cause.getMessage();
        return message != null && message.startsWith("NOSCRIPT");
    }
}
