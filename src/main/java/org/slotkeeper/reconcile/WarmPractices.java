package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.Warmer;

/**
 * Fills the inventory of every practice that it does not know, the largest first, a few at a time,
 * while patients are served.
 */
public final class WarmPractices {

    private static final int AT_ONCE = 4;

    private final LedgerTruth ledger;
    private final InventoryRefill inventory;
    private final Warmer warmer;
    private final Clock clock;
    private final AtomicInteger left = new AtomicInteger();
    private Optional<Future<Integer>> running = Optional.empty();
    private boolean isAskedAgain;

    public WarmPractices(LedgerTruth ledger, InventoryRefill inventory, Warmer warmer, Clock clock) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.warmer = warmer;
        this.clock = clock;
    }

    /** How many practices are still to be filled. */
    public int left() {
        return left.get();
    }

    /**
     * Done when every practice that the inventory did not know has been tried; says how many could
     * not be filled. They are filled when somebody asks for them. Whoever asks meanwhile is
     * answered together with the first, after one more round: what was filled may have been
     * forgotten again.
     */
    public Future<Integer> warmAll() {
        Promise<Integer> done = Promise.promise();
        synchronized (this) {
            if (running.isPresent()) {
                isAskedAgain = true;
                return running.get();
            }
            running = Optional.of(done.future());
        }
        warmRound(done);
        return done.future();
    }

    private void warmRound(Promise<Integer> done) {
        Future.succeededFuture(London.dayOf(clock.instant()))
                .compose(ledger::practices)
                .compose(all -> inventory.warmOf(all).compose(warm -> warmAll(all, warm)))
                .onComplete(round -> {
                    if (isAnotherRoundDue()) {
                        warmRound(done);
                    } else {
                        done.handle(round);
                    }
                });
    }

    private synchronized boolean isAnotherRoundDue() {
        boolean isDue = isAskedAgain;
        isAskedAgain = false;
        if (!isDue) {
            running = Optional.empty();
        }
        return isDue;
    }

    private Future<Integer> warmAll(List<OdsCode> all, Set<OdsCode> warm) {
        Deque<OdsCode> cold = new ConcurrentLinkedDeque<>(all);
        cold.removeAll(warm);
        left.set(cold.size());
        AtomicInteger failed = new AtomicInteger();
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < AT_ONCE; lane++) {
            Promise<Void> done = Promise.promise();
            warmNext(cold, failed, done);
            lanes.add(done.future());
        }
        return Future.all(lanes).map(done -> failed.get());
    }

    private void warmNext(Deque<OdsCode> cold, AtomicInteger failed, Promise<Void> done) {
        OdsCode practice = cold.poll();
        if (practice == null) {
            done.complete();
            return;
        }
        Future.succeededFuture(practice).compose(warmer::warm).onComplete(ended -> {
            left.decrementAndGet();
            if (ended.failed()) {
                failed.incrementAndGet();
            }
            warmNext(cold, failed, done);
        });
    }
}
