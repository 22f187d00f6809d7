package org.slotkeeper.tracing;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** No traces. */
final class Off implements Traces {

    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public Span arrived(@Nullable String traceparent) {
        return Span.NONE;
    }

    @Override
    public Span sentOn(@Nullable String traceparent) {
        return Span.NONE;
    }

    @Override
    public Span step(String traceparent, Step step) {
        return Span.NONE;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
