package org.slotkeeper.assembly;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.assembly.BackgroundJob.Scope;
import org.slotkeeper.postgres.connection.ClusterLock;
import org.slotkeeper.telemetry.JobMeter;
import org.slotkeeper.telemetry.Meters;

/**
 * Runs background jobs on one event loop, each again a while after it has ended, whether it
 * succeeded or failed.
 */
final class BackgroundJobs extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundJobs.class);

    private final Supplier<List<BackgroundJob>> declared;
    private final ClusterLock lock;
    private final Meters meters;
    private final Clock clock;
    private volatile boolean isStopping;

    /** @param declared asked once, on the jobs' event loop */
    BackgroundJobs(Supplier<List<BackgroundJob>> declared, ClusterLock lock, Meters meters, Clock clock) {
        this.declared = declared;
        this.lock = lock;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        declared.get().forEach(job -> repeat(job, meters.job(job.name(), job.scope())));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        isStopping = true;
        return Future.succeededFuture();
    }

    private void repeat(BackgroundJob job, JobMeter meter) {
        if (isStopping) {
            return;
        }
        long beganAt = meter.began();
        // A job that throws has failed this time, and comes again.
        var unused = Future.succeededFuture()
                .compose(begun -> takeTurn(job))
                .onSuccess(hasRun -> {
                    if (hasRun) {
                        meter.succeeded(beganAt, clock.instant());
                    }
                })
                .onFailure(cause -> {
                    meter.failed(beganAt);
                    if (!isStopping) {
                        LOG.atWarn()
                                .addKeyValue("job", job.name())
                                .addKeyValue("cause", String.valueOf(cause))
                                .log("background job failed, will be tried again");
                    }
                })
                .onComplete(ended -> {
                    long unusedTimer = vertx.setTimer(job.rhythm().pause().toMillis(), rested -> repeat(job, meter));
                });
    }

    /** False if the turn was another process's. */
    private Future<Boolean> takeTurn(BackgroundJob job) {
        int runs = job.rhythm().runs();
        return job.scope() == Scope.ONCE_IN_CLUSTER
                ? lock.during(job.name(), () -> run(job, runs))
                : run(job, runs).map(done -> true);
    }

    private Future<?> run(BackgroundJob job, int times) {
        return job.work()
                .get()
                .compose(done -> times > 1 && !isStopping
                        ? vertx.timer(job.rhythm().rest().toMillis(), TimeUnit.MILLISECONDS)
                                .compose(rested -> run(job, times - 1))
                        : Future.succeededFuture());
    }
}
