package org.slotkeeper.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.slotkeeper.simulation.Simulation.Result;

/** {@code src/dev/simulate}: runs many seeds and counts, or one seed and tells. */
public final class Simulate {

    private static final int SHOWN_MAX = 20;

    private final Plant plant;

    private Simulate(Plant plant) {
        this.plant = plant;
    }

    /** Arguments: {@code --seed S}, or {@code --seeds N [--from S]}; {@code --plant BUG} with either. */
    public static void main(String[] arguments) {
        Map<String, String> asked = new HashMap<>();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            asked.put(arguments[at], arguments[at + 1]);
        }
        Simulate simulate = new Simulate(plantNamed(asked.getOrDefault("--plant", "none")));
        if (asked.containsKey("--seed")) {
            System.exit(simulate.tell(Long.parseLong(asked.get("--seed"))));
        }
        long from = Long.parseLong(asked.getOrDefault("--from", String.valueOf(new Random().nextLong() >>> 16)));
        System.exit(simulate.count(from, Long.parseLong(asked.getOrDefault("--seeds", "20000"))));
    }

    private static Plant plantNamed(String name) {
        return Stream.concat(Plants.all().stream(), BookPlants.all().stream())
                .filter(plant -> plant.name().equals(name))
                .findFirst()
                .orElse(Plant.NONE);
    }

    private int tell(long seed) {
        Result result = Silence.during(() -> Simulation.run(seed, plant, true));
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

    private int count(long from, long seeds) {
        System.out.printf("seeds %d to %d, planted bug: %s%n", from, from + seeds - 1, plant.name());
        ManySeeds.Report report =
                ManySeeds.run(from, seeds, plant, Runtime.getRuntime().availableProcessors());
        System.out.print(report.text());
        report.violations().stream()
                .limit(SHOWN_MAX)
                .forEach(result -> System.out.printf(
                        "seed %d: %s%n",
                        result.seed(), result.violation().orElseThrow().getMessage()));
        return report.violations().stream()
                .findFirst()
                .map(first -> tell(first.seed()))
                .orElse(0);
    }
}
