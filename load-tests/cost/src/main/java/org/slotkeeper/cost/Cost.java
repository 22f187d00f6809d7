package org.slotkeeper.cost;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.cost.Contestant.Door;
import org.slotkeeper.load.kit.WorkDirectory;

/** Measures what each operation costs Slotkeeper and what people would use instead: all of them in one run, on one Postgres build, with one load generator, in interleaved rounds. Started by load-tests/cost/run. */
public final class Cost {

    /** After it stood still, a contestant is given so long to be itself again. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final Duration MET = Duration.ofSeconds(60);

    private final Path home;
    private final Options options;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final Map<Contestant, Workload> workloads = new LinkedHashMap<>();
    private final Figures figures;

    private Cost(Path home, Options options) {
        this.home = home;
        this.options = options;
        this.figures = Figures.begin(Circumstances.of(home).put("options", options.json()));
    }

    /** @param arguments the project's home, then the options */
    public static void main(String[] arguments) throws Exception {
        List<String> given = new ArrayList<>(List.of(arguments));
        Path home = Path.of(given.remove(0));
        try {
            if (!given.isEmpty() && given.get(0).equals("--compare")) {
                Report.compare(read(given.get(1)), read(given.get(2)), System.out);
                return;
            }
            if (!given.isEmpty() && given.get(0).equals("--table")) {
                new Report(read(given.get(1)), System.out).print();
                return;
            }
            if (!given.isEmpty() && given.get(0).equals("--page")) {
                System.out.print(new CostPage(read(given.get(1))).html());
                return;
            }
            new Cost(home, Options.parse(given, home)).run();
            System.exit(0);
        } catch (IllegalArgumentException | IllegalStateException cause) {
            System.err.println("load-tests/cost/run: " + cause.getMessage());
            System.exit(cause instanceof IllegalArgumentException ? 2 : 1);
        }
    }

    private static Figures read(String file) throws IOException {
        return new Figures(new JsonObject(Files.readString(Path.of(file))));
    }

    private void run() throws IOException {
        WorkDirectory work = WorkDirectory.in(Path.of(System.getProperty("java.io.tmpdir")), "slotkeeper-cost");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(work)));
        try (Issuer issuer = Issuer.start()) {
            Contestants contestants = new Contestants(home, work.path(), options.cast());
            for (String name : options.only()) {
                prepareOrLeaveOut(contestants, name, issuer);
            }
            if (workloads.isEmpty()) {
                throw new IllegalStateException("nobody could be measured");
            }
            for (int round = 1; round <= options.rounds(); round++) {
                playRound(round);
                // After each round, so that a run that is ended early has not been for nothing.
                write();
            }
        }
        if (options.isKept()) {
            keep();
        }
        new Report(figures, System.out).print();
        System.out.printf(
                "%nfigures and picture: %s and cost.html beside it%n",
                options.out().resolve("cost.json"));
    }

    /** One that cannot be measured here is no reason to lose the figures of the others; that it is missing is part of the figures. */
    private void prepareOrLeaveOut(Contestants contestants, String name, Issuer issuer) {
        try {
            prepare(contestants, name, issuer);
        } catch (IllegalStateException cause) {
            System.err.println(name + " is left out: " + cause.getMessage());
            figures.leaveOut(
                    name, String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
            synchronized (workloads) {
                workloads.keySet().removeIf(contestant -> {
                    boolean isMeant = contestant.name().equals(name);
                    if (isMeant) {
                        contestant.close();
                    }
                    return isMeant;
                });
            }
        }
    }

    /** Starts a contestant, gives it its slots, warms it up by each of its doors, and lets it stand still. */
    private void prepare(Contestants contestants, String name, Issuer issuer) {
        System.err.println(name + ": starting");
        Contestant contestant = contestants.start(name, issuer);
        Workload workload = new Workload(contestant.cast(), contestant.api());
        synchronized (workloads) {
            workloads.put(contestant, workload);
        }
        figures.json()
                .put(
                        "postgres",
                        new JsonObject(new LinkedHashMap<>(contestant.stores().settings())));
        boolean first = true;
        for (Door door : contestant.doors()) {
            try (Load load = new Load(vertx, door.base(), options.connections())) {
                if (first) {
                    System.err.println(name + ": publishing");
                    workload.publishAll(load);
                    workload.takeForGood(load);
                    first = false;
                }
                System.err.println(name + ": warming up " + door.name());
                workload.meet(load, MET);
                workload.warmUp(load, options.size(), options.warmUp());
            }
        }
        contestant.pause();
    }

    /** Rounds go round in turn and begin with another one each time, so that what disturbs the machine disturbs all alike. */
    private void playRound(int round) {
        List<Contestant> order = new ArrayList<>(workloads.keySet());
        Collections.rotate(order, 1 - round);
        for (Contestant contestant : order) {
            contestant.resume();
            for (Door door : contestant.doors()) {
                System.err.printf("round %d of %d: %s%n", round, options.rounds(), door.name());
                measure(contestant, door, round);
            }
            contestant.pause();
        }
    }

    private void measure(Contestant contestant, Door door, int round) {
        Workload workload = workloads.get(contestant);
        try (Load load = new Load(vertx, door.base(), options.connections())) {
            workload.warmUp(load, options.size() / 4, SETTLED);
            contestant.stores().checkpoint();
            workload.round(
                    load,
                    options.size(),
                    options.longest(),
                    (operation, measured) -> {
                        figures.add(door.name(), operation, round, measured);
                        Sample.tell(operation, measured);
                    },
                    new Meter(door.processes()));
        }
    }

    private void write() throws IOException {
        Path unused = Circumstances.write(options.out(), "cost", figures.json(), new CostPage(figures).html());
    }

    private void keep() throws IOException {
        String name = figures.json().getString("at").replaceAll("[^0-9T]", "") + "-"
                + figures.json().getString("commit") + ".json";
        Files.copy(
                options.out().resolve("cost.json"),
                Files.createDirectories(home.resolve("load-tests/cost/history")).resolve(name));
    }

    private void end(WorkDirectory work) {
        synchronized (workloads) {
            workloads.keySet().forEach(Contestant::close);
        }
        work.close();
    }
}
