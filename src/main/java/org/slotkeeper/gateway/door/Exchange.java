package org.slotkeeper.gateway.door;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Route;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.gateway.http.Answers;
import org.slotkeeper.gateway.http.Body;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.gateway.http.Framing;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.gateway.http.OutcomeUnknown;
import org.slotkeeper.gateway.http.RequestIds;
import org.slotkeeper.gateway.http.Target;
import org.slotkeeper.identity.Verified;
import org.slotkeeper.telemetry.Meters.Degraded;
import org.slotkeeper.tracing.Span;

/** One request on its way through the chain, link by link in the order of the methods below, to its one answer. All of it runs on one event loop. */
final class Exchange {

    private static final String BEARER = "Bearer ";

    private final Chain chain;
    private final HttpServerRequest request;
    private final Head head;
    private final long beganAt;
    private final Span span;
    private final Reply reply;
    private final Target target = new Target();
    private final Body body = new Body();
    private Phase phase = Phase.HEAD;
    private long lateAt;
    private UUID requestId = new UUID(0, 0);
    /** The header that should have named the request, and cannot be read. */
    private @Nullable String misnamed;

    private Reply.Names names = new Reply.Names("", null);
    private Optional<Caller> caller = Optional.empty();
    private Optional<EngineAnswer> early = Optional.empty();

    private enum Phase {
        HEAD,
        AUTHENTICATION,
        BODY,
        ANSWERED,
        ENGINE,
        DONE
    }

    Exchange(Chain chain, HttpServerRequest request) {
        this.chain = chain;
        this.request = request;
        this.head = Head.read(request.headers());
        this.beganAt = chain.now();
        this.span = chain.parts().traces().enter(head.get(Head.Name.TRACEPARENT));
        this.reply = new Reply(chain, request, beganAt, span);
    }

    void begin() {
        chain.parts().meters().requestStarted();
        name();
        lateAt = beganAt + chain.settings().limits().deadline().toNanos();
        if (!chain.admits(this)) {
            chain.parts().meters().degraded(Degraded.REFUSED_OVERLOADED);
            answer(Failures.overloaded(chain.retryAfterSeconds()), head.hasBody());
            return;
        }
        Optional<Failure> unframed = Framing.check(request, head);
        if (unframed.isPresent()) {
            answer(unframed.get(), true);
            return;
        }
        Optional<Failure> failure =
                checkName().or(() -> target.read(request, head, chain.parts().routes()));
        if (failure.isPresent()) {
            refuse(failure.get());
        } else if (!target.methods().isEmpty()) {
            answerEarly(Answers.methods(target.methods()));
        } else {
            authenticate();
        }
    }

    void beginInvalid() {
        chain.parts().meters().requestStarted();
        name();
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            answer(Failures.TARGET_TOO_LONG, true);
        } else if (cause instanceof TooLongHttpHeaderException) {
            answer(Failures.HEADERS_TOO_MANY, true);
        } else {
            answer(Failures.malformed("This is not an HTTP/1.1 request"), true);
        }
    }

    /** Even a request that is refused for its id has one to be found by. What a repeated write is known by is its {@code Idempotency-Key}, if it has one: proxies may write other request ids. */
    private void name() {
        String sent = head.get(Head.Name.REQUEST_ID);
        String key = head.get(Head.Name.IDEMPOTENCY_KEY);
        Optional<UUID> read = sent == null ? Optional.empty() : RequestIds.read(sent);
        Optional<UUID> readKey = key == null ? Optional.empty() : RequestIds.readKey(key);
        if (sent != null && read.isEmpty()) {
            misnamed = "X-Request-ID";
        } else if (key != null && readKey.isEmpty()) {
            misnamed = "Idempotency-Key";
        }
        requestId = readKey.or(() -> read).orElseGet(chain.parts().around().ids());
        String echoed = sent != null && read.isPresent() ? sent : requestId.toString();
        names = new Reply.Names(echoed, head.get(Head.Name.CORRELATION_ID));
    }

    private Optional<Failure> checkName() {
        return misnamed == null
                ? Optional.empty()
                : Optional.of(Failures.malformed(misnamed + " must be a UUID").at(misnamed));
    }

    private void authenticate() {
        if (target.route().isOpen()) {
            readBody();
            return;
        }
        String authorization = head.get(Head.Name.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            refuse(Failures.NO_TOKEN);
            return;
        }
        phase = Phase.AUTHENTICATION;
        Future<Verified> verified =
                Chain.ask(() -> chain.parts().tokens().verify(authorization.substring(BEARER.length())));
        if (!verified.isComplete() && head.hasBody()) {
            request.pause();
        }
        chain.then(verified, this::authenticated);
    }

    /** Limits by caller, shedding and the waiting room have their place here: the caller is known, and nothing has been read or asked for it yet. */
    private void authenticated(AsyncResult<Verified> verified) {
        if (phase != Phase.AUTHENTICATION) {
            return;
        }
        if (verified.failed()) {
            fault("token not verified", Degraded.REFUSED_STORE_AWAY, verified.cause());
        } else if (verified.result() instanceof Verified.Known known) {
            caller = Optional.of(known.caller());
            readBody();
        } else if (verified.result() instanceof Verified.Insufficient) {
            refuse(Failures.INSUFFICIENT_IDENTITY);
        } else {
            refuse(Failures.BAD_TOKEN);
        }
    }

    private void readBody() {
        if (!head.hasBody()) {
            ask(Body.EMPTY);
            return;
        }
        if (head.has(Head.Name.EXPECT)) {
            request.response().writeContinue().onFailure(gone -> {});
        }
        read(Phase.BODY);
    }

    private void read(Phase reading) {
        phase = reading;
        lateAt = beganAt + chain.settings().limits().bodyDeadline().toNanos();
        request.handler(this::part).endHandler(end -> whole()).exceptionHandler(this::broken);
        request.resume();
    }

    private void part(Buffer part) {
        if (!body.count(part, target.bodyMax())) {
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
            answer(Failures.malformed("The request's body is malformed"), true);
        }
    }

    private void ask(Buffer whole) {
        phase = Phase.ENGINE;
        Duration left = timeLeft();
        lateAt = chain.now() + left.toNanos();
        EngineRequest asked = new EngineRequest(
                target.route(),
                target.values(),
                target.query(),
                head.forEngine(chain.settings().forwards(), span),
                caller,
                requestId,
                chain.parts().around().clock().instant().plus(left),
                whole);
        chain.then(Chain.ask(() -> chain.parts().engine().answer(asked)), this::answered);
    }

    /** A gateway before us says how long its caller still waits; nobody can ask for more time than ours. */
    private Duration timeLeft() {
        Duration ours = chain.settings().limits().deadline();
        String theirs = head.get(Head.Name.DEADLINE_MILLIS);
        if (theirs == null || theirs.length() > 6 || !theirs.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return ours;
        }
        Duration asked = Duration.ofMillis(theirs.isEmpty() ? ours.toMillis() : Long.parseLong(theirs));
        return asked.compareTo(ours) < 0 ? asked : ours;
    }

    private void answered(AsyncResult<EngineAnswer> result) {
        if (phase != Phase.ENGINE) {
            return;
        }
        if (result.succeeded()) {
            done();
            reply.send(result.result(), names, target.routeIfKnown(), head.asksToClose());
        } else if (result.cause() instanceof OutcomeUnknown || result.cause() instanceof TimeoutException) {
            fault("no answer from the engine", result.cause());
            unanswered();
        } else {
            fault("request failed", Degraded.REFUSED_STORE_AWAY, result.cause());
        }
    }

    boolean isLate(long now) {
        return now - lateAt > 0;
    }

    void tooLate() {
        switch (phase) {
            case BODY -> answer(Failures.BODY_TOO_SLOW, true);
            case ANSWERED -> send(early.orElseThrow(), true);
            default -> {
                fault("request timed out", new TimeoutException("in " + phase));
                unanswered();
            }
        }
    }

    /** Whoever asked for a change must not believe that nothing was changed. */
    private void unanswered() {
        chain.parts().meters().degraded(Degraded.REFUSED_TIMED_OUT);
        boolean mayBeDone = phase == Phase.ENGINE && target.route().method() != Route.Method.GET;
        int seconds = chain.retryAfterSeconds();
        refuse(mayBeDone ? Failures.outcomeUnknown(seconds) : Failures.away(seconds));
    }

    private void fault(String what, Degraded decision, Throwable cause) {
        fault(what, cause);
        chain.parts().meters().degraded(decision);
        refuse(Failures.away(chain.retryAfterSeconds()));
    }

    private void fault(String what, Throwable cause) {
        chain.fault(what, names.requestId(), span.traceId(), cause);
    }

    private void refuse(Failure failure) {
        answerEarly(written(failure));
    }

    /** The rest of the request is read and thrown away first, so that the connection can serve on; where that would take too much, the connection ends. */
    private void answerEarly(EngineAnswer answer) {
        boolean unread = head.hasBody() && phase != Phase.ENGINE;
        if (!unread) {
            send(answer, false);
        } else if (head.has(Head.Name.EXPECT) || head.bodyLength() > target.bodyMax()) {
            send(answer, true);
        } else {
            early = Optional.of(answer);
            read(Phase.ANSWERED);
        }
    }

    private void answer(Failure failure, boolean close) {
        send(written(failure), close);
    }

    private EngineAnswer written(Failure failure) {
        return chain.parts().failures().write(failure);
    }

    private void send(EngineAnswer answer, boolean close) {
        if (phase == Phase.DONE) {
            return;
        }
        done();
        reply.send(answer, names, target.routeIfKnown(), close || head.asksToClose());
    }

    private void done() {
        phase = Phase.DONE;
        chain.inFlight().leave(this);
        chain.parts().meters().requestEnded();
    }
}
