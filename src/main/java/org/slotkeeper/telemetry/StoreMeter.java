package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls of one command, script or statement of a store, by how they ended. */
public final class StoreMeter {

    private final Timer ok;
    private final Timer failed;

    StoreMeter(MeterRegistry registry, String store, String name) {
        this.ok = timer(registry, store, name, "ok");
        this.failed = timer(registry, store, name, "failed");
    }

    public void answered(long nanos) {
        ok.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void failed(long nanos) {
        failed.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry registry, String store, String name, String outcome) {
        return Timer.builder("slotkeeper.store.calls")
                .tag("store", store)
                .tag("call", name)
                .tag("outcome", outcome)
                .serviceLevelObjectives(Meters.latencySteps())
                .register(registry);
    }
}
