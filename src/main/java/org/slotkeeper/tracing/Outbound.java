package org.slotkeeper.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.SpanResult;

/**
 * What has ended and waits for the collector: so many spans and no more. Whoever ends a span never
 * waits; what there is no room for is counted and gone.
 */
final class Outbound implements SpanProcessor {

    private static final Duration GATHERING = Duration.ofMillis(500);
    private static final int BATCH_MAX = 512;

    private final Meters meters;
    private final int spansMax;
    private final SpanProcessor batches;
    private final AtomicInteger waiting = new AtomicInteger();

    Outbound(SpanExporter collector, TraceSettings settings, Meters meters) {
        this.meters = meters;
        this.spansMax = settings.queueMax();
        // Its room is as large as ours, so that nothing is dropped there, where it would not be
        // counted.
        this.batches = BatchSpanProcessor.builder(new CountedExporter(collector, meters, this::left))
                .setMaxQueueSize(spansMax)
                .setMaxExportBatchSize(Math.min(BATCH_MAX, spansMax))
                .setScheduleDelay(GATHERING)
                .setExporterTimeout(settings.timeout())
                .build();
    }

    int waiting() {
        return waiting.get();
    }

    private void left(int spans) {
        waiting.addAndGet(-spans);
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (waiting.incrementAndGet() > spansMax) {
            left(1);
            meters.spans(SpanResult.NO_ROOM, 1);
            return;
        }
        batches.onEnd(span);
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
