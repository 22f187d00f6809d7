package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.Warmer;

/**
 * Fills the inventory of a practice from the ledger. Callers that ask for the same practice at the
 * same time share one filling.
 */
public final class RefillPractice implements Warmer {

    /**
     * By how much the clock of whoever fills a practice may differ from that of whoever asks for
     * it.
     */
    static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(10);

    /** Between two of them leases would have to end, which many do together. */
    private static final int TRIES_MAX = 20;

    private final LedgerTruth ledger;
    private final InventoryRefill inventory;
    private final Duration requestMemory;
    private final Supplier<String> fillIds;
    private final Clock clock;
    private final Map<OdsCode, Future<Void>> running = new ConcurrentHashMap<>();

    /**
     * @param requestMemory how long the inventory remembers what it answered a request
     * @param fillIds gives an id unlike any other at each call
     */
    public RefillPractice(
            LedgerTruth ledger,
            InventoryRefill inventory,
            Duration requestMemory,
            Supplier<String> fillIds,
            Clock clock) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.requestMemory = requestMemory;
        this.fillIds = fillIds;
        this.clock = clock;
    }

    @Override
    public Future<Void> warm(OdsCode practice) {
        Future<Void> filling = running.computeIfAbsent(practice, this::fill);
        return filling.onComplete(ended -> running.remove(practice, filling));
    }

    private Future<Void> fill(OdsCode practice) {
        return fill(practice, false);
    }

    /**
     * Fills the practice even if it has been filled in this life: what has come to differ from the
     * ledger is put right.
     */
    public Future<Void> repair(OdsCode practice) {
        return fill(practice, true);
    }

    private Future<Void> fill(OdsCode practice, boolean isForced) {
        Instant now = clock.instant();
        // Seats of yesterday are kept as long as an appointment of last night may still be looked
        // at.
        LocalDate fromDay = London.dayOf(now).minusDays(1);
        return fill(practice, fromDay, now, isForced, TRIES_MAX);
    }

    private Future<Void> fill(OdsCode practice, LocalDate fromDay, Instant now, boolean isForced, int triesLeft) {
        if (triesLeft == 0) {
            return Future.failedFuture("leases of " + practice + " end faster than it can be filled");
        }
        return inventory.life(practice).compose(life -> ledger.truthOf(practice, fromDay)
                .compose(truth -> inventory.fill(
                        new Filling(practice, life, fillIds.get(), truth, wholeFrom(truth, now), now, isForced)))
                .compose(isUpToDate ->
                        isUpToDate ? Future.succeededFuture() : fill(practice, fromDay, now, isForced, triesLeft - 1)));
    }

    /**
     * Requests that the inventory has forgotten may be in the ledger, or on their way to it, unless
     * it has never known the practice.
     */
    private Instant wholeFrom(PracticeTruth truth, Instant now) {
        return truth.isFirst() ? now : now.plus(requestMemory).plus(CLOCKS_APART_MAX);
    }
}
