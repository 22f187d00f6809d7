package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;

/**
 * Reconciles all practices, or some, from beginning to end, for somebody who waits for the result:
 * a store that does not answer for a moment is asked again.
 */
public final class ReconcileOnce {

    private static final int AT_ONCE = 6;

    private final LedgerTruth ledger;
    private final InventoryRefill inventory;
    private final ReconcileAll.Parts parts;
    private final Tries tries;
    private final Clock clock;

    public ReconcileOnce(
            LedgerTruth ledger, InventoryRefill inventory, ReconcileAll.Parts parts, Tries tries, Clock clock) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.parts = parts;
        this.tries = tries;
        this.clock = clock;
    }

    /**
     * @param unknown practices that were asked for and have published nothing
     * @param cold how many the inventory does not know, so that there was nothing to compare
     */
    public record Result(int practices, List<OdsCode> unknown, int cold, Reconciled reconciled) {}

    /** @param only all practices if there are none */
    public Future<Result> reconcile(List<OdsCode> only, boolean isToRepair) {
        return tries.of(() -> ledger.practices(London.dayOf(clock.instant()))).compose(all -> {
            List<OdsCode> wanted =
                    only.isEmpty() ? all : only.stream().filter(all::contains).toList();
            List<OdsCode> unknown =
                    only.stream().filter(practice -> !all.contains(practice)).toList();
            return tries.of(() -> inventory.warmOf(wanted)).compose(warm -> reconcile(only, wanted, isToRepair)
                    .map(done -> new Result(wanted.size(), unknown, cold(wanted, warm), done)));
        });
    }

    private static int cold(List<OdsCode> wanted, Set<OdsCode> warm) {
        return wanted.size() - warm.size();
    }

    private Future<Reconciled> reconcile(List<OdsCode> only, List<OdsCode> wanted, boolean isToRepair) {
        List<Reconciled> parted = Collections.synchronizedList(new ArrayList<>());
        return BoundedParallel.forEach(wanted, AT_ONCE, practice -> reconcileOne(practice, isToRepair, parted))
                .compose(practices -> BoundedParallel.forEach(wanted, AT_ONCE, practice -> audit(practice, parted)))
                .compose(audited -> walks(only, parted))
                .map(walked -> parted.stream().reduce(Reconciled.IN_ORDER, Reconciled::plus));
    }

    private Future<Void> reconcileOne(OdsCode practice, boolean isToRepair, List<Reconciled> parted) {
        return tries.of(() -> parts.practice().reconcile(practice, isToRepair))
                .onSuccess(parted::add)
                .mapEmpty();
    }

    private Future<Void> audit(OdsCode practice, List<Reconciled> parted) {
        return tries.of(() -> parts.audit().auditPractice(practice))
                .onSuccess(found -> parted.add(new Reconciled(found, found)))
                .mapEmpty();
    }

    private Future<Void> walks(List<OdsCode> only, List<Reconciled> parted) {
        List<Optional<OdsCode>> walks = only.isEmpty()
                ? List.of(Optional.empty())
                : only.stream().map(Optional::of).toList();
        return BoundedParallel.forEach(walks, 1, walk -> parts.audit()
                .auditAll(walk, tries)
                .onSuccess(found -> parted.add(new Reconciled(found, found)))
                .mapEmpty());
    }
}
