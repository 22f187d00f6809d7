package org.slotkeeper.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slotkeeper.simulation.Simulation.Result;

/** {@code src/dev/simulate}: runs many seeds and counts, or one seed and tells. */
public final class Simulate {

    private Simulate() {}

    /** Arguments: {@code --seed S}, or {@code --seeds N [--from S]}. */
    public static void main(String[] arguments) {
        Map<String, Long> asked = new java.util.HashMap<>();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            asked.put(arguments[at], Long.parseLong(arguments[at + 1]));
        }
        if (asked.containsKey("--seed")) {
            System.exit(tell(asked.get("--seed")));
        }
        long from = asked.getOrDefault("--from", new Random().nextLong() >>> 16);
        System.exit(count(from, asked.getOrDefault("--seeds", 20_000L)));
    }

    private static int tell(long seed) {
        Result result = Simulation.run(seed, Plant.NONE, true);
        System.out.println(result.options());
        System.out.println(result.trace());
        System.out.printf("seed %d: %d events, hash %016x%n", seed, result.events(), result.hash());
        result.violation().ifPresent(violation -> {
            System.out.println("VIOLATION " + violation.getMessage());
            if (violation.getCause() != null) {
                violation.getCause().printStackTrace(System.out);
            }
        });
        return result.violation().isPresent() ? 1 : 0;
    }

    private static int count(long from, long seeds) {
        System.out.printf("seeds %d to %d%n", from, from + seeds - 1);
        ManySeeds.Report report = ManySeeds.run(from, seeds, Plant.NONE, Runtime.getRuntime().availableProcessors());
        System.out.print(report.text());
        List<Result> shown = new ArrayList<>(report.violations());
        shown.stream().limit(20).forEach(result -> System.out.printf(
                "seed %d: %s%n", result.seed(), result.violation().orElseThrow().getMessage()));
        if (!shown.isEmpty()) {
            tell(shown.get(0).seed());
        }
        return shown.isEmpty() ? 0 : 1;
    }
}
