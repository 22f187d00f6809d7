package org.slotkeeper.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.SpanResult;

/**
 * Sends spans to the collector, counts those that it took and those that it did not, and says once
 * when it stops taking them.
 */
final class CountedExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(CountedExporter.class);

    private final SpanExporter collector;
    private final Meters meters;
    private final IntConsumer left;
    private final AtomicBoolean isDeaf = new AtomicBoolean();

    /** @param left is told how many spans wait no longer */
    CountedExporter(SpanExporter collector, Meters meters, IntConsumer left) {
        this.collector = collector;
        this.meters = meters;
        this.left = left;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode answer = collector.export(spans);
        return answer.whenComplete(() -> {
            left.accept(count);
            meters.spans(answer.isSuccess() ? SpanResult.EXPORTED : SpanResult.NOT_TAKEN, count);
            tell(answer.isSuccess());
        });
    }

    private void tell(boolean isTaken) {
        if (isTaken && isDeaf.compareAndSet(true, false)) {
            LOG.atInfo().log("the collector takes traces again");
        } else if (!isTaken && isDeaf.compareAndSet(false, true)) {
            LOG.atWarn().log("the collector does not take traces");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return collector.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return collector.shutdown();
    }
}
