package org.slotkeeper.load.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.load.plan.Shape;

/** How late arrivals were against their schedule. An injector that falls behind measures less load than it claims, so a run is only believed if this is small. */
public final class Arrivals {

    private final Shape shape;
    private final long[] cameNanos;
    private final long[] cameMillis;
    private final AtomicInteger next = new AtomicInteger();

    public Arrivals(Shape shape) {
        this.shape = shape;
        this.cameNanos = new long[shape.arrivals()];
        this.cameMillis = new long[shape.arrivals()];
    }

    /** The next one came. Returns which one it is, from 0. */
    public int came() {
        int arrival = next.getAndIncrement();
        if (arrival < cameNanos.length) {
            cameNanos[arrival] = System.nanoTime();
            cameMillis[arrival] = System.currentTimeMillis();
        }
        return arrival;
    }

    public record Late(long atMillis, double lateMillis) {}

    /** The one that was least late sets the schedule's beginning, for only the injector knows when exactly it began. */
    public List<Late> late() {
        int came = Math.min(next.get(), cameNanos.length);
        double[] after = new double[came];
        for (int arrival = 0; arrival < came; arrival++) {
            after[arrival] = cameNanos[arrival] / 1e6 - shape.dueSeconds(arrival) * 1000;
        }
        double least = Arrays.stream(after).min().orElse(0);
        List<Late> late = new ArrayList<>(came);
        for (int arrival = 0; arrival < came; arrival++) {
            late.add(new Late(cameMillis[arrival], after[arrival] - least));
        }
        return late;
    }

    public void write(Path file) throws IOException {
        Files.write(
                file,
                late().stream()
                        .map(one -> one.atMillis() + "\t" + Math.round(one.lateMillis()))
                        .toList());
    }

    public static List<Late> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t"))
                .map(fields -> new Late(Long.parseLong(fields[0]), Double.parseDouble(fields[1])))
                .toList();
    }
}
