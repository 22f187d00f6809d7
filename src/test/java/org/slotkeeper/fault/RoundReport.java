package org.slotkeeper.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Violation;
import org.slotkeeper.history.Wish;

/** What came of one round. */
record RoundReport(
        long seed,
        List<Fault> faults,
        int acknowledged,
        int refused,
        int unknown,
        int sentAgain,
        Map<String, Integer> codes,
        List<Violation> violations,
        Times times) {

    /**
     * In milliseconds: the whole round, then from the healing until everybody was answered, then until the stores agreed.
     *
     * @param patrolRounds how often all practices were held against the ledger until then
     */
    record Times(long whole, long untilAnswered, long untilConverged, int patrolRounds) {}

    static RoundReport of(
            long seed, List<Fault> faults, List<Sending> sendings, List<Violation> violations, Times times) {
        List<Sending> changes = sendings.stream()
                .filter(sending -> sending.wish().kind() != Wish.Kind.SEARCH)
                .toList();
        Map<String, Integer> codes = new TreeMap<>();
        changes.forEach(sending -> codes.merge(
                sending.told().verdict() + " " + sending.told().status() + ' '
                        + sending.told().code(),
                1,
                Integer::sum));
        return new RoundReport(
                seed,
                faults,
                count(changes, Verdict.DONE),
                count(changes, Verdict.REFUSED),
                count(changes, Verdict.UNKNOWN),
                (int) changes.stream().filter(sending -> sending.nth() > 1).count(),
                codes,
                violations,
                times);
    }

    private static int count(List<Sending> sendings, Verdict verdict) {
        return (int) sendings.stream()
                .filter(sending -> sending.told().verdict() == verdict)
                .count();
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + acknowledged + " acknowledged, " + refused + " refused, " + unknown
                + " unknown, "
                + sentAgain + " sent again, " + violations.size() + " violations; " + times.whole()
                + " ms, answered after "
                + times.untilAnswered() + ", converged after " + times.untilConverged() + " in "
                + times.patrolRounds() + " rounds of the patrol; " + faults;
    }
}
