package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a run was asked for. */
record Options(int rounds, int size, Duration longest, Duration warmUp, Cast cast, int connections, List<String> only, boolean isKept, Path out) {

    private static final Set<String> KNOWN = Set.of("rounds", "size", "seconds", "warm-up", "practices", "patients", "connections", "only", "out");

    static Options parse(List<String> arguments, Path home) {
        Map<String, String> given = new HashMap<>();
        List<String> rest = new ArrayList<>(arguments);
        boolean isKept = rest.remove("--keep");
        for (int at = 0; at < rest.size(); at += 2) {
            String name = rest.get(at).replaceFirst("^--", "");
            if (!KNOWN.contains(name) || at + 1 == rest.size()) {
                throw new IllegalArgumentException("there is no option " + rest.get(at) + " like that: see --help");
            }
            given.put(name, rest.get(at + 1));
        }
        List<String> only = given.containsKey("only") ? List.of(given.get("only").split(",")) : Contestants.NAMES;
        only.stream().filter(name -> !Contestants.NAMES.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("nobody is called " + name + ": there are " + String.join(", ", Contestants.NAMES));
        });
        return new Options(
                number(given, "rounds", 3),
                number(given, "size", 24_000),
                Duration.ofSeconds(number(given, "seconds", 5)),
                Duration.ofSeconds(number(given, "warm-up", 30)),
                new Cast(number(given, "practices", 60), number(given, "patients", 12_000)),
                number(given, "connections", 128),
                only,
                isKept,
                Path.of(given.getOrDefault("out", home.resolve("load-tests/cost/target").toString())));
    }

    private static int number(Map<String, String> given, String name, int usual) {
        return Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
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
