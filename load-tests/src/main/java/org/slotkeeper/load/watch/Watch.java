package org.slotkeeper.load.watch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks once a second at the server's meters and at the processes, until it is told to stop. */
public final class Watch implements AutoCloseable {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Optional<URI> metrics;
    private final Processes processes;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread looking = new Thread(this::look, "watch");
    private volatile boolean isStopped;

    public Watch(Optional<URI> metrics, long serverPid, long injectorPid) {
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
                next += SECOND_NANOS;
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
    private Map<String, Double> meters() throws InterruptedException {
        if (metrics.isEmpty()) {
            return Map.of();
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(metrics.get())
                    .timeout(Duration.ofSeconds(2))
                    .build();
            Map<String, Double> own = new HashMap<>();
            MetricsText.parse(client.send(request, BodyHandlers.ofString()).body())
                    .forEach((name, value) -> {
                        if (name.startsWith("slotkeeper_")
                                || name.startsWith("jvm_gc_pause_seconds_")
                                || name.startsWith("jvm_memory_used_bytes{area=\"heap\"")) {
                            own.put(name, value);
                        }
                    });
            return own;
        } catch (java.io.IOException away) {
            return Map.of();
        }
    }
}
