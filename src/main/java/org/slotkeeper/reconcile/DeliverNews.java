package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.booking.spi.NewsDesk;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.publishing.spi.InventoryNews;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.LedgerTruth.Occupied;
import org.slotkeeper.reconcile.spi.Warmer;

/**
 * Brings news to the inventory soon after it was committed, all that has gathered in one call, one call at a time, and has what was told struck out of the outbox likewise. What it loses the outbox still has. For one
 * event loop: what another thread leaves is refused.
 */
public final class DeliverNews implements NewsDesk, InventoryNews {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverNews.class);

    private static final int BATCH_MAX = 200;
    private static final int WAITING_MAX = 20_000;

    private final OwnerThread owner = new OwnerThread();
    private final SlotInventory inventory;
    private final LedgerTruth ledger;
    private final Warmer warmer;
    private final IntConsumer toldLater;
    private final Deque<SeatNews> waiting = new ArrayDeque<>();
    private final Deque<SeatNews> told = new ArrayDeque<>();
    private boolean isTelling;
    private boolean isStrikingOut;

    /** @param toldLater hears how much news was left to the outbox, because the inventory could not be told */
    public DeliverNews(SlotInventory inventory, LedgerTruth ledger, Warmer warmer, IntConsumer toldLater) {
        this.inventory = inventory;
        this.ledger = ledger;
        this.warmer = warmer;
        this.toldLater = toldLater;
    }

    @Override
    public void leave(SeatNews news) {
        owner.require();
        if (waiting.size() < WAITING_MAX) {
            waiting.add(news);
        } else {
            toldLater.accept(1);
        }
        tellNext();
    }

    @Override
    public void doubt(OdsCode practice, LocalDate day, List<Integer> ordinals) {
        Future<Void> looked =
                ledger.occupied(practice, day, ordinals).compose(occupied -> tellOccupied(practice, day, occupied));
        // Whoever meets the seats again will doubt them again.
        looked.onFailure(away -> {});
    }

    @Override
    public void isBehind(OdsCode practice) {
        // If this fails too, the next claim or search that meets the older version asks again.
        var unused = warmer.warm(practice).onFailure(cause -> LOG.atWarn()
                .addKeyValue("practice", practice)
                .setCause(cause)
                .log("inventory stays behind what was published"));
    }

    private Future<Void> tellOccupied(OdsCode practice, LocalDate day, Occupied occupied) {
        if (occupied.ordinals().isEmpty()) {
            return Future.succeededFuture();
        }
        return inventory.tell(
                List.of(SeatNews.doubt(practice, day, List.copyOf(occupied.ordinals()), occupied.transaction(), "")));
    }

    private void tellNext() {
        if (isTelling || waiting.isEmpty()) {
            return;
        }
        isTelling = true;
        List<SeatNews> batch = next(waiting);
        var unused = Future.succeededFuture(batch).compose(inventory::tell).onComplete(ended -> {
            if (ended.failed()) {
                toldLater.accept(batch.size());
            } else if (told.size() < WAITING_MAX) {
                told.addAll(batch);
                strikeOutNext();
            }
            isTelling = false;
            tellNext();
        });
    }

    /** What is not struck out is told again, and changes nothing then: no news waits for it. */
    private void strikeOutNext() {
        if (isStrikingOut || told.isEmpty()) {
            return;
        }
        isStrikingOut = true;
        var unused = Future.succeededFuture(next(told))
                .compose(ledger::strikeOut)
                .onComplete(ended -> {
                    isStrikingOut = false;
                    strikeOutNext();
                });
    }

    private static List<SeatNews> next(Deque<SeatNews> gathered) {
        List<SeatNews> batch = new ArrayList<>();
        while (batch.size() < BATCH_MAX && !gathered.isEmpty()) {
            batch.add(gathered.remove());
        }
        return batch;
    }
}
