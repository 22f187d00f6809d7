package org.slotkeeper.cost;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.slotkeeper.load.kit.Spread;

/** The figures of a run, as they are kept: every sample of every round, and what they were taken on. Tables, pictures and comparisons are made of this alone. */
final class Figures {

    /** What the others are held against. */
    static final String MEASURE = "slotkeeper: gateway and engine, one process";

    private final JsonObject json;

    Figures(JsonObject json) {
        this.json = json;
    }

    static Figures begin(JsonObject circumstances) {
        return new Figures(circumstances.copy().put("contestants", new JsonArray()));
    }

    void add(String contestant, Operation operation, int round, Workload.Measured measured) {
        samples(contestant, operation).add(Sample.json(operation, round, measured));
    }

    /** Notes who is missing, and why. */
    void leaveOut(String contestant, String why) {
        if (!json.containsKey("leftOut")) {
            json.put("leftOut", new JsonObject());
        }
        json.getJsonObject("leftOut").put(contestant, why);
    }

    private JsonArray samples(String contestant, Operation operation) {
        JsonArray all = json.getJsonArray("contestants");
        JsonObject found = find(contestant).orElseGet(() -> {
            JsonObject made = new JsonObject().put("name", contestant).put("operations", new JsonObject());
            all.add(made);
            return made;
        });
        JsonObject operations = found.getJsonObject("operations");
        if (!operations.containsKey(operation.name())) {
            operations.put(operation.name(), new JsonArray());
        }
        return operations.getJsonArray(operation.name());
    }

    private Optional<JsonObject> find(String contestant) {
        return json.getJsonArray("contestants").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("name").equals(contestant))
                .findFirst();
    }

    JsonObject json() {
        return json;
    }

    List<String> contestants() {
        return json.getJsonArray("contestants").stream()
                .map(one -> ((JsonObject) one).getString("name"))
                .toList();
    }

    /** Those samples that measured what they were for: at most one operation in a hundred was answered otherwise. */
    List<JsonObject> good(String contestant, Operation operation) {
        return all(contestant, operation).stream().filter(Sample::isGood).toList();
    }

    List<JsonObject> all(String contestant, Operation operation) {
        return find(contestant)
                .map(one -> one.getJsonObject("operations").getJsonArray(operation.name(), new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .toList())
                .orElse(List.of());
    }

    Optional<Spread> spread(String contestant, Operation operation, ToDoubleFunction<JsonObject> of) {
        double[] values = good(contestant, operation).stream().mapToDouble(of).toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    Optional<Spread> cpu(String contestant, Operation operation) {
        return spread(contestant, operation, sample -> sample.getDouble("cpuMicrosTotal"));
    }

    Set<String> processes(String contestant, Operation operation) {
        Set<String> names = new LinkedHashSet<>();
        good(contestant, operation)
                .forEach(
                        sample -> names.addAll(sample.getJsonObject("cpuMicros").fieldNames()));
        return names;
    }

    double cpuOf(String contestant, Operation operation, String process) {
        return spread(contestant, operation, sample -> sample.getJsonObject("cpuMicros")
                        .getDouble(process))
                .map(Spread::middle)
                .orElse(0.0);
    }

    /** How many times as dear as the measure, round by round, so that a noisy round is noisy for both. */
    Optional<Spread> ratio(String contestant, Operation operation) {
        List<Double> ratios = new ArrayList<>();
        Map<Integer, Double> measure = new HashMap<>();
        good(MEASURE, operation)
                .forEach(sample -> measure.put(sample.getInteger("round"), sample.getDouble("cpuMicrosTotal")));
        for (JsonObject sample : good(contestant, operation)) {
            Double held = measure.get(sample.getInteger("round"));
            if (held != null && held > 0) {
                ratios.add(sample.getDouble("cpuMicrosTotal") / held);
            }
        }
        return ratios.isEmpty()
                ? Optional.empty()
                : Optional.of(Spread.of(
                        ratios.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
