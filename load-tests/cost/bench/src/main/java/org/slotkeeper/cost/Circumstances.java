package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures were taken on, without which they say nothing. */
public final class Circumstances {

    private static final Pattern CLOCK = Pattern.compile("(?m)^cpu MHz\\s*: ([\\d.]+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");

    private Circumstances() {}

    public static JsonObject of(Path home) {
        return new JsonObject()
                .put("commit", git(home, "rev-parse", "--short=12", "HEAD"))
                .put("isDirty", !git(home, "status", "--porcelain", "--untracked-files=no").isEmpty())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("jdk", System.getProperty("java.vendor.version", "") + " " + Runtime.version())
                .put("os", System.getProperty("os.name") + " " + major(System.getProperty("os.version")) + " " + System.getProperty("os.arch"))
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("clockGigahertz", first("/proc/cpuinfo", CLOCK) / 1e3)
                .put("memoryGigabytes", Math.round(first("/proc/meminfo", MEMORY) / 1e5) / 1e1)
                .put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** What follows it in a kernel's version may name the machine, and changes no figure. */
    static String major(String version) {
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

    private static String git(Path home, String... arguments) {
        try {
            String[] command = new String[arguments.length + 3];
            command[0] = "git";
            command[1] = "-C";
            command[2] = home.toString();
            System.arraycopy(arguments, 0, command, 3, arguments.length);
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
