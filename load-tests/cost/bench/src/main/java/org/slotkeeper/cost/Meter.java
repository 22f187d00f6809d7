package org.slotkeeper.cost;

import java.util.Map;
import java.util.function.Supplier;
import org.slotkeeper.cost.Load.Tally;
import org.slotkeeper.cost.Workload.Measured;

/** Counts the CPU that work costs a contestant's processes, also in the moment after the last answer: what is tidied then belongs to the work. */
public final class Meter implements Workload.Probe {

    private static final int AFTERWARDS_MILLIS = 300;

    private final Cpu cpu;

    public Meter(Map<String, Long> processes) {
        this.cpu = new Cpu(processes);
    }

    @Override
    public Measured measure(Supplier<Tally> work) {
        Map<String, Long> before = cpu.read();
        long ownBefore = own();
        Tally tally = work.get();
        double generator = (own() - ownBefore) / 1e9 / Math.max(1e-3, tally.seconds());
        rest();
        return new Measured(tally, Cpu.between(before, cpu.read(), tally.count()), generator);
    }

    /** CPU of this process, whose stores and servers are not part of it. */
    private static long own() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void rest() {
        try {
            Thread.sleep(AFTERWARDS_MILLIS);
        } catch (InterruptedException told) {
            throw new IllegalStateException("interrupted", told);
        }
    }
}
