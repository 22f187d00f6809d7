package org.slotkeeper.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Everything that was asked and told in one round, in order, each with its times; a line of JSON for each beginning and each end. */
public final class History implements AutoCloseable {

    /** One sending of a wish. Times are of one monotonic clock. */
    public record Sending(Wish wish, int nth, long beganNanos, long endedNanos, Told told) {}

    private final BufferedWriter lines;
    private final List<Sending> sendings = new ArrayList<>();
    private final Map<UUID, Integer> begun = new LinkedHashMap<>();

    public History(Path file) {
        try {
            this.lines = Files.newBufferedWriter(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Sends a wish once and notes when it began, when it ended and how. */
    public Told send(Wish wish, Supplier<Told> sending) {
        int nth = begin(wish);
        long began = System.nanoTime();
        Told told = sending.get();
        end(new Sending(wish, nth, began, System.nanoTime(), told));
        return told;
    }

    public synchronized List<Sending> sendings() {
        return List.copyOf(sendings);
    }

    /** Wishes of which nobody knows yet what came of them. */
    public synchronized List<Wish> open() {
        Map<UUID, Wish> open = new LinkedHashMap<>();
        sendings.stream()
                .filter(sending -> !sending.wish().kind().isReading())
                .forEach(sending -> open.put(sending.wish().id(), sending.wish()));
        sendings.stream()
                .filter(sending -> sending.told().verdict() != Told.Verdict.UNKNOWN)
                .forEach(sending -> open.remove(sending.wish().id()));
        return List.copyOf(open.values());
    }

    private synchronized int begin(Wish wish) {
        int nth = begun.merge(wish.id(), 1, Integer::sum);
        write(new JsonObject()
                .put("at", System.nanoTime())
                .put("is", "invoke")
                .put("id", wish.id().toString())
                .put("nth", nth)
                .put("kind", wish.kind().name())
                .put("patient", wish.patient())
                .put("practice", wish.practice())
                .put("slots", new JsonArray(wish.slots()))
                .put("appointment", wish.appointment())
                .put("seen", wish.etag()));
        return nth;
    }

    private synchronized void end(Sending sending) {
        sendings.add(sending);
        Told told = sending.told();
        write(new JsonObject()
                .put("at", sending.endedNanos())
                .put("is", told.verdict().name().toLowerCase(java.util.Locale.ROOT))
                .put("id", sending.wish().id().toString())
                .put("nth", sending.nth())
                .put("status", told.status())
                .put("code", told.code())
                .put("appointment", told.appointment().id())
                .put("version", told.appointment().version())
                .put("state", told.appointment().state())
                .put("slots", new JsonArray(told.appointment().slots())));
    }

    private void write(JsonObject line) {
        try {
            lines.write(line.encode());
            lines.newLine();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public synchronized void close() {
        try {
            lines.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
