package org.slotkeeper.assembly;

import java.time.Clock;
import org.slotkeeper.config.SlotkeeperConfig.ReconcileSection;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.reconcile.AuditLedger;
import org.slotkeeper.reconcile.ReconcileAll;
import org.slotkeeper.reconcile.ReconcileOnce;
import org.slotkeeper.reconcile.ReconcilePractice;
import org.slotkeeper.reconcile.RefillPractice;
import org.slotkeeper.reconcile.SettleLeases;
import org.slotkeeper.reconcile.spi.DriftReports;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.Pause;
import org.slotkeeper.redis.inventory.RedisInventorySight;

/**
 * Reconciling, put together for one event loop: without end in the background, or once for somebody
 * who waits.
 */
public final class Reconciling {

    private final EngineParts parts;
    private final InventoryRefill refill;
    private final ReconcileAll.Parts made;

    /**
     * What drift is repaired by.
     *
     * @param pause between two practices
     */
    record Means(InventoryRefill refill, RefillPractice refillPractice, SettleLeases settleLeases, Pause pause) {}

    Reconciling(EngineParts parts, Means means) {
        this.parts = parts;
        this.refill = means.refill();
        Clock clock = parts.environment().clock();
        DriftReports reports = parts.environment().meters().drift();
        this.made = new ReconcileAll.Parts(
                new ReconcilePractice(
                        new ReconcilePractice.Sights(
                                new RedisInventorySight(parts.inventory().redis(), clock),
                                parts.ledger().sight()),
                        new ReconcilePractice.Repairs(means.settleLeases(), means.refillPractice()),
                        reports,
                        means.pause(),
                        clock),
                new AuditLedger(parts.ledger().sight(), reports, clock));
    }

    ReconcileAll continuously() {
        ReconcileSection section = parts.reconcile();
        ReconcileAll.Settings settings =
                new ReconcileAll.Settings(section.roundTime(), section.ledgerRoundTime(), section.repair());
        return new ReconcileAll(
                parts.ledger().truth(), made, settings, parts.environment().clock());
    }

    public ReconcileAll.Parts parts() {
        return made;
    }

    public ReconcileOnce once(Tries tries) {
        return new ReconcileOnce(
                parts.ledger().truth(), refill, made, tries, parts.environment().clock());
    }
}
