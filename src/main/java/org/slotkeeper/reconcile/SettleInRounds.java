package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.reconcile.spi.LedgerTruth;

/**
 * Settles the leases of all practices that have ended, some practices at a time, over and over.
 * Belongs to one event loop, on which one step is under way at a time.
 */
public final class SettleInRounds {

    private final OwnerThread owner = new OwnerThread();
    private final LedgerTruth ledger;
    private final SettleLeases settling;
    private final int steps;
    private final Clock clock;
    private List<OdsCode> practices = List.of();
    private int step;

    /** @param steps after so many all practices have been looked at */
    public SettleInRounds(LedgerTruth ledger, SettleLeases settling, int steps, Clock clock) {
        this.ledger = ledger;
        this.settling = settling;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Looks at the next practices and says how many seats were settled. Each round goes over the
     * practices that there are when it begins: one that was published a moment ago has leases too.
     */
    public Future<Integer> step() {
        owner.require();
        Future<List<OdsCode>> listed =
                step == 0 ? ledger.practices(London.dayOf(clock.instant())) : Future.succeededFuture(practices);
        return listed.compose(all -> {
            practices = all;
            return settling.settleEnded(next());
        });
    }

    private List<OdsCode> next() {
        int share = (practices.size() + steps - 1) / steps;
        int from = Math.min(practices.size(), step * share);
        step = (step + 1) % steps;
        return practices.subList(from, Math.min(practices.size(), from + share));
    }
}
