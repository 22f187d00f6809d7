package org.slotkeeper.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Route;
import org.slotkeeper.gateway.http.AccessLog;
import org.slotkeeper.gateway.http.Answers;
import org.slotkeeper.tracing.Span;

/** Sends the one answer of an exchange, and accounts for it. */
final class Reply {

    private static final int CALLER_GONE = 499;
    private static final int FAULT = 500;
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH");

    private final Chain chain;
    private final HttpServerRequest request;
    private final long beganAt;
    private final Span span;

    Reply(Chain chain, HttpServerRequest request, long beganAt, Span span) {
        this.chain = chain;
        this.request = request;
        this.beganAt = beganAt;
        this.span = span;
    }

    /** @param close whether this is the last answer on its connection */
    void send(EngineAnswer answer, Names names, Optional<Route> route, boolean close) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            gone(names, route);
            return;
        }
        boolean last = close || chain.isDraining();
        try {
            Answers.writeHead(response, answer, names.requestId, names.correlationId, last);
        } catch (IllegalArgumentException unwritable) {
            // A header that would begin another line is a bug behind us; not a byte of it is sent.
            chain.fault("answer cannot be written", names.requestId, span.traceId(), unwritable);
            chain.connections().close(request.connection());
            account(FAULT, "FAULT", 0, names.requestId, route);
            return;
        }
        int bytes = answer.body().length();
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        if (isHead) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes));
        }
        Future<Void> sent = isHead ? response.end() : response.end(answer.body());
        if (last) {
            chain.closeSoon(request.connection());
        }
        account(answer.status(), answer.code(), isHead ? 0 : bytes, names.requestId, route);
        // A caller who has gone while it was sent needs no answer; the request's id finds it again.
        sent.onFailure(gone -> {});
    }

    /** Nobody is there to be answered. */
    void gone(Names names, Optional<Route> route) {
        account(CALLER_GONE, "CALLER_GONE", 0, names.requestId, route);
    }

    /** By what the caller finds its request again. */
    record Names(String requestId, @Nullable String correlationId) {}

    private void account(int status, String code, int bytes, String requestId, Optional<Route> route) {
        long now = chain.now();
        chain.connections().requestEnded(request.connection(), now);
        chain.parts().meters().httpAnswered(route, status, now - beganAt, bytes);
        span.answered(route, status, code);
        if (chain.accessLog().takes(status)) {
            chain.accessLog()
                    .write(new AccessLog.Line(
                            method(), route, status, code, now - beganAt, bytes, requestId, span.traceId()));
        }
    }

    /** Of the known methods; any other word is the caller's and stays out of the log. */
    private String method() {
        String name = request.method().name();
        return METHODS.contains(name) ? name : "other";
    }
}
