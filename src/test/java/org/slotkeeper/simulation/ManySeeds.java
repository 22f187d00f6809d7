package org.slotkeeper.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slotkeeper.simulation.Simulation.Result;

/** Runs a range of seeds, one simulation a thread at a time, and adds up what they met. */
final class ManySeeds {

    private static final int VIOLATIONS_KEPT = 200;

    private final Plant plant;
    private final long end;
    private final AtomicLong next;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong violationCount = new AtomicLong();
    private final List<Result> violations = Collections.synchronizedList(new ArrayList<>());
    private final Map<Sometimes, Long> met = new EnumMap<>(Sometimes.class);

    private ManySeeds(Plant plant, long from, long count) {
        this.plant = plant;
        this.next = new AtomicLong(from);
        this.end = from + count;
    }

    /** @param violations the first of them, by seed */
    record Report(
            long seeds,
            double seconds,
            long events,
            long violationCount,
            List<Result> violations,
            Map<Sometimes, Long> met) {

        String text() {
            StringBuilder text = new StringBuilder();
            text.append(String.format(
                    "%d seeds in %.1f s: %.0f seeds/s, %.0f events a seed, %d violations%n",
                    seeds, seconds, seeds / seconds, (double) events / seeds, violationCount));
            for (Sometimes condition : Sometimes.values()) {
                text.append(String.format(
                        "  %-36s %d%n",
                        condition.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                        met.getOrDefault(condition, 0L)));
            }
            Map<String, Integer> kinds = new TreeMap<>();
            violations.forEach(one -> kinds.merge(one.violation().orElseThrow().promise(), 1, Integer::sum));
            if (!kinds.isEmpty()) {
                text.append("  violations by promise: ").append(kinds).append(System.lineSeparator());
            }
            return text.toString();
        }
    }

    static Report run(long from, long count, Plant plant, int threads) {
        return Silence.during(() -> new ManySeeds(plant, from, count).run(count, threads));
    }

    private Report run(long count, int threads) {
        long begun = System.nanoTime();
        List<Thread> all = new ArrayList<>();
        for (int number = 1; number < threads; number++) {
            Thread thread = new Thread(this::work, "simulation-" + number);
            thread.start();
            all.add(thread);
        }
        work();
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        List<Result> inOrder = new ArrayList<>(violations);
        inOrder.sort(java.util.Comparator.comparingLong(Result::seed));
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Report(count, seconds, events.get(), violationCount.get(), inOrder, met);
    }

    private void work() {
        Map<Sometimes, Long> mine = new EnumMap<>(Sometimes.class);
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Result result = Simulation.run(seed, plant, false);
            events.addAndGet(result.events());
            result.met().forEach((condition, count) -> mine.merge(condition, (long) count, Long::sum));
            if (result.violation().isPresent() && violationCount.incrementAndGet() <= VIOLATIONS_KEPT) {
                violations.add(result);
            }
        }
        synchronized (met) {
            mine.forEach((condition, count) -> met.merge(condition, count, Long::sum));
        }
    }
}
