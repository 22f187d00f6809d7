package org.slotkeeper.away;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Wish;

/** What callers were told in which second, by what they asked for. Instants are of the monotonic clock. */
final class ToldBySecond {

    private final long began;
    private final Map<Integer, Map<Wish.Kind, Map<String, Integer>>> told = new TreeMap<>();
    private final Map<Wish.Kind, List<One>> all = new EnumMap<>(Wish.Kind.class);

    /** One answer. */
    private record One(long sentNanos, long toldNanos, boolean isDone) {

        private boolean isSentIn(long from, long until) {
            return sentNanos - from >= 0 && sentNanos - until < 0;
        }
    }

    ToldBySecond(long began) {
        this.began = began;
        Order.KINDS.forEach(kind -> all.put(kind, new ArrayList<>()));
    }

    synchronized void note(Wish.Kind kind, Told answer, long sentNanos, long toldNanos) {
        all.get(kind).add(new One(sentNanos, toldNanos, answer.verdict() == Verdict.DONE));
        told.computeIfAbsent(secondOf(toldNanos), second -> new EnumMap<>(Wish.Kind.class))
                .computeIfAbsent(kind, first -> new TreeMap<>())
                .merge(nameOf(answer), 1, Integer::sum);
    }

    private int secondOf(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toSeconds(nanos - began);
    }

    static String nameOf(Told answer) {
        if (answer.status() / 100 == 2) {
            return "2xx";
        }
        boolean saysWhen = !answer.code().endsWith("without Retry-After");
        return switch (answer.status()) {
            case 409, 422, 504 -> Integer.toString(answer.status());
            case 503 -> saysWhen ? "503" : "other 503";
            default -> "other " + answer.status();
        };
    }

    /** What came back, and when. */
    record Back(Wish.Kind kind, int sentAway, int doneAway, double longestAwayMillis, double firstBackSeconds) {

        static String head() {
            return String.format(
                    "%-8s %10s %12s %18s %22s",
                    "", "sent, away", "of these 2xx", "longest, away", "first 2xx, back after");
        }

        boolean isBack() {
            return firstBackSeconds >= 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-8s %10d %12d %15.0f ms %20.2f s",
                    name(kind),
                    sentAway,
                    doneAway,
                    longestAwayMillis,
                    firstBackSeconds);
        }
    }

    /** @param gone when Redis went; @param returned when it was there again */
    synchronized List<Back> back(long gone, long returned) {
        return Order.KINDS.stream()
                .map(kind -> {
                    List<One> away = all.get(kind).stream()
                            .filter(one -> one.isSentIn(gone, returned))
                            .toList();
                    long longest = away.stream()
                            .mapToLong(one -> one.toldNanos() - one.sentNanos())
                            .max()
                            .orElse(0);
                    double first = all.get(kind).stream()
                            .filter(one -> one.isDone() && one.sentNanos() - returned >= 0)
                            .mapToDouble(one -> (one.toldNanos() - returned) / 1e9)
                            .min()
                            .orElse(-1);
                    int done = (int) away.stream().filter(One::isDone).count();
                    return new Back(kind, away.size(), done, longest / 1e6, first);
                })
                .toList();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder("second");
        Order.KINDS.forEach(kind -> text.append(String.format("  %-20s", name(kind))));
        told.forEach((second, byKind) -> {
            text.append(String.format("%n%6d", second));
            Order.KINDS.forEach(
                    kind -> text.append(String.format("  %-20s", cell(byKind.getOrDefault(kind, Map.of())))));
        });
        return text.toString();
    }

    private static String cell(Map<String, Integer> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((answer, count) -> parts.add(count + " x " + answer));
        return String.join(", ", parts);
    }

    private static String name(Wish.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
