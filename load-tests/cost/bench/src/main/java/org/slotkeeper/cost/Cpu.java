package org.slotkeeper.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU microseconds used so far by whole process trees, by name: user and system time, also of children that have ended and were waited for. In ticks of ten milliseconds. */
public final class Cpu {

    private static final int TICK_MICROS = 10_000;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    private final Map<String, Long> roots;

    /** @param roots the first process of each tree */
    public Cpu(Map<String, Long> roots) {
        this.roots = new LinkedHashMap<>(roots);
    }

    public Map<String, Long> read() {
        Map<String, Long> micros = new LinkedHashMap<>();
        roots.forEach((name, pid) -> micros.put(name, ofTree(pid)));
        return micros;
    }

    public static Map<String, Double> between(Map<String, Long> before, Map<String, Long> after, double operations) {
        Map<String, Double> each = new LinkedHashMap<>();
        after.forEach((name, micros) -> each.put(name, (micros - before.get(name)) / Math.max(1, operations)));
        return each;
    }

    private static long ofTree(long root) {
        return ProcessHandle.of(root)
                .map(process -> of(root) + process.descendants().mapToLong(child -> of(child.pid())).sum())
                .orElse(0L);
    }

    private static long of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int at = USER; at <= CHILDREN_SYSTEM; at++) {
                ticks += Long.parseLong(fields[at]);
            }
            return ticks * TICK_MICROS;
        } catch (IOException ended) {
            return 0;
        }
    }
}
