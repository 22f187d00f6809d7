package org.slotkeeper.growth;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.slotkeeper.cost.Circumstances;
import org.slotkeeper.cost.Issuer;
import org.slotkeeper.cost.Sample;
import org.slotkeeper.load.kit.Arguments;
import org.slotkeeper.load.kit.Child;
import org.slotkeeper.load.kit.WorkDirectory;

/** Measures what a booking, a search and a lost race cost as slots and appointments grow, what a slot takes in Redis, and how long starting and filling take. Started by load-tests/growth/run. */
public final class Growth {

    private static final String USUAL = "10k:1k,1M:1k,1M:1k:266,1M:100k,1M:600k";
    private static final String FULL = "10k:1k,1M:1k,16M:1k,90M:1k,16M:100k,16M:1M,16M:1M:266,16M:10M,90M:10M";
    private static final Set<String> KNOWN = Set.of(
            "points",
            "rounds",
            "bookings",
            "seconds",
            "warm-up",
            "connections",
            "heap",
            "shared-buffers",
            "work",
            "out");

    private static final Duration MEMORY_WHOLE_AFTER = Duration.ofSeconds(630);

    private final Path home;
    private final Arguments given;
    private final List<Size> sizes;
    private final List<Point> points = new ArrayList<>();

    private Growth(Path home, Arguments given, List<Size> sizes) {
        this.home = home;
        this.given = given;
        this.sizes = sizes;
    }

    /** @param arguments the project's home, then the options */
    public static void main(String[] arguments) {
        try {
            List<String> rest = new ArrayList<>(List.of(arguments));
            Path home = Path.of(rest.remove(0));
            if (!rest.isEmpty() && rest.get(0).equals("--page")) {
                System.out.print(new GrowthPage(new JsonObject(Files.readString(Path.of(rest.get(1))))).html());
                return;
            }
            Arguments given = Arguments.parse(rest, Set.of("full", "check"), KNOWN);
            List<Size> sizes = List.of(given.text("points", given.has("full") ? FULL : USUAL)
                            .split(","))
                    .stream()
                    .map(Size::parse)
                    .toList();
            new Growth(home, given, sizes).run();
            System.exit(0);
        } catch (IllegalArgumentException | IllegalStateException cause) {
            System.err.println("load-tests/growth/run: " + cause.getMessage());
            System.exit(cause instanceof IllegalArgumentException ? 2 : 1);
        } catch (RuntimeException | IOException | Error cause) {
            // The threads of Vert.x would keep the process, and with it all the stores, running.
            cause.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws IOException {
        Path parent = Path.of(given.text("work", System.getProperty("java.io.tmpdir")));
        requireRoom(parent);
        WorkDirectory work = WorkDirectory.in(parent, "slotkeeper-growth");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(work)));
        JsonObject options = new JsonObject(new HashMap<>(given.values()));
        // Where the files were says nothing of the figures.
        options.remove("work");
        options.remove("out");
        JsonObject json = Circumstances.of(home).put("options", options).put("points", new JsonArray());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        try (Issuer issuer = Issuer.start()) {
            for (Size size : sizes) {
                Path place = Files.createDirectories(
                        work.path().resolve(size.slots() + "-" + size.appointments() + "-" + size.weeks()));
                Point point = Point.make(
                        size,
                        new Point.Setting(
                                home,
                                place,
                                issuer,
                                vertx,
                                given.number("connections", 128),
                                given.text("heap", "1g"),
                                given.text("shared-buffers", "2GB"),
                                given.has("check")));
                synchronized (points) {
                    points.add(point);
                }
                point.warmUp(given.number("bookings", 12_000) / 4, Duration.ofSeconds(given.number("warm-up", 30)));
                json.getJsonArray("points").add(describe(point));
            }
            awaitMemory();
            for (int round = 1; round <= given.number("rounds", 3); round++) {
                playRound(round, json.getJsonArray("points"));
                // After each round, so that a run that is ended early has not been for nothing.
                write(json);
            }
        }
        System.out.print(new GrowthPage(json).table());
    }

    /** After a Redis that forgot, the ledger is asked before a request is refused, until its memory of requests is whole again (booking.requestMemory): lost races of the point that was made last would be dearer. */
    private void awaitMemory() {
        long until = points.stream()
                        .mapToLong(point -> point.facts().forgottenNanos())
                        .max()
                        .orElseThrow()
                + MEMORY_WHOLE_AFTER.toNanos();
        if (System.nanoTime() < until) {
            System.err.printf(
                    "waiting %d s, until every Redis remembers as many requests as it should%n",
                    (until - System.nanoTime()) / 1_000_000_000);
        }
        while (System.nanoTime() < until) {
            Child.rest();
        }
    }

    /** One data directory for each point, all at once, because their rounds are interleaved. */
    private void requireRoom(Path parent) throws IOException {
        long needed = sizes.stream().mapToLong(Size::bytesOnDisk).sum();
        long free = Files.getFileStore(parent).getUsableSpace();
        System.err.printf(
                "%d points take about %.1f GB on disk, and there are %.1f GB free in %s%n",
                sizes.size(), needed / 1e9, free / 1e9, parent);
        if (free < needed * 1.2) {
            throw new IllegalStateException(String.format(
                    "too little disk: %.1f GB are needed with some to spare, and %s has %.1f GB. Choose smaller --points, or another directory with --work.",
                    needed * 1.2 / 1e9, parent, free / 1e9));
        }
    }

    private static JsonObject describe(Point point) {
        return new JsonObject()
                .put("slots", point.size().slotsMade())
                .put("appointments", point.size().appointments())
                .put("weeks", point.size().weeks())
                .put("practices", point.size().practices())
                .put("redisBytesASlot", point.facts().bytesASlot())
                .put("startSeconds", point.facts().startSeconds())
                .put("filledSeconds", point.facts().filledSeconds())
                .put("refilledSeconds", point.facts().refilledSeconds())
                .put("firstTouchMillis", point.facts().firstTouchMillis())
                .put("operations", new JsonObject());
    }

    private void playRound(int round, JsonArray described) {
        for (int at = 0; at < points.size(); at++) {
            // Each round begins with another point.
            int turn = (at + round - 1) % points.size();
            Point point = points.get(turn);
            System.err.printf("round %d: %s%n", round, point.size());
            JsonObject operations = described.getJsonObject(turn).getJsonObject("operations");
            point.measure(given.number("bookings", 12_000), Duration.ofSeconds(given.number("seconds", 5)))
                    .forEach((operation, measured) -> {
                        if (!operations.containsKey(operation.name())) {
                            operations.put(operation.name(), new JsonArray());
                        }
                        operations.getJsonArray(operation.name()).add(Sample.json(operation, round, measured));
                        Sample.tell(operation, measured);
                    });
        }
    }

    private void write(JsonObject json) throws IOException {
        Path out = Path.of(
                given.text("out", home.resolve("load-tests/growth/target").toString()));
        Path figures = Circumstances.write(out, "growth", json, new GrowthPage(json).html());
        System.err.printf("figures and pictures: %s and growth.html beside it%n", figures);
    }

    private void end(WorkDirectory work) {
        synchronized (points) {
            points.forEach(Point::close);
        }
        work.close();
    }
}
