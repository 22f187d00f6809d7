package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Counts and times the calls of one command, script or statement of a store, by how they ended. */
public final class StoreMeter {

    private final Timer ok;
    private final Timer failed;

    StoreMeter(MeterRegistry registry, String store, String name) {
        this.ok = timer(registry, store, name, "ok");
        this.failed = timer(registry, store, name, "failed");
    }

    /** Makes the call; its time lasts from now until its future has ended. */
    public <T> Future<T> timed(Supplier<Future<T>> call) {
        return timed(call, cause -> false);
    }

    /**
     * @param isAnswer tells of a failure whether it is the store's answer, and no fault of the
     * store
     */
    public <T> Future<T> timed(Supplier<Future<T>> call, Predicate<Throwable> isAnswer) {
        long began = System.nanoTime();
        return call.get()
                .onComplete(
                        ended -> record(ended.succeeded() || isAnswer.test(ended.cause()), System.nanoTime() - began));
    }

    public void answered(long nanos) {
        record(true, nanos);
    }

    public void failed(long nanos) {
        record(false, nanos);
    }

    private void record(boolean succeeded, long nanos) {
        (succeeded ? ok : failed).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry registry, String store, String name, String outcome) {
        return Timer.builder("slotkeeper.store.calls")
                .description("Calls of a store, by command, script or statement and outcome")
                .tag("store", store)
                .tag("call", name)
                .tag("outcome", outcome)
                .serviceLevelObjectives(MeterConventions.latencySteps())
                .register(registry);
    }
}
