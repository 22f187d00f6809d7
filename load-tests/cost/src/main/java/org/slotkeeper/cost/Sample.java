package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import org.slotkeeper.load.kit.page.Numbers;

/** One operation of one round, as it is kept. */
public final class Sample {

    private static final double MISSED_SHARE_MAX = 0.01;

    private Sample() {}

    public static JsonObject json(Operation operation, int round, Workload.Measured measured) {
        JsonObject cpu = new JsonObject();
        measured.cpu().forEach((process, micros) -> cpu.put(process, round(micros)));
        JsonObject statuses = new JsonObject();
        measured.tally().statuses().forEach((status, count) -> statuses.put(Integer.toString(status), count));
        return new JsonObject()
                .put("round", round)
                .put("count", measured.tally().count())
                .put("missedShare", measured.tally().missed(operation))
                .put("answers", statuses)
                .put("cpuMicros", cpu)
                .put("cpuMicrosTotal", round(measured.cpuTotal()))
                .put("perSecond", round(measured.tally().perSecond()))
                .put("p50Millis", round(measured.tally().latencyMillis(0.5)))
                .put("p99Millis", round(measured.tally().latencyMillis(0.99)))
                .put("generatorCpuShare", round(measured.generatorShare()));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** Whether it measured what it was for: at most one operation in a hundred was answered otherwise. */
    public static boolean isGood(JsonObject sample) {
        return sample.getDouble("missedShare") <= MISSED_SHARE_MAX && sample.getInteger("count") > 0;
    }

    /** A line of progress. */
    public static void tell(Operation operation, Workload.Measured measured) {
        System.err.printf(
                "  %-20s %7s us %7s a second  %s%n",
                operation.words(),
                Numbers.words(measured.cpuTotal()),
                Numbers.words(measured.tally().perSecond()),
                measured.tally().statuses());
    }
}
