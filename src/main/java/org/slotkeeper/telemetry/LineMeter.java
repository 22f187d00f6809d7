package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Counts the lines of the access log by what became of them, and knows how many wait. */
public final class LineMeter {

    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter[] ended;

    LineMeter(MeterRegistry registry) {
        this.ended = Stream.of(Result.values())
                .map(result -> Counter.builder("slotkeeper.access.lines")
                        .description("Lines of the access log, by what became of them")
                        .tag("result", MeterConventions.label(result))
                        .register(registry))
                .toArray(Counter[]::new);
        Gauge.builder("slotkeeper.access.lines.waiting", waiting, AtomicInteger::get)
                .description("Lines of the access log that wait to be written")
                .register(registry);
    }

    /** What became of a line. */
    public enum Result {
        WRITTEN,
        /** The output was too slow. */
        NO_ROOM,
        /** The output did not take it. */
        NOT_WRITTEN
    }

    int waiting() {
        return waiting.get();
    }

    void joined(int lines) {
        waiting.addAndGet(lines);
    }

    void left(int lines) {
        waiting.addAndGet(-lines);
    }

    void ended(Result result, int lines) {
        ended[result.ordinal()].increment(lines);
    }
}
