package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A job that goes on for as long as its process runs.
 *
 * @param name small letters, digits and _: by it meters and log lines, and all processes, know the
 * job
 * @param work one run; completes when all of it is done
 */
record BackgroundJob(String name, Scope scope, Rhythm rhythm, Supplier<Future<?>> work) {

    /**
     * When a job runs: some runs make a turn, which a job of the cluster has the lock for.
     *
     * @param runs in one turn
     * @param rest between two runs of a turn
     * @param pause between the end of one turn and the beginning of the next
     */
    record Rhythm(int runs, Duration rest, Duration pause) {

        /** Each run is a turn. */
        static Rhythm every(Duration pause) {
            return new Rhythm(1, Duration.ZERO, pause);
        }
    }

    /**
     * Where a job runs. What each event loop has to do for itself is started and stopped with its
     * server, in {@code gateway.FrontVerticle}.
     */
    enum Scope {
        /** In each process, whatever others do. */
        PER_PROCESS,
        /** In one process at a time of all that share a ledger; the others leave out their turn. */
        ONCE_IN_CLUSTER
    }
}
