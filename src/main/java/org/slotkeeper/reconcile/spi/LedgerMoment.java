package org.slotkeeper.reconcile.spi;

import java.util.Comparator;
import java.util.Set;
import org.slotkeeper.domain.SeatNews;

/**
 * The snapshot in which the ledger was read: which transactions the reading has seen.
 *
 * @param oldestOpen all transactions before it had ended
 * @param next no transaction from it on had begun
 * @param open the transactions between them that had not ended
 */
public record LedgerMoment(long oldestOpen, long next, Set<Long> open) {

    /** Before the first transaction. */
    public static final LedgerMoment NEVER = new LedgerMoment(0, 0, Set.of());

    /** Of two snapshots the later one has seen all that the earlier one has: while no transaction begins, open ones can only become fewer. */
    private static final Comparator<LedgerMoment> IN_TIME = Comparator.comparingLong(LedgerMoment::next)
            .thenComparingLong(LedgerMoment::oldestOpen)
            .thenComparing(moment -> -moment.open.size());

    public LedgerMoment {
        open = Set.copyOf(open);
    }

    /** Whether a reading of this moment knew of the news. A doubt is known where it was read no later; if that is not certain it counts as known, for the change that led to it is news of its own. */
    public boolean knows(SeatNews news) {
        long transaction = news.transaction();
        return transaction < next && (transaction < oldestOpen || news.isDoubt() || !open.contains(transaction));
    }

    public boolean isBefore(LedgerMoment other) {
        return IN_TIME.compare(this, other) < 0;
    }
}
