package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Records how many entries one batcher sends at a time and how long each waited for its turn. */
public final class BatchMeter {

    private final DistributionSummary size;
    private final Timer waited;

    BatchMeter(MeterRegistry registry, String name) {
        this.size = DistributionSummary.builder("slotkeeper.batch.size")
                .tag("batch", name)
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200)
                .register(registry);
        this.waited = Timer.builder("slotkeeper.queue.delay")
                .tag("queue", name)
                .serviceLevelObjectives(Meters.latencySteps())
                .register(registry);
    }

    public void sent(int entries) {
        size.record(entries);
    }

    public void waited(long nanos) {
        waited.record(nanos, TimeUnit.NANOSECONDS);
    }
}
