package org.slotkeeper.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code traceparent}; what a sender adds in other headers ({@code tracestate},
 * {@code baggage}) is never read.
 */
final class Traceparent {

    private static final TextMapGetter<String> ONLY_THIS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(org.slotkeeper.tracing.Span.HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(org.slotkeeper.tracing.Span.HEADER) ? traceparent : null;
        }
    };

    private Traceparent() {}

    /** The span that it names, or one that is not valid. */
    static SpanContext read(@Nullable String traceparent) {
        if (traceparent == null) {
            return SpanContext.getInvalid();
        }
        Context read = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ONLY_THIS);
        return Span.fromContext(read).getSpanContext();
    }
}
