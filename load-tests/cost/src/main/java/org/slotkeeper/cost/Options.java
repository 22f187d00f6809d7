package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slotkeeper.load.kit.Arguments;

/** How a run was asked for. */
record Options(
        int rounds,
        int size,
        Duration longest,
        Duration warmUp,
        Cast cast,
        int connections,
        List<String> only,
        boolean isKept,
        Path out) {

    private static final Set<String> KNOWN =
            Set.of("rounds", "size", "seconds", "warm-up", "practices", "patients", "connections", "only", "out");

    static Options parse(List<String> arguments, Path home) {
        Arguments given = Arguments.parse(arguments, Set.of("keep"), KNOWN);
        List<String> only =
                List.of(given.text("only", String.join(",", Contestants.NAMES)).split(","));
        only.stream()
                .filter(name -> !Contestants.NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "nobody is called " + name + ": there are " + String.join(", ", Contestants.NAMES));
                });
        return new Options(
                given.number("rounds", 3),
                given.number("size", 24_000),
                Duration.ofSeconds(given.number("seconds", 5)),
                Duration.ofSeconds(given.number("warm-up", 30)),
                new Cast(given.number("practices", 60), given.number("patients", 12_000)),
                given.number("connections", 128),
                only,
                given.has("keep"),
                Path.of(given.text("out", home.resolve("load-tests/cost/target").toString())));
    }

    JsonObject json() {
        return new JsonObject()
                .put("rounds", rounds)
                .put("size", size)
                .put("seconds", longest.toSeconds())
                .put("warmUpSeconds", warmUp.toSeconds())
                .put("practices", cast.practices())
                .put("patients", cast.patients())
                .put("connections", connections);
    }
}
