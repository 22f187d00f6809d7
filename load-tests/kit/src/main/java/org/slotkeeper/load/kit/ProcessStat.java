package org.slotkeeper.load.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says of a process. Its times come in ticks of ten milliseconds.
 *
 * @param cpuMicros user and system time, without that of its children
 * @param childrenMicros the same of its children that have ended and were waited for
 * @param residentBytes what it has in memory, shared or not
 */
public record ProcessStat(String name, long cpuMicros, long childrenMicros, long residentBytes) {

    private static final long TICK_MICROS = 10_000;
    private static final long PAGE_BYTES = 4_096;

    // Places of fields behind the name, which may have spaces in it.
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final int RESIDENT = 21;

    /** Nothing if it has gone, or on machines that do not say. */
    public static Optional<ProcessStat> of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            int end = line.lastIndexOf(')');
            String[] fields = line.substring(end + 2).split(" ");
            return Optional.of(new ProcessStat(
                    line.substring(line.indexOf('(') + 1, end),
                    micros(fields[USER], fields[SYSTEM]),
                    micros(fields[CHILDREN_USER], fields[CHILDREN_SYSTEM]),
                    Long.parseLong(fields[RESIDENT]) * PAGE_BYTES));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static long micros(String userTicks, String systemTicks) {
        return (Long.parseLong(userTicks) + Long.parseLong(systemTicks)) * TICK_MICROS;
    }

    /** The CPU of a process and of all that it started, now and before. */
    public static long microsOfTree(long root) {
        return ProcessHandle.of(root)
                .map(process -> microsWithEnded(root)
                        + process.descendants()
                                .mapToLong(child -> microsWithEnded(child.pid()))
                                .sum())
                .orElse(0L);
    }

    private static long microsWithEnded(long pid) {
        return of(pid).map(stat -> stat.cpuMicros + stat.childrenMicros).orElse(0L);
    }
}
