package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;

/**
 * Ends leases by asking the ledger whose the seats are: those of bookings, about which nothing is
 * told, and those of whoever could not say how it ended.
 */
public final class SettleLeases {

    /**
     * A call of the inventory, and a question to the ledger, is about no more seats than that:
     * longer ones would keep others waiting.
     */
    static final int AT_ONCE = 500;

    private final SeatLeases leases;
    private final LedgerTruth ledger;
    private final Clock clock;

    public SettleLeases(SeatLeases leases, LedgerTruth ledger, Clock clock) {
        this.leases = leases;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Settles the leases of these practices that have ended, and says how many seats that were. A
     * practice that cannot be looked at hinders no other; that there was one is said in the end.
     */
    public Future<Integer> settleEnded(List<OdsCode> practices) {
        List<Future<List<Lease>>> asked = new ArrayList<>(practices.size());
        for (OdsCode practice : practices) {
            asked.add(leases.ended(practice, clock.instant(), AT_ONCE));
        }
        return Future.join(asked).transform(joined -> {
            List<Lease> ended = new ArrayList<>();
            // Where there were as many as are found at once there may be more.
            List<OdsCode> full = new ArrayList<>();
            for (int at = 0; at < practices.size(); at++) {
                List<Lease> of = asked.get(at).otherwise(List.of()).result();
                ended.addAll(of);
                if (of.size() >= AT_ONCE) {
                    full.add(practices.get(at));
                }
            }
            Future<Integer> settled = settle(ended)
                    .compose(count -> full.isEmpty() || count == 0
                            ? Future.succeededFuture(count)
                            : settleEnded(full).map(more -> count + more));
            return joined.failed() ? settled.compose(count -> Future.failedFuture(joined.cause())) : settled;
        });
    }

    /**
     * Asks the ledger about these leases, ends them, and says how many it were. One that was asked
     * about anew meanwhile is left to whoever did; what fails is said when all else is done.
     */
    public Future<Integer> settle(List<Lease> seen) {
        List<Future<Integer>> chunks = new ArrayList<>();
        Future<Integer> last = Future.succeededFuture(0);
        for (int from = 0; from < seen.size(); from += AT_ONCE) {
            List<Lease> some = seen.subList(from, Math.min(seen.size(), from + AT_ONCE));
            last = last.transform(before -> settleSome(some));
            chunks.add(last);
        }
        return Future.join(chunks).map(all -> sum(chunks));
    }

    private static int sum(List<Future<Integer>> counts) {
        return counts.stream().mapToInt(Future::result).sum();
    }

    private Future<Integer> settleSome(List<Lease> some) {
        return ledger.occupied(some.stream().map(Lease::seat).toList()).compose(owned -> end(some, owned));
    }

    private Future<Integer> end(List<Lease> some, Set<SeatId> owned) {
        Map<OdsCode, List<Lease>> byPractice = new LinkedHashMap<>();
        some.forEach(lease -> byPractice
                .computeIfAbsent(lease.seat().practice(), none -> new ArrayList<>())
                .add(lease));
        List<Future<Integer>> ended = new ArrayList<>();
        byPractice.forEach((practice, of) -> ended.add(leases.settle(practice, of, owned, clock.instant())));
        return Future.join(ended).map(all -> sum(ended));
    }
}
