package org.slotkeeper;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.domain.London;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.ReconcileAll;
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
    private List<OdsCode> practices = List.of();
    private int round;

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
        repeat("settle leases", pace.leases(), () -> practicesOfRound()
                .compose(listed -> engine.settleLeases().settleEnded(nextPractices()))
                .onSuccess(meters::claimsSettled));
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

    /** Each round goes over the practices that there are when it begins: one that was published a moment ago has leases too. */
    private Future<?> practicesOfRound() {
        return round == 0
                ? truth.practices(London.dayOf(clock.instant())).onSuccess(all -> practices = all)
                : Future.succeededFuture();
    }

    private List<OdsCode> nextPractices() {
        int share = (practices.size() + pace.rounds() - 1) / pace.rounds();
        int from = Math.min(practices.size(), round * share);
        round = (round + 1) % pace.rounds();
        return practices.subList(from, Math.min(practices.size(), from + share));
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
