package org.slotkeeper.load.watch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.load.kit.Http;

/** Looks every second, or less often, at the server's meters and at the processes, until it is told to stop. */
public final class Watch implements AutoCloseable {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

    private final Optional<URI> metrics;
    private final Processes processes;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread looking = new Thread(this::look, "watch");
    private final long everyNanos;
    private final Map<String, String> names = new HashMap<>();
    private volatile boolean isStopped;

    /** @param everySeconds at least 1; more for runs of hours */
    public Watch(Optional<URI> metrics, long serverPid, long injectorPid, int everySeconds) {
        this.everyNanos = Math.max(1, everySeconds) * SECOND_NANOS;
        this.metrics = metrics;
        this.processes = new Processes(serverPid, injectorPid);
    }

    /** @param values meters by name with labels, {@code cpu.} and {@code memory.} of processes: all of them as they stood at that moment */
    public record Sample(long atMillis, Map<String, Double> values) {

        public double value(String name) {
            return values.getOrDefault(name, 0.0);
        }
    }

    public Watch start() {
        looking.setDaemon(true);
        looking.start();
        return this;
    }

    public synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() throws InterruptedException {
        isStopped = true;
        looking.join(5_000);
    }

    private void look() {
        long next = System.nanoTime();
        try {
            while (!isStopped) {
                Map<String, Double> values = new HashMap<>(processes.read());
                long at = System.currentTimeMillis();
                values.putAll(meters());
                synchronized (this) {
                    samples.add(new Sample(at, values));
                }
                next += everyNanos;
                long wait = next - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000);
                } else {
                    next = System.nanoTime();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing if the server does not answer in time: the pictures have a gap there, which is the truth. */
    private Map<String, Double> meters() {
        Map<String, Double> own = new HashMap<>();
        metrics.flatMap(address -> Http.get(address, ANSWERED_WITHIN))
                .ifPresent(answer -> MetricsText.parse(answer.body()).forEach((name, value) -> {
                    if (isKept(name)) {
                        // The same few hundred names each second: one text for each is enough.
                        own.put(names.computeIfAbsent(name, known -> known), value);
                    }
                }));
        return own;
    }

    private static boolean isKept(String name) {
        if (name.contains("_bucket{")) {
            return name.startsWith("slotkeeper_http_requests_seconds_bucket");
        }
        return name.startsWith("slotkeeper_")
                || name.startsWith("jvm_gc_pause_seconds_")
                || name.startsWith("jvm_memory_used_bytes{area=\"heap\"");
    }
}
