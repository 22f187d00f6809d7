package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.FindDrift.Found;
import org.slotkeeper.reconcile.spi.DriftReports;
import org.slotkeeper.reconcile.spi.InventorySight;
import org.slotkeeper.reconcile.spi.LedgerSight;
import org.slotkeeper.reconcile.spi.Pause;

/**
 * Holds the inventory of one practice against the ledger, says where it differs, and puts it right
 * if it is asked to. Safe to be repeated, and to be done by several at once.
 */
public final class ReconcilePractice {

    private final FindDrift findDrift;
    private final RepairDrift repairDrift;
    private final TellDrift tellDrift;

    /** What is held against each other. */
    public record Sights(InventorySight inventory, LedgerSight ledger) {}

    /** What the inventory is put right by. */
    public record Repairs(SettleLeases settleLeases, RefillPractice refillPractice) {}

    public ReconcilePractice(Sights sights, Repairs repairs, DriftReports reports, Pause pause, Clock clock) {
        this.findDrift = new FindDrift(sights.inventory(), sights.ledger(), pause, clock);
        this.repairDrift = new RepairDrift(sights.inventory(), repairs.settleLeases(), repairs.refillPractice());
        this.tellDrift = new TellDrift(reports);
    }

    /**
     * One cheap look that tells most practices apart from those that are worth {@link #reconcile}.
     */
    public Future<Boolean> isSuspicious(OdsCode practice) {
        return findDrift.isSuspicious(practice).onSuccess(looked -> tellDrift.practiceReconciled());
    }

    /** Finds and tells; repairs if asked to, and looks again. */
    public Future<Reconciled> reconcile(OdsCode practice, boolean isToRepair) {
        return findDrift.find(practice).compose(found -> {
            if (found.isNothing()) {
                return Future.succeededFuture(Reconciled.IN_ORDER);
            }
            List<Drift> drifts = drifts(practice, found);
            tellDrift.found(drifts);
            return isToRepair
                    ? repair(practice, found, drifts)
                    : Future.succeededFuture(new Reconciled(drifts, drifts));
        });
    }

    private Future<Reconciled> repair(OdsCode practice, Found found, List<Drift> drifts) {
        return repairDrift
                .repair(practice, found)
                .compose(repaired -> findDrift.find(practice))
                .map(left -> new Reconciled(drifts, drifts(practice, left)))
                .onSuccess(tellDrift::ended);
    }

    private static List<Drift> drifts(OdsCode practice, Found found) {
        List<Drift> drifts = new ArrayList<>();
        found.seats()
                .forEach((kind, seats) -> drifts.add(new Drift(
                        practice,
                        kind,
                        seats.size(),
                        seats.stream().map(SeatId::text).sorted().toList())));
        found.layout().ifPresent(kind -> drifts.add(new Drift(practice, kind, 1, List.of())));
        return drifts;
    }
}
