package org.slotkeeper.load.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the machine that carries a run says of itself, as far as it changes what the run finds. */
public final class Machine {

    private static final Path AUTOGROUP = Path.of("/proc/sys/kernel/sched_autogroup_enabled");
    private static final Path GROUPS = Path.of("/proc/self/cgroup");

    private static final Pattern CLOCK = Pattern.compile("(?m)^cpu MHz\\s*: ([\\d.]+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");

    private Machine() {}

    /** What figures depend on, and nothing that tells this machine from others of its kind. */
    public static Map<String, Object> hardware() {
        Map<String, Object> hardware = new LinkedHashMap<>();
        String kernel = majorVersion(System.getProperty("os.version"));
        hardware.put("os", System.getProperty("os.name") + " " + kernel + " " + System.getProperty("os.arch"));
        hardware.put("cores", Runtime.getRuntime().availableProcessors());
        hardware.put("clockGigahertz", tenths(first("/proc/cpuinfo", CLOCK) / 1e3));
        hardware.put("memoryGigabytes", tenths(first("/proc/meminfo", MEMORY) / 1e6));
        return hardware;
    }

    /** What follows it in a kernel's version may name the machine, and changes no figure. */
    static String majorVersion(String version) {
        return version.replaceFirst("\\D.*$", "");
    }

    /** The first number that a file of the kernel has of it; 0 on machines without such a file. */
    private static double first(String file, Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.readString(Path.of(file)));
            return found.find() ? Double.parseDouble(found.group(1)) : 0;
        } catch (IOException notLinux) {
            return 0;
        }
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    public static String describe() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch")
                + (isSharedOutBySession() ? ", shared out by session (see README.md, A full machine)" : "");
    }

    /** Whether Linux shares the processors out between sessions before it does between processes, so that a store, which has a session of its own, may wait for seconds where the machine is full. */
    public static boolean isSharedOutBySession() {
        try {
            return isSharedOutBySession(Files.readString(AUTOGROUP), Files.readAllLines(GROUPS));
        } catch (IOException notLinux) {
            return false;
        }
    }

    /**
     * @param autogroup Linux' setting {@code kernel.sched_autogroup_enabled}, which counts only for processes in no group of their own
     * @param groups lines {@code number:controllers:path}; the one without controllers is for all that have none of the others
     */
    static boolean isSharedOutBySession(String autogroup, List<String> groups) {
        Optional<String> group = groupOf("cpu", groups).or(() -> groupOf("", groups));
        return autogroup.strip().equals("1") && group.equals(Optional.of("/"));
    }

    private static Optional<String> groupOf(String controller, List<String> groups) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2])
                .findFirst();
    }
}
