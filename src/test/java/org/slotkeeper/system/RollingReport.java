package org.slotkeeper.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slotkeeper.history.Auditor;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Violation;
import org.slotkeeper.history.Wish;

/**
 * What came of a load while processes were replaced.
 *
 * @param requests sendings by patients
 * @param failed of these, how many got no answer, or one that does not say when to ask again
 * @param putOff of these, how many were told to ask again, and when: a machine that is busy may say so
 * @param refused of these, how many were refused though nothing was wrong with them
 * @param unsettled wishes that were never answered for good, however often they were sent
 * @param lost appointments that were acknowledged and are not on record
 * @param sentAgain requests that gateways sent to an engine a second time
 */
record RollingReport(
        int requests,
        int failed,
        int putOff,
        int refused,
        int unsettled,
        int lost,
        int sentAgain,
        Map<String, Integer> otherAnswers,
        List<Violation> violations,
        Latency before,
        Latency during,
        List<RollingProcesses.Replaced> replaced) {

    /** Answers that may be had of a service that has too much to do, or a store that takes too long. */
    private static final Set<String> ASK_AGAIN =
            Set.of("503 OVERLOADED", "503 STORE_AWAY", "503 OUTCOME_UNKNOWN", "425 TOO_EARLY");

    /** Instants of the monotonic clock: when it was warm, when the first process began to be replaced, when the last one was. */
    record Times(long warm, long began, long ended) {}

    record Latency(int count, Duration p50, Duration p99, Duration max) {

        static Latency of(List<Sending> sendings, Predicate<Sending> when) {
            List<Long> nanos = sendings.stream()
                    .filter(when)
                    .map(sending -> sending.endedNanos() - sending.beganNanos())
                    .sorted()
                    .toList();
            return new Latency(nanos.size(), at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1));
        }

        private static Duration at(List<Long> sorted, double part) {
            return sorted.isEmpty()
                    ? Duration.ZERO
                    : Duration.ofNanos(sorted.get((int) Math.ceil(part * sorted.size()) - 1));
        }

        @Override
        public String toString() {
            return String.format(
                    "%,d requests, p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
                    count, p50.toNanos() / 1e6, p99.toNanos() / 1e6, max.toNanos() / 1e6);
        }
    }

    static RollingReport of(
            List<Sending> sendings,
            Times times,
            List<RollingProcesses.Replaced> replaced,
            int sentAgain,
            LedgerContents ledger) {
        Map<String, Integer> others = new TreeMap<>();
        sendings.stream()
                .filter(sending -> sending.told().verdict() != Verdict.DONE)
                .forEach(sending -> others.merge(
                        sending.wish().kind() + " " + sending.told().status() + ' '
                                + sending.told().code(),
                        1,
                        Integer::sum));
        return new RollingReport(
                sendings.size(),
                count(sendings, told -> told.verdict() == Verdict.UNKNOWN && !isPutOff(told)),
                count(sendings, RollingReport::isPutOff),
                count(sendings, told -> told.verdict() == Verdict.REFUSED),
                unsettled(sendings),
                lost(sendings, ledger),
                sentAgain,
                others,
                Auditor.judge(sendings, ledger, true),
                Latency.of(sendings, sending -> isBetween(sending.beganNanos(), times.warm(), times.began())),
                Latency.of(sendings, sending -> isBetween(sending.beganNanos(), times.began(), times.ended())),
                replaced);
    }

    boolean isClean() {
        return failed + refused + unsettled + lost == 0 && violations.isEmpty() && areAllClean();
    }

    private boolean areAllClean() {
        return replaced.stream().allMatch(RollingProcesses.Replaced::isClean);
    }

    private static boolean isBetween(long nanos, long from, long until) {
        return nanos - from >= 0 && nanos - until < 0;
    }

    private static int count(List<Sending> sendings, Predicate<Told> what) {
        return (int) sendings.stream().map(Sending::told).filter(what).count();
    }

    private static boolean isPutOff(Told told) {
        return told.verdict() == Verdict.UNKNOWN && ASK_AGAIN.contains(told.status() + " " + told.code());
    }

    private static int unsettled(List<Sending> sendings) {
        Set<UUID> open = sendings.stream().map(sending -> sending.wish().id()).collect(Collectors.toSet());
        sendings.stream()
                .filter(sending -> sending.told().verdict() != Verdict.UNKNOWN)
                .forEach(sending -> open.remove(sending.wish().id()));
        return open.size();
    }

    /** What was booked must be there, and if it was cancelled, cancelled. */
    private static int lost(List<Sending> sendings, LedgerContents ledger) {
        Set<String> onRecord =
                ledger.appointments().stream().map(LedgerContents.Stored::key).collect(Collectors.toSet());
        Set<String> cancelled = ledger.appointments().stream()
                .filter(stored -> !stored.isLive())
                .map(LedgerContents.Stored::key)
                .collect(Collectors.toSet());
        return (int) sendings.stream()
                .filter(sending -> sending.told().verdict() == Verdict.DONE
                        && sending.wish().kind().isRecorded())
                .filter(sending -> {
                    String key = keyOf(sending.told().appointment().id());
                    boolean isCancelling = sending.wish().kind() == Wish.Kind.CANCEL;
                    return !(isCancelling ? cancelled : onRecord).contains(key);
                })
                .count();
    }

    private static String keyOf(String id) {
        return id.substring(id.lastIndexOf('-') + 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        return text.append("requests ")
                .append(requests)
                .append("\nfailed ")
                .append(failed)
                .append("\nput off ")
                .append(putOff)
                .append("\nrefused ")
                .append(refused)
                .append("\nunsettled ")
                .append(unsettled)
                .append("\nlost ")
                .append(lost)
                .append("\nsent again by gateways ")
                .append(sentAgain)
                .append("\nother answers ")
                .append(otherAnswers)
                .append("\nviolations ")
                .append(violations)
                .append("\nbefore ")
                .append(before)
                .append("\nduring ")
                .append(during)
                .toString();
    }
}
