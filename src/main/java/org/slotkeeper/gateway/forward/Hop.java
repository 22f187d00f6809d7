package org.slotkeeper.gateway.forward;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Duration;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.OutcomeUnknown;
import org.slotkeeper.gateway.forward.EngineCalls.Purpose;
import org.slotkeeper.platform.OwnerThread;

/**
 * One request on its way to an engine, and to a second one where the first leaves it unanswered.
 * All of it runs on one event loop.
 *
 * <pre>
 * FIRST ──answered──────────────────────────────────► DONE
 *   ├──silent for too long──► BOTH ──one answers────►   ▲
 *   │                          │ one fails              │
 *   │                          ▼                        │
 *   └──closed unanswered──► ONE LEFT ──answered, fails──┘
 * </pre>
 *
 * One that is silent is still listened to: it may be slow only, and its answer is as good. What
 * changes something is sent a second time if it is found again by its id, and is then answered
 * alike whether or not the first engine has done it.
 */
final class Hop {

    private static final int FAULTS = 500;
    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_EARLY = 425;

    private final OwnerThread owner = new OwnerThread();
    private final Vertx vertx;
    private final Duration patience;
    private final EngineCalls calls;
    private final EngineTurns turns;
    private final EngineRequest request;
    private final Promise<EngineAnswer> answer = Promise.promise();
    /** How many engines have the request and may still answer it. */
    private int awaited;

    private boolean isSent;
    private boolean isSilent;
    /** Whether one more engine may be asked. */
    private boolean mayGoOn = true;

    Hop(Vertx vertx, Duration patience, EngineCalls calls, EngineTurns turns, EngineRequest request) {
        this.vertx = vertx;
        this.patience = patience;
        this.calls = calls;
        this.turns = turns;
        this.request = request;
    }

    /** Fails with {@link OutcomeUnknown} if it may have been done all the same. */
    Future<EngineAnswer> begin() {
        owner.require();
        askFirst(turns.next());
        return answer.future();
    }

    private void askFirst(int engine) {
        calls.connect(Purpose.FORWARD, engine, request).onComplete(connected -> {
            if (connected.succeeded()) {
                send(engine, connected.result());
                return;
            }
            turns.unanswered(engine);
            if (mayGoOn) {
                // Not a byte was sent, so that another engine may be asked for anything.
                mayGoOn = false;
                askFirst(turns.otherThan(engine));
            } else {
                failed(connected.cause());
            }
        });
    }

    private void send(int engine, HttpClientRequest sent) {
        owner.require();
        isSent = true;
        awaited++;
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> silent(engine));
        calls.send(Purpose.FORWARD, sent, request).onComplete(ended -> {
            boolean unused = vertx.cancelTimer(timer);
            firstEnded(engine, sent, ended);
        });
    }

    /** Asks a second one, if it can be hoped to answer: two that are busy are not helped by it. */
    private void silent(int engine) {
        owner.require();
        isSilent = true;
        turns.unanswered(engine);
        int other = turns.otherThan(engine);
        if (mayGoOn && mayBeSentTwice() && turns.isAnswering(other)) {
            askSecond(other);
        }
    }

    private void firstEnded(int engine, HttpClientRequest sent, AsyncResult<EngineAnswer> ended) {
        owner.require();
        awaited--;
        if (ended.succeeded()) {
            turns.answered(engine);
            var unused = answer.tryComplete(ended.result());
            return;
        }
        if (!isSilent) {
            turns.unanswered(engine);
        }
        if (mayGoOn && mayBeSentTwice() && isLost(sent, ended.cause())) {
            askSecond(turns.otherThan(engine));
        } else {
            failed(ended.cause());
        }
    }

    private boolean mayBeSentTwice() {
        Operation operation = request.route().operation();
        return (operation.isRead() || operation.isRepeatable()) && calls.millisLeft(request) > 1;
    }

    /**
     * What only reads may be asked again whatever happened; what changes something if its
     * connection was closed before a byte of an answer came, by an engine that stops or has died.
     */
    private boolean isLost(HttpClientRequest sent, Throwable cause) {
        boolean isClosed = cause instanceof HttpClosedException || cause instanceof IOException;
        return request.route().operation().isRead()
                || (isClosed && !sent.response().succeeded());
    }

    private void askSecond(int engine) {
        mayGoOn = false;
        awaited++;
        calls.connect(Purpose.FORWARD_AGAIN, engine, request)
                .compose(sent -> calls.send(Purpose.FORWARD_AGAIN, sent, request))
                .onComplete(ended -> secondEnded(engine, ended));
    }

    private void secondEnded(int engine, AsyncResult<EngineAnswer> ended) {
        owner.require();
        awaited--;
        if (ended.failed()) {
            turns.unanswered(engine);
            failed(ended.cause());
            return;
        }
        turns.answered(engine);
        int status = ended.result().status();
        if (request.route().operation().isRead() || isSettled(status)) {
            var unused = answer.tryComplete(ended.result());
        } else {
            failed(new IllegalStateException("answered " + status));
        }
    }

    /** Only an answer that settles it says what became of the first sending too. */
    private boolean isSettled(int status) {
        boolean isUnderWay = status == TOO_EARLY && awaited > 0;
        return status < FAULTS && status != UNAUTHENTICATED && !isUnderWay;
    }

    /** What changes something may have been done, once it was sent. */
    private void failed(Throwable cause) {
        if (awaited == 0) {
            boolean isSaid = request.route().operation().isRead() || !isSent;
            var unused = answer.tryFail(isSaid ? cause : new OutcomeUnknown(cause));
        }
    }
}
