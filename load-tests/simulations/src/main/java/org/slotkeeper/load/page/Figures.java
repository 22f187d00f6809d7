package org.slotkeeper.load.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slotkeeper.load.journal.Answer;
import org.slotkeeper.load.journal.Answer.Operation;
import org.slotkeeper.load.journal.Arrivals.Late;

/** What the answers of a run come to: for all of it, and by time. What was before it counts is in the pictures and in no total. */
public final class Figures {

    private final long measuredFromMillis;
    private final int binSeconds;
    private final Map<String, Quantiles> totals = new LinkedHashMap<>();
    private final Map<String, TreeMap<Integer, Quantiles>> byTime = new LinkedHashMap<>();
    private final Map<String, Integer> codes = new TreeMap<>();
    private final TreeMap<Integer, Double> lateByTime = new TreeMap<>();
    private final Quantiles late = new Quantiles();
    private long lastMillis;

    public Figures(long measuredFromMillis, int binSeconds) {
        this.measuredFromMillis = measuredFromMillis;
        this.binSeconds = binSeconds;
    }

    /** Bookings that were given, by whichever way. */
    public static final String ADMITTED = "booked";

    public static final String LOST = "lost (409)";

    public void add(Answer answer) {
        add(nameOf(answer), answer);
        if (isAdmitted(answer)) {
            add(ADMITTED, answer);
        }
        if (!answer.isWarmUp()) {
            lastMillis = Math.max(lastMillis, answer.endMillis());
            if (!answer.isSuccess()) {
                codes.merge(answer.operation().word() + " " + answer.status() + " " + answer.code(), 1, Integer::sum);
            }
        }
    }

    private void add(String name, Answer answer) {
        byTime.computeIfAbsent(name, unused -> new TreeMap<>())
                .computeIfAbsent(bin(answer.endMillis()), unused -> new Quantiles())
                .add(answer.tookMillis());
        if (!answer.isWarmUp()) {
            totals.computeIfAbsent(name, unused -> new Quantiles()).add(answer.tookMillis());
        }
    }

    public void add(Late arrival) {
        lateByTime.merge(bin(arrival.atMillis()), arrival.lateMillis(), Math::max);
        if (arrival.atMillis() >= measuredFromMillis) {
            late.add(Math.round(arrival.lateMillis()));
        }
    }

    public Quantiles total(String name) {
        return totals.getOrDefault(name, new Quantiles());
    }

    public Map<String, Quantiles> totals() {
        return totals;
    }

    public Map<String, Integer> codes() {
        return codes;
    }

    public Quantiles late() {
        return late;
    }

    public double measuredSeconds() {
        return Math.max(1, (lastMillis - measuredFromMillis) / 1000.0);
    }

    /** The part of attempts at a slot that came too late for it. */
    public double lostShare() {
        double lost = total(LOST).count();
        double tried = lost + total("book").count() + total("hold").count();
        return tried == 0 ? 0 : lost / tried;
    }

    /** All answers of bookings, with and without a hold. */
    public Quantiles admitted() {
        return total(ADMITTED);
    }

    public int failed() {
        return total("failed").count();
    }

    /** Seconds from the beginning of what counts, from the first to the last of which anything is known. */
    public List<Integer> bins() {
        TreeSet<Integer> bins = new TreeSet<>(lateByTime.keySet());
        byTime.values().forEach(series -> bins.addAll(series.keySet()));
        if (bins.isEmpty()) {
            return List.of();
        }
        return IntStream.iterate(bins.first(), bin -> bin <= bins.last(), bin -> bin + binSeconds)
                .boxed()
                .toList();
    }

    /** Answers a second. */
    public List<Double> rate(String name) {
        TreeMap<Integer, Quantiles> series = byTime.getOrDefault(name, new TreeMap<>());
        return bins().stream()
                .map(bin -> series.containsKey(bin) ? series.get(bin).count() / (double) binSeconds : 0.0)
                .toList();
    }

    /** Milliseconds; null where nothing was answered. */
    public List<Double> quantile(String name, double part) {
        TreeMap<Integer, Quantiles> series = byTime.getOrDefault(name, new TreeMap<>());
        return bins().stream()
                .map(bin ->
                        series.containsKey(bin) ? Double.valueOf(series.get(bin).at(part)) : null)
                .toList();
    }

    public List<Double> lateByTime() {
        return bins().stream().map(bin -> lateByTime.getOrDefault(bin, null)).toList();
    }

    int bin(long atMillis) {
        return Math.toIntExact(Math.floorDiv(atMillis - measuredFromMillis, binSeconds * 1000L) * binSeconds);
    }

    private static String nameOf(Answer answer) {
        if (answer.isUnknown()) {
            return "failed";
        }
        if (answer.isLost()) {
            return LOST;
        }
        if (!answer.isSuccess()) {
            return "refused (4xx)";
        }
        return answer.operation().word();
    }

    private static boolean isAdmitted(Answer answer) {
        boolean isBooking = answer.operation() == Operation.BOOK || answer.operation() == Operation.CONFIRM;
        return isBooking && answer.isSuccess();
    }
}
