package org.slotkeeper.tracing;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.random.RandomGenerator;

/**
 * Ids of traces and spans from the chance that is handed in. They say nothing: none is derived from
 * a request.
 */
final class Ids implements IdGenerator {

    private final RandomGenerator chance;

    Ids(RandomGenerator chance) {
        this.chance = chance;
    }

    @Override
    public String generateTraceId() {
        return TraceId.fromLongs(chance.nextLong(), neverZero());
    }

    @Override
    public String generateSpanId() {
        return SpanId.fromLong(neverZero());
    }

    /** Zeros mean that there is no id. */
    private long neverZero() {
        long drawn = chance.nextLong();
        return drawn == 0 ? 1 : drawn;
    }
}
