package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.reconcile.spi.LedgerTruth;

/**
 * Goes round all practices again and again, at a pace that is even and brings it round in time. For
 * one event loop.
 */
final class PracticeSweep {

    private final OwnerThread owner = new OwnerThread();
    private final LedgerTruth ledger;
    private final Duration roundTime;
    private final Clock clock;
    private final Deque<OdsCode> ahead = new ArrayDeque<>();
    private int practices;
    private boolean hasGap;
    private Instant lastStep;
    private volatile Instant lastEnd;

    PracticeSweep(LedgerTruth ledger, Duration roundTime, Clock clock) {
        this.ledger = ledger;
        this.roundTime = roundTime;
        this.clock = clock;
        this.lastStep = clock.instant();
        this.lastEnd = lastStep;
    }

    /**
     * Those whose turn it is: one at least, if there is any. To be followed by {@link #done} or
     * {@link #failed}.
     */
    Future<List<OdsCode>> next() {
        owner.require();
        Future<Void> begun = ahead.isEmpty() ? begin() : Future.succeededFuture();
        return begun.map(ready -> take());
    }

    private Future<Void> begin() {
        return ledger.practices(London.dayOf(clock.instant()))
                .onSuccess(all -> {
                    practices = all.size();
                    hasGap = false;
                    ahead.addAll(all);
                })
                .mapEmpty();
    }

    private List<OdsCode> take() {
        Instant now = clock.instant();
        double share = (double) Duration.between(lastStep, now).toMillis() / roundTime.toMillis();
        lastStep = now;
        List<OdsCode> taken = new ArrayList<>();
        for (int count = (int) Math.ceil(practices * share); taken.isEmpty() || taken.size() < count; ) {
            OdsCode practice = ahead.poll();
            if (practice == null) {
                return taken;
            }
            taken.add(practice);
        }
        return taken;
    }

    void done() {
        owner.require();
        if (ahead.isEmpty() && !hasGap) {
            lastEnd = clock.instant();
        }
    }

    /** A round with a practice that could not be looked at is none. */
    void failed() {
        owner.require();
        hasGap = true;
    }

    /**
     * How long ago the last whole round ended, or, before the first has, how long ago all began.
     */
    Duration age() {
        return Duration.between(lastEnd, clock.instant());
    }
}
