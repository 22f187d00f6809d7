package org.slotkeeper.assembly;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.reconcile.ReconcileAll;
import org.slotkeeper.reconcile.SettleInRounds;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.telemetry.Meters;

/** What goes on in the background of an engine: the inventory is filled, leases that have ended are settled, drift is found. Each job starts again a while after it has ended. */
final class Upkeep extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PARTITIONS_EVERY = Duration.ofHours(1);
    private static final Duration FORGOTTEN_EVERY = Duration.ofMillis(500);
    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(1);

    private final Supplier<LoopEngine> engines;
    private final LedgerTruth truth;
    private final EngineHouse house;
    private final Clock clock;
    private final Meters meters;
    private final Seams.Pace pace;
    private final boolean isReconciling;
    private volatile boolean isStopping;

    /** @param isReconciling whether this process holds the inventory against the ledger */
    Upkeep(EngineHouse house, Clock clock, Meters meters, Seams seams, boolean isReconciling) {
        this.engines = house::mine;
        this.truth = seams.truth(house.truth());
        this.house = house;
        this.clock = clock;
        this.meters = meters;
        this.pace = seams.pace();
        this.isReconciling = isReconciling;
    }

    @Override
    public Future<?> start() {
        LoopEngine engine = engines.get();
        meters.watch(
                Meters.Level.PRACTICES_TO_FILL, () -> engine.warmPractices().left());
        repeat("fill the inventory", pace.practices(), () -> engine.warmPractices()
                .warmAll());
        repeat(
                "fill what was forgotten",
                FORGOTTEN_EVERY,
                () -> house.hasInventoryForgotten() ? engine.warmPractices().warmAll() : Future.succeededFuture());
        repeat("make partitions", PARTITIONS_EVERY, () -> house.makePartitions(London.dayOf(clock.instant())));
        SettleInRounds settling = new SettleInRounds(truth, engine.settleLeases(), pace.steps(), clock);
        repeat("settle leases", pace.leases(), () -> settling.step().onSuccess(meters::claimsSettled));
        if (isReconciling) {
            ReconcileAll all = engine.reconciling().continuously();
            meters.drift().watch(all::remaining, () -> all.roundAge().toSeconds());
            repeat("reconcile", RECONCILE_EVERY, all::step);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        isStopping = true;
        return Future.succeededFuture();
    }

    private void repeat(String job, Duration pause, Supplier<Future<?>> work) {
        if (isStopping) {
            return;
        }
        // A job that throws has failed this time, and comes again.
        var unused = Future.succeededFuture()
                .compose(begun -> work.get().mapEmpty())
                .onComplete(ended -> {
                    if (ended.failed() && !isStopping) {
                        LOG.atWarn()
                                .addKeyValue("job", job)
                                .addKeyValue("cause", String.valueOf(ended.cause()))
                                .log("upkeep failed, will be tried again");
                    }
                    long unusedTimer = vertx.setTimer(pause.toMillis(), rested -> repeat(job, pause, work));
                });
    }
}
