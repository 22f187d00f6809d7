package org.slotkeeper.tracing;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides which requests are looked at, and begins their spans. */
public interface Traces {

    boolean isOn();

    /**
     * A request at the public door.
     *
     * @param traceparent as the caller sent it
     */
    Span arrived(@Nullable String traceparent);

    /**
     * A request at the engine's own door. The gateway has decided whether it is looked at.
     *
     * @param traceparent as the gateway sent it
     */
    Span sentOn(@Nullable String traceparent);

    /** A step of a request that is looked at already. */
    Span step(String traceparent, Step step);

    /** Spans that have ended and have not reached the collector. */
    int waiting();

    /** Sends what waits, as far as the collector takes it in time. */
    Future<Void> close();

    /** How a door begins the span of a request. */
    @FunctionalInterface
    interface Door {
        Span enter(@Nullable String traceparent);
    }
}
