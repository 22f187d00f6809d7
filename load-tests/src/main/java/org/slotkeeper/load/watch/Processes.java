package org.slotkeeper.load.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time and memory of the processes that take part, from /proc; nothing on machines without it. */
final class Processes {

    private static final double MILLIS_A_TICK = 10;
    private static final double MEGABYTES_A_PAGE = 4096 / 1e6;

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
            add(values, "slotkeeper", serverPid);
            ProcessHandle.of(serverPid)
                    .ifPresent(server -> server.descendants().forEach(child -> addStore(values, child.pid())));
        }
        add(values, "injector", injectorPid);
        add(values, "watcher", ProcessHandle.current().pid());
        machine(values);
        return values;
    }

    private static void addStore(Map<String, Double> values, long pid) {
        String[] stat = stat(pid);
        if (stat.length > 0 && stat[1].contains("postgres")) {
            add(values, "postgres", pid);
        } else if (stat.length > 0 && stat[1].contains("redis")) {
            add(values, "redis", pid);
        }
    }

    private static void add(Map<String, Double> values, String name, long pid) {
        String[] stat = stat(pid);
        if (stat.length > 23) {
            values.merge(
                    "cpu." + name,
                    (Double.parseDouble(stat[13]) + Double.parseDouble(stat[14])) * MILLIS_A_TICK,
                    Double::sum);
            values.merge("memory." + name, Double.parseDouble(stat[23]) * MEGABYTES_A_PAGE, Double::sum);
        }
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

    /** The fields of /proc/PID/stat from 0; none if the process has gone. */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            int open = line.indexOf('(');
            int close = line.lastIndexOf(')');
            String[] rest = line.substring(close + 2).split(" ");
            String[] stat = new String[rest.length + 2];
            stat[0] = line.substring(0, open).strip();
            stat[1] = line.substring(open + 1, close);
            System.arraycopy(rest, 0, stat, 2, rest.length);
            return stat;
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
