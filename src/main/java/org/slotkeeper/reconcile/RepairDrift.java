package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.FindDrift.Found;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.InventorySight;
import org.slotkeeper.reconcile.spi.InventorySight.KeptClaim;

/**
 * Makes the inventory of one practice true to the ledger again, where it was found to differ. The
 * ledger wins; it is never changed. (A filling leaves leased seats alone: their owner is just being
 * changed.) An inventory that is ahead of the ledger is left alone: the ledger has lost what was
 * published, and whoever brings that back must not find it forgotten here too.
 */
final class RepairDrift {

    private static final Set<DriftKind> BY_TIDYING = EnumSet.of(DriftKind.CLAIM_ON_OWNED, DriftKind.HOLDER_DANGLING);
    private static final Set<DriftKind> BY_FILLING = EnumSet.of(
            DriftKind.FREE_BUT_OWNED,
            DriftKind.FREE_BUT_CLAIMED,
            DriftKind.TAKEN_BUT_FREE,
            DriftKind.UNPUBLISHED_FREE,
            DriftKind.CLAIM_ON_OWNED);

    private final InventorySight inventory;
    private final SettleLeases settleLeases;
    private final RefillPractice refillPractice;

    RepairDrift(InventorySight inventory, SettleLeases settleLeases, RefillPractice refillPractice) {
        this.inventory = inventory;
        this.settleLeases = settleLeases;
        this.refillPractice = refillPractice;
    }

    /** Claims first, because a filling leaves claimed seats alone. */
    Future<Void> repair(OdsCode practice, Found found) {
        return tidy(practice, found)
                .compose(tidied -> settle(practice, found))
                .compose(settled -> fill(practice, found));
    }

    private Future<Void> tidy(OdsCode practice, Found found) {
        if (!hasAny(found, BY_TIDYING)) {
            return Future.succeededFuture();
        }
        Set<SeatId> owned = found.seats().getOrDefault(DriftKind.CLAIM_ON_OWNED, Set.of());
        List<KeptClaim> claims =
                found.look().map(look -> List.copyOf(look.claimsOn(owned))).orElse(List.of());
        return inventory.tidy(practice, claims);
    }

    private Future<Void> settle(OdsCode practice, Found found) {
        return found.seats().containsKey(DriftKind.CLAIM_OVERDUE)
                ? settleLeases.settleEnded(List.of(practice)).mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Void> fill(OdsCode practice, Found found) {
        return found.layout().filter(DriftKind.LAYOUT_BEHIND::equals).isPresent() || hasAny(found, BY_FILLING)
                ? refillPractice.repair(practice)
                : Future.succeededFuture();
    }

    private static boolean hasAny(Found found, Set<DriftKind> kinds) {
        return found.seats().keySet().stream().anyMatch(kinds::contains);
    }
}
