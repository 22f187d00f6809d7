package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Says when one background job has last succeeded, and how long its runs took. */
public final class JobMeter {

    private final Timer succeeded;
    private final Timer failed;
    private volatile double lastSuccess = Double.NaN;

    JobMeter(MeterRegistry registry, String name, Enum<?> scope) {
        this.succeeded = timer(registry, name, "ok");
        this.failed = timer(registry, name, "failed");
        // Prometheus has a label "job" of its own.
        Gauge.builder("slotkeeper.job.last.success", this, meter -> meter.lastSuccess)
                .description("When a background job has last succeeded in this process, since 1970")
                .baseUnit("seconds")
                .tag("task", name)
                .tag("scope", MeterConventions.label(scope))
                .register(registry);
    }

    /** To be handed back to {@link #succeeded} or {@link #failed}. */
    public long began() {
        return System.nanoTime();
    }

    public void succeeded(long beganAt, Instant now) {
        succeeded.record(System.nanoTime() - beganAt, TimeUnit.NANOSECONDS);
        lastSuccess = now.toEpochMilli() / 1000.0;
    }

    public void failed(long beganAt) {
        failed.record(System.nanoTime() - beganAt, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry registry, String name, String outcome) {
        return Timer.builder("slotkeeper.job.duration")
                .description("Runs of background jobs, by outcome")
                .tag("task", name)
                .tag("outcome", outcome)
                .register(registry);
    }
}
