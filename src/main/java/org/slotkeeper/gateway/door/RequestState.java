package org.slotkeeper.gateway.door;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.Route;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.gateway.http.Target;
import org.slotkeeper.tracing.Span;

/**
 * What is known of one request: each step adds what it found out. It belongs to the request's event
 * loop.
 */
final class RequestState {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    final HttpServerRequest request;
    final Head head;
    /** Of a clock that only goes forward, in nanoseconds, as {@link #lateAt}. */
    final long beganAt;

    final Span span;
    /** What is to be told that it comes too late. */
    final InFlight.Timed atWork;

    final Target target = new Target();

    /** When the engine was asked, if it was. */
    long askedAt;

    boolean isAsked;
    /** Until when it is answered, or given up. */
    long lateAt;
    /** What a repeated write is known by. */
    UUID requestId = new UUID(0, 0);
    /** What the answer and the log call the request by: as it was sent, if it can be read. */
    String echoedId = "";
    /** The header that should have named the write, and cannot be read. */
    @Nullable
    String misnamed;

    Optional<Caller> caller = Optional.empty();
    /** Whether its answer says nothing of the operation that it asks for. */
    boolean isOfAnybody;

    RequestState(HttpServerRequest request, Head head, long beganAt, Span span, InFlight.Timed atWork) {
        this.request = request;
        this.head = head;
        this.beganAt = beganAt;
        this.span = span;
        this.atWork = atWork;
    }

    @Nullable
    String correlationId() {
        return head.get(Head.Name.CORRELATION_ID);
    }

    Optional<Route> route() {
        return target.routeIfKnown();
    }

    boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    /** Whether nothing is changed by it, whatever it asks for. */
    boolean isRead() {
        return READING.contains(request.method().name());
    }

    /** Of the known methods; any other word is the caller's and stays out of the log. */
    String method() {
        String name = request.method().name();
        return METHODS.contains(name) ? name : "other";
    }
}
