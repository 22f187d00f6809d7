package org.slotkeeper.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the machine that carries a run says of itself, as far as it changes what the run finds. */
final class Machine {

    private static final Path AUTOGROUP = Path.of("/proc/sys/kernel/sched_autogroup_enabled");
    private static final Path GROUPS = Path.of("/proc/self/cgroup");

    private Machine() {}

    static String describe() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch")
                + (isSharedOutBySession() ? ", shared out by session (see README.md, A full machine)" : "");
    }

    /** Whether Linux shares the processors out between sessions before it does between processes, so that a store, which has a session of its own, may wait for seconds where the machine is full. */
    static boolean isSharedOutBySession() {
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
