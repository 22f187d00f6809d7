package org.slotkeeper.load.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.load.kit.ProcessStat;

/** Processor time and memory of the processes that take part, from /proc; nothing on machines without it. */
final class Processes {

    private static final double MILLIS_A_TICK = 10;
    private static final List<String> STORES = List.of("postgres", "redis");

    private final long serverPid;
    private final long injectorPid;

    Processes(long serverPid, long injectorPid) {
        this.serverPid = serverPid;
        this.injectorPid = injectorPid;
    }

    /** Milliseconds of processor time since each began ({@code cpu.}) and resident megabytes ({@code memory.}), and of the whole machine. */
    Map<String, Double> read() {
        Map<String, Double> values = new LinkedHashMap<>();
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return values;
        }
        if (serverPid > 0) {
            ProcessStat.of(serverPid).ifPresent(stat -> add(values, "slotkeeper", stat));
            ProcessHandle.of(serverPid)
                    .ifPresent(server -> server.descendants().forEach(child -> addStore(values, child.pid())));
        }
        ProcessStat.of(injectorPid).ifPresent(stat -> add(values, "injector", stat));
        ProcessStat.of(ProcessHandle.current().pid()).ifPresent(stat -> add(values, "watcher", stat));
        machine(values);
        return values;
    }

    private static void addStore(Map<String, Double> values, long pid) {
        ProcessStat.of(pid).ifPresent(stat -> STORES.stream()
                .filter(stat.name()::contains)
                .findFirst()
                .ifPresent(store -> add(values, store, stat)));
    }

    private static void add(Map<String, Double> values, String name, ProcessStat stat) {
        values.merge("cpu." + name, stat.cpuMicros() / 1e3, Double::sum);
        values.merge("memory." + name, stat.residentBytes() / 1e6, Double::sum);
    }

    private static void machine(Map<String, Double> values) {
        try {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
            double busy = 0;
            for (int field = 1; field < Math.min(9, fields.length); field++) {
                // The fourth is idle time, the fifth waiting for the disk.
                busy += field == 4 || field == 5 ? 0 : Double.parseDouble(fields[field]);
            }
            values.put("cpu.machine", busy * MILLIS_A_TICK);
        } catch (IOException unreadable) {
            // The picture of the machine is left out.
        }
    }
}
