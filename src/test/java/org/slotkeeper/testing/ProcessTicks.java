package org.slotkeeper.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time that processes have used, in ticks of a hundredth of a second, as Linux counts it. */
public final class ProcessTicks {

    public static final long MILLIS_A_TICK = 10;

    private ProcessTicks() {}

    public static long ofThis() throws IOException {
        return of(Path.of("/proc/self"));
    }

    public static long of(String pid) throws IOException {
        return of(Path.of("/proc", pid));
    }

    /** With those of its children that live now. */
    public static long ofFamily(String pid) throws IOException {
        long ticks = of(pid);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isChildOf(process, pid)) {
                    ticks += of(process);
                }
            }
        }
        return ticks;
    }

    private static boolean isChildOf(Path process, String parent) {
        try {
            return statOf(process)[1].equals(parent);
        } catch (IOException ended) {
            return false;
        }
    }

    private static long of(Path process) throws IOException {
        String[] stat = statOf(process);
        return Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
    }

    /** The fields after the name, which may have spaces in it: parent at 1, user ticks at 11, system ticks at 12. */
    private static String[] statOf(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
