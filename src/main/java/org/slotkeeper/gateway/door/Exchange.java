package org.slotkeeper.gateway.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.OutcomeUnknown;
import org.slotkeeper.api.RequestTarget;
import org.slotkeeper.gateway.http.Body;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.platform.OwnerThread;

/**
 * One request on its way through the steps, to the engine and to its one answer. All of it runs on
 * one event loop.
 */
final class Exchange implements InFlight.Timed, Verdict.Cases {

    private final OwnerThread owner;
    private final DoorLoop loop;
    private final FrontSettings settings;
    private final Reply reply;
    private final RequestState state;
    private final Body body = new Body();
    private Phase phase = Phase.STEPS;
    private final Step[] steps;
    private int step;
    private Optional<EngineAnswer> early = Optional.empty();

    /**
     * <pre>
     * STEPS ──all passed──► BODY ──read──► ENGINE ──answered──► DONE
     *   └──────refused──────► ANSWERED ──rest read away──────────┘
     * </pre>
     *
     * A request without a body goes from STEPS to ENGINE, or to DONE; from everywhere lateness
     * leads to DONE.
     */
    private enum Phase {
        STEPS,
        BODY,
        ANSWERED,
        ENGINE,
        DONE
    }

    Exchange(DoorLoop loop, FrontSettings settings, Reply reply, Step[] steps, HttpServerRequest request) {
        this.steps = steps;
        this.loop = loop;
        this.owner = loop.owner();
        this.settings = settings;
        this.reply = reply;
        Head head = Head.read(request.headers());
        long beganAt = loop.now();
        this.state = new RequestState(
                request, head, beganAt, loop.parts().signals().traces().enter(head.get(Head.Name.TRACEPARENT)), this);
    }

    void begin() {
        owner.require();
        loop.parts().signals().meters().requestStarted();
        walk();
    }

    private void walk() {
        while (step < steps.length) {
            Verdict verdict = steps[step++].pass(state);
            if (verdict != Verdict.GO_ON) {
                verdict.match(this);
                return;
            }
        }
        readBody();
    }

    @Override
    public void goOn() {
        owner.require();
        walk();
    }

    @Override
    public void answered(EngineAnswer answer) {
        owner.require();
        answerEarly(answer);
    }

    @Override
    public void refused(Failure failure) {
        owner.require();
        answerEarly(written(failure));
    }

    @Override
    public void refusedAtOnce(Failure failure, boolean close) {
        owner.require();
        send(written(failure), close);
    }

    @Override
    public <T> void awaits(Verdict.Awaits<T> later) {
        owner.require();
        if (state.head.hasBody()) {
            state.request.pause();
        }
        loop.then(later.awaited(), ended -> {
            // It may have come too late, and been answered.
            if (phase == Phase.STEPS) {
                later.next().apply(ended).match(this);
            }
        });
    }

    private void readBody() {
        if (!state.head.hasBody()) {
            ask(Body.EMPTY);
            return;
        }
        if (state.head.has(Head.Name.EXPECT)) {
            state.request.response().writeContinue().onFailure(gone -> {});
        }
        read(Phase.BODY);
    }

    private void read(Phase reading) {
        phase = reading;
        state.lateAt =
                state.beganAt + settings.limits().timeouts().bodyDeadline().toNanos();
        state.request.handler(this::part).endHandler(end -> whole()).exceptionHandler(this::broken);
        state.request.resume();
    }

    private void part(Buffer part) {
        owner.require();
        if (!body.count(part, state.target.bodyMax())) {
            send(early.orElseGet(() -> written(Failures.BODY_TOO_LONG)), true);
        } else if (phase == Phase.BODY) {
            body.keep(part);
        }
    }

    private void whole() {
        if (phase == Phase.ANSWERED) {
            send(early.orElseThrow(), false);
        } else if (phase == Phase.BODY) {
            ask(body.whole());
        }
    }

    private void broken(Throwable cause) {
        if (phase == Phase.BODY || phase == Phase.ANSWERED) {
            refusedAtOnce(Failures.malformed("The request's body is malformed"), true);
        }
    }

    private void ask(Buffer whole) {
        phase = Phase.ENGINE;
        Duration left = timeLeft();
        state.askedAt = loop.now();
        state.isAsked = true;
        state.lateAt = state.askedAt + left.toNanos();
        EngineRequest asked = new EngineRequest(
                new RequestTarget(state.target.route(), state.target.values(), state.target.query()),
                state.head.forEngine(settings.door(), state.span),
                state.caller,
                state.requestId,
                loop.parts().environment().clock().instant().plus(left),
                whole);
        loop.then(DoorLoop.ask(() -> loop.parts().engine().answer(asked)), this::engineAnswered);
    }

    /**
     * A gateway before us says how long its caller still waits; nobody can ask for more time than
     * ours.
     */
    private Duration timeLeft() {
        Duration ours = settings.limits().timeouts().deadline();
        String theirs = state.head.get(Head.Name.DEADLINE_MILLIS);
        if (theirs == null || theirs.length() > 6 || !theirs.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return ours;
        }
        Duration asked = Duration.ofMillis(theirs.isEmpty() ? ours.toMillis() : Long.parseLong(theirs));
        return asked.compareTo(ours) < 0 ? asked : ours;
    }

    private void engineAnswered(AsyncResult<EngineAnswer> result) {
        if (phase != Phase.ENGINE) {
            return;
        }
        if (result.succeeded()) {
            send(result.result(), false);
        } else if (result.cause() instanceof OutcomeUnknown || result.cause() instanceof TimeoutException) {
            unanswered("no answer from the engine", result.cause());
        } else {
            refused(loop.faults().storeAway("request failed", state, result.cause()));
        }
    }

    @Override
    public boolean isLate(long now) {
        owner.require();
        return now - state.lateAt > 0;
    }

    @Override
    public void tooLate() {
        owner.require();
        Runnable said =
                switch (phase) {
                    case BODY -> () -> refusedAtOnce(Failures.BODY_TOO_SLOW, true);
                    case ANSWERED -> () -> send(early.orElseThrow(), true);
                    case STEPS -> () -> lateIn(steps[step - 1].getClass().getSimpleName());
                    case ENGINE, DONE -> () -> lateIn(phase.toString());
                };
        said.run();
    }

    private void lateIn(String where) {
        unanswered("request timed out", new TimeoutException("in " + where));
    }

    private void unanswered(String what, Throwable cause) {
        boolean mayBeDone =
                phase == Phase.ENGINE && !state.target.route().operation().isRead();
        refused(loop.faults().timedOut(what, state, cause, mayBeDone));
    }

    /**
     * The rest of the request is read and thrown away first, so that the connection can serve on;
     * where that would take too much, the connection ends.
     */
    private void answerEarly(EngineAnswer answer) {
        boolean unread = state.head.hasBody() && phase != Phase.ENGINE;
        if (!unread) {
            send(answer, false);
        } else if (state.head.has(Head.Name.EXPECT) || state.head.bodyLength() > state.target.bodyMax()) {
            send(answer, true);
        } else {
            early = Optional.of(answer);
            read(Phase.ANSWERED);
        }
    }

    private EngineAnswer written(Failure failure) {
        return loop.parts().failures().write(failure);
    }

    private void send(EngineAnswer answer, boolean close) {
        owner.require();
        if (phase == Phase.DONE) {
            return;
        }
        phase = Phase.DONE;
        loop.inFlight().leave(this);
        loop.parts().signals().meters().requestEnded();
        reply.send(state, answer, close || state.head.asksToClose());
    }
}
