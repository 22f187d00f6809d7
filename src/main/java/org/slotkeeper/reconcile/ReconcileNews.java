package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.DriftReports;
import org.slotkeeper.reconcile.spi.LedgerSight;
import org.slotkeeper.reconcile.spi.LedgerSight.Flaw;

/** Finds news that should have been delivered long ago, of all practices at once, and has it delivered if it is asked to. */
public final class ReconcileNews {

    private static final Duration OVERDUE = Duration.ofMinutes(1);
    private static final int COUNT_MAX = 10_000;

    private final LedgerSight ledger;
    private final DeliverLateNews deliverLateNews;
    private final TellDrift tellDrift;
    private final Clock clock;

    public ReconcileNews(LedgerSight ledger, DeliverLateNews deliverLateNews, DriftReports reports, Clock clock) {
        this.ledger = ledger;
        this.deliverLateNews = deliverLateNews;
        this.tellDrift = new TellDrift(reports);
        this.clock = clock;
    }

    /** @param only if there are any, news of other practices is not told of; but delivered it is */
    public Future<Reconciled> reconcile(List<OdsCode> only, boolean isToRepair) {
        return find(only).compose(found -> {
            tellDrift.found(found);
            return isToRepair && !found.isEmpty()
                    ? repair(only, found)
                    : Future.succeededFuture(new Reconciled(found, found));
        });
    }

    private Future<Reconciled> repair(List<OdsCode> only, List<Drift> found) {
        // What cannot be delivered is found again.
        Future<Optional<Integer>> delivered =
                deliverLateNews.deliver().map(Optional::of).otherwise(Optional.empty());
        return delivered
                .compose(done -> find(only))
                .map(left -> new Reconciled(found, left))
                .onSuccess(tellDrift::ended);
    }

    private Future<List<Drift>> find(List<OdsCode> only) {
        return ledger.overdueNews(clock.instant().minus(OVERDUE), COUNT_MAX)
                .map(flaws -> Flaws.byKind(wanted(flaws, only)));
    }

    private static List<Flaw> wanted(List<Flaw> flaws, List<OdsCode> only) {
        return only.isEmpty()
                ? flaws
                : flaws.stream().filter(flaw -> only.contains(flaw.practice())).toList();
    }
}
