package org.slotkeeper.assembly;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
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
        declared.get().forEach(job -> repeat(job, meters.job(job.name())));
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
        // A job that throws has failed this time, and comes again.
        var unused = Future.succeededFuture()
                .compose(begun -> takeTurn(job, meter))
                .onComplete(ended -> {
                    if (ended.failed() && !isStopping) {
                        LOG.atWarn()
                                .addKeyValue("job", job.name())
                                .addKeyValue("cause", String.valueOf(ended.cause()))
                                .log("background job failed, will be tried again");
                    }
                    long unusedTimer = vertx.setTimer(job.pause().toMillis(), rested -> repeat(job, meter));
                });
    }

    private Future<Void> takeTurn(BackgroundJob job, JobMeter meter) {
        return job.scope() == Scope.ONCE_IN_CLUSTER
                ? lock.during(job.name(), () -> run(job, meter)).mapEmpty()
                : run(job, meter);
    }

    private Future<Void> run(BackgroundJob job, JobMeter meter) {
        long beganAt = meter.began();
        return Future.succeededFuture()
                .compose(begun -> job.work().get().<Void>mapEmpty())
                .onComplete(ended -> {
                    if (ended.succeeded()) {
                        meter.succeeded(beganAt, clock.instant());
                    } else {
                        meter.failed(beganAt);
                    }
                });
    }
}
