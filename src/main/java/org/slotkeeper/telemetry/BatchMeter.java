package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Records how many calls one kind of batcher sends at a time, how long each waited for its turn,
 * and how many wait now. The batchers of all event loops share it.
 */
public final class BatchMeter {

    private final DistributionSummary size;
    private final Timer delay;
    private final LongAdder waiting = new LongAdder();

    BatchMeter(MeterRegistry registry, String name) {
        this.size = DistributionSummary.builder("slotkeeper.batch.size")
                .description("Calls that went together in one statement")
                .tag("batch", name)
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200)
                .register(registry);
        this.delay = Timer.builder("slotkeeper.queue.delay")
                .description("How long a call waited before it was sent or given up")
                .tag("queue", name)
                .serviceLevelObjectives(MeterConventions.latencySteps())
                .register(registry);
        Gauge.builder("slotkeeper.queue.waiting", waiting, LongAdder::sum)
                .description("Calls that wait to be sent")
                .tag("queue", name)
                .register(registry);
    }

    /**
     * A call begins to wait. What is returned is handed back to {@link #left} when it does so no
     * longer.
     */
    public long joined() {
        waiting.increment();
        return System.nanoTime();
    }

    public void left(long joinedAt) {
        waiting.decrement();
        delay.record(System.nanoTime() - joinedAt, TimeUnit.NANOSECONDS);
    }

    public void sent(int calls) {
        size.record(calls);
    }
}
