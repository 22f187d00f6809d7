package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.assembly.BackgroundJob.Rhythm;
import org.slotkeeper.assembly.BackgroundJob.Scope;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.reconcile.ReconcileAll;
import org.slotkeeper.reconcile.SettleInRounds;
import org.slotkeeper.relay.Relay;
import org.slotkeeper.telemetry.Meters;

/**
 * What goes on in the background of an engine: the inventory is filled, partitions are made ahead,
 * leases that have ended are settled, drift is found, listeners are told what was recorded.
 */
final class EngineJobs {

    private static final Duration PARTITIONS_EVERY = Duration.ofHours(1);
    private static final Duration FORGOTTEN_EVERY = Duration.ofMillis(500);
    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(1);
    /** The lock of a turn costs a connection: it is kept for a minute. */
    private static final int RELAY_RUNS = 60;

    private static final Duration RELAY_OTHERS_EVERY = Duration.ofSeconds(10);

    private EngineJobs() {}

    /**
     * To be asked on the event loop that the jobs are to run on. All but one are every process's
     * own: filling goes by what its own connections have met; leases are settled by whoever is
     * there, so that a process that stands still delays none; and each process tells in its own
     * meters what drift there is and how old its round.
     *
     * @param isReconciling whether this process holds the inventory against the ledger
     */
    static List<BackgroundJob> of(
            ProcessEngine processEngine, Clock clock, Meters meters, Seams seams, boolean isReconciling) {
        LoopEngine engine = processEngine.mine();
        Seams.Pace pace = seams.pace();
        meters.watch(
                Meters.Level.PRACTICES_TO_FILL, () -> engine.warmPractices().left());
        SettleInRounds settling =
                new SettleInRounds(seams.truth(processEngine.truth()), engine.settleLeases(), pace.steps(), clock);
        List<BackgroundJob> jobs = new ArrayList<>(List.of(
                new BackgroundJob(
                        "fill_inventory",
                        Scope.PER_PROCESS,
                        Rhythm.every(pace.practices()),
                        () -> engine.warmPractices().warmAll()),
                new BackgroundJob(
                        "fill_forgotten",
                        Scope.PER_PROCESS,
                        Rhythm.every(FORGOTTEN_EVERY),
                        () -> processEngine.hasInventoryForgotten()
                                ? engine.warmPractices().warmAll()
                                : Future.succeededFuture()),
                new BackgroundJob(
                        "make_partitions",
                        Scope.ONCE_IN_CLUSTER,
                        Rhythm.every(PARTITIONS_EVERY),
                        () -> processEngine.makePartitions(London.dayOf(clock.instant()))),
                new BackgroundJob("settle_leases", Scope.PER_PROCESS, Rhythm.every(pace.leases()), () -> settling.step()
                        .onSuccess(meters::claimsSettled))));
        for (Relay relay : processEngine.relays(clock)) {
            meters.watchRelay(relay.listener(), () -> relay.behind().toMillis() / 1000.0, relay::unheard);
            jobs.add(new BackgroundJob(
                    "relay_" + relay.listener(),
                    Scope.ONCE_IN_CLUSTER,
                    new Rhythm(RELAY_RUNS, pace.relay(), RELAY_OTHERS_EVERY),
                    relay::step));
        }
        if (isReconciling) {
            ReconcileAll all = engine.reconciling().continuously();
            meters.drift().watch(all::remaining, () -> all.roundAge().toSeconds());
            jobs.add(new BackgroundJob("reconcile", Scope.PER_PROCESS, Rhythm.every(RECONCILE_EVERY), all::step));
        }
        return jobs;
    }
}
