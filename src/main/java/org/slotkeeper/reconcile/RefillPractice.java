package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slotkeeper.domain.London;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.Warmer;

/** Fills the inventory of a practice from the ledger. Callers that ask for the same practice at the same time share one filling. */
public final class RefillPractice implements Warmer {

    private final LedgerTruth ledger;
    private final InventoryRefill inventory;
    private final Supplier<String> fillIds;
    private final Clock clock;
    private final Map<OdsCode, Future<Void>> running = new ConcurrentHashMap<>();

    /** @param fillIds gives an id unlike any other at each call */
    public RefillPractice(LedgerTruth ledger, InventoryRefill inventory, Supplier<String> fillIds, Clock clock) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.fillIds = fillIds;
        this.clock = clock;
    }

    @Override
    public Future<Void> warm(OdsCode practice) {
        Future<Void> filling = running.computeIfAbsent(practice, this::fill);
        return filling.onComplete(ended -> running.remove(practice, filling));
    }

    private Future<Void> fill(OdsCode practice) {
        Instant now = clock.instant();
        // Seats of yesterday are kept as long as an appointment of last night may still be looked at.
        LocalDate fromDay = London.dayOf(now).minusDays(1);
        return ledger.epoch().compose(epoch -> ledger.truthOf(practice, fromDay)
                .compose(truth -> inventory.fill(practice, epoch, fillIds.get(), truth, now)));
    }
}
