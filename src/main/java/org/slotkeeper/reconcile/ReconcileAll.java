package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.reconcile.AuditLedger.Progress;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.LedgerTruth;

/**
 * Reconciles all practices without end, a few at each step: inventories against the ledger in
 * rounds, the ledger against itself in slower ones. Each engine may do so: what two of them find is
 * found twice and repaired once. For one event loop.
 */
public final class ReconcileAll {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileAll.class);
    private static final int AT_ONCE = 2;
    /** Looks with rests between them do not keep others waiting, unless there are many. */
    private static final int ASIDE_MAX = 32;

    private final OwnerThread owner = new OwnerThread();
    private final Parts parts;
    private final boolean isToRepair;
    private final PracticeSweep inventories;
    private final PracticeSweep ledgers;
    private final OpenDrift remaining = new OpenDrift();
    private final Set<OdsCode> aside = new HashSet<>();
    private final List<Drift> ofThisWalk = new ArrayList<>();
    private Optional<Progress> walk = Optional.empty();

    /** What it is made of. */
    public record Parts(ReconcilePractice practice, AuditLedger audit) {}

    /**
     * @param roundTime within which every practice's inventory is looked at; @param ledgerRoundTime
     * within which every practice's ledger is
     */
    public record Settings(Duration roundTime, Duration ledgerRoundTime, boolean isToRepair) {}

    public ReconcileAll(LedgerTruth ledger, Parts parts, Settings settings, Clock clock) {
        this.parts = parts;
        this.isToRepair = settings.isToRepair();
        this.inventories = new PracticeSweep(ledger, settings.roundTime(), clock);
        this.ledgers = new PracticeSweep(ledger, settings.ledgerRoundTime(), clock);
    }

    /** Does what is due. To be called again a second after it has ended. */
    public Future<Void> step() {
        owner.require();
        List<Future<Void>> jobs =
                List.of(goOn(inventories, this::lookAtInventory), goOn(ledgers, this::lookAtLedger), walkOn());
        return Future.join(jobs).mapEmpty();
    }

    /** How much drift of this kind there still is, as far as is known. */
    public int remaining(DriftKind kind) {
        return remaining.of(kind);
    }

    /** How long ago every inventory had been looked at. */
    public Duration roundAge() {
        return inventories.age();
    }

    private static Future<Void> goOn(PracticeSweep sweep, Function<OdsCode, Future<Void>> look) {
        return sweep.next()
                .compose(practices -> BoundedParallel.forEach(practices, AT_ONCE, look))
                .onSuccess(done -> sweep.done())
                .onFailure(gap -> sweep.failed())
                .mapEmpty();
    }

    private Future<Void> lookAtInventory(OdsCode practice) {
        return parts.practice().isSuspicious(practice).compose(isSuspicious -> {
            if (!isSuspicious) {
                remaining.replace(practice, List.of());
                return Future.succeededFuture();
            }
            return aside.contains(practice) ? Future.succeededFuture() : reconcile(practice);
        });
    }

    private Future<Void> reconcile(OdsCode practice) {
        owner.require();
        aside.add(practice);
        Future<Void> reconciled = parts.practice()
                .reconcile(practice, isToRepair)
                .onSuccess(result -> remaining.replace(practice, result.remaining()))
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("practice", practice)
                        .addKeyValue("cause", String.valueOf(cause))
                        .log("practice not reconciled, will be tried again"))
                .onComplete(ended -> isAsideNoMore(practice))
                .mapEmpty();
        return aside.size() < ASIDE_MAX ? Future.succeededFuture() : reconciled;
    }

    private void isAsideNoMore(OdsCode practice) {
        owner.require();
        aside.remove(practice);
    }

    private Future<Void> lookAtLedger(OdsCode practice) {
        return parts.audit()
                .auditPractice(practice)
                .onSuccess(found -> remaining.replace("ledger of " + practice, found))
                .mapEmpty();
    }

    private Future<Void> walkOn() {
        Progress from = walk.orElseGet(() -> parts.audit().begin(Optional.empty()));
        return parts.audit().auditNext(from).onSuccess(this::walked).mapEmpty();
    }

    private void walked(AuditLedger.Step step) {
        owner.require();
        ofThisWalk.addAll(step.found());
        walk = Optional.of(step.progress());
        if (step.progress().isEnd()) {
            remaining.replace("walk", ofThisWalk);
            ofThisWalk.clear();
            walk = Optional.empty();
        }
    }
}
