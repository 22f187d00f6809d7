package org.slotkeeper.growth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.slotkeeper.cost.Load.Tally;
import org.slotkeeper.cost.Workload.Measured;

/** Several turns of the same work as one measurement. */
final class Turns {

    private Turns() {}

    static Measured together(List<Measured> turns) {
        int count = turns.stream().mapToInt(turn -> turn.tally().count()).sum();
        double seconds =
                turns.stream().mapToDouble(turn -> turn.tally().seconds()).sum();
        long[] latencies = turns.stream()
                .flatMapToLong(turn -> LongStream.of(turn.tally().latencies()))
                .sorted()
                .toArray();
        Map<Integer, Integer> statuses = new TreeMap<>();
        Map<String, Double> cpu = new LinkedHashMap<>();
        for (Measured turn : turns) {
            turn.tally().statuses().forEach((status, times) -> statuses.merge(status, times, Integer::sum));
            turn.cpu()
                    .forEach((process, micros) ->
                            cpu.merge(process, micros * turn.tally().count() / Math.max(1, count), Double::sum));
        }
        return new Measured(
                new Tally(count, seconds, latencies, statuses),
                cpu,
                turns.stream().mapToDouble(Measured::generatorShare).max().orElse(0));
    }
}
