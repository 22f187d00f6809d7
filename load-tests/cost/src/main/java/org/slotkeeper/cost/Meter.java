package org.slotkeeper.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slotkeeper.cost.Load.Tally;
import org.slotkeeper.cost.Workload.Measured;
import org.slotkeeper.load.kit.Child;
import org.slotkeeper.load.kit.ProcessStat;

/** Counts the CPU that work costs a contestant's processes, also in the moment after the last answer: what is tidied then belongs to the work. */
public final class Meter implements Workload.Probe {

    private static final int AFTERWARDS_MILLIS = 300;

    private final Map<String, Long> roots;

    /** @param roots the first process of each tree, by the name it is counted under */
    public Meter(Map<String, Long> roots) {
        this.roots = new LinkedHashMap<>(roots);
    }

    @Override
    public Measured measure(Supplier<Tally> work) {
        Map<String, Long> before = read();
        long ownBefore = own();
        Tally tally = work.get();
        double generator = (own() - ownBefore) / 1e9 / Math.max(1e-3, tally.seconds());
        Child.rest(AFTERWARDS_MILLIS);
        Map<String, Double> each = new LinkedHashMap<>();
        read().forEach((name, micros) ->
                each.put(name, (micros - before.get(name)) / (double) Math.max(1, tally.count())));
        return new Measured(tally, each, generator);
    }

    /** Microseconds used so far, by name. */
    private Map<String, Long> read() {
        Map<String, Long> micros = new LinkedHashMap<>();
        roots.forEach((name, pid) -> micros.put(name, ProcessStat.microsOfTree(pid)));
        return micros;
    }

    /** CPU of this process, whose stores and servers are not part of it. */
    private static long own() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
