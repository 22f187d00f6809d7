package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.LedgerTruth;

/** Brings the inventory news that nobody else has brought: what an engine had committed when it died, or could not tell while the inventory was away. */
public final class DeliverLateNews {

    private static final Duration LATE = Duration.ofSeconds(3);
    private static final int BATCH_MAX = 500;

    private final LedgerTruth ledger;
    private final SlotInventory inventory;
    private final Clock clock;

    public DeliverLateNews(LedgerTruth ledger, SlotInventory inventory, Clock clock) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Delivers what is late by now and says how much that was. To be called again when it is done. */
    public Future<Integer> deliver() {
        return deliverFrom(0);
    }

    private Future<Integer> deliverFrom(int delivered) {
        return ledger.untold(clock.instant().minus(LATE), BATCH_MAX).compose(news -> {
            if (news.isEmpty()) {
                return Future.succeededFuture(delivered);
            }
            return tell(news)
                    .compose(told -> news.size() < BATCH_MAX
                            ? Future.succeededFuture(delivered + news.size())
                            : deliverFrom(delivered + news.size()));
        });
    }

    private Future<Void> tell(List<SeatNews> news) {
        return inventory.tell(news).compose(told -> ledger.strikeOut(news));
    }
}
