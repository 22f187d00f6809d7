package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What figures were taken on, without which they say nothing. */
public final class Circumstances {

    private Circumstances() {}

    public static JsonObject of(Path home) {
        return new JsonObject()
                .put("commit", git(home, "rev-parse", "--short=12", "HEAD"))
                .put("isDirty", !git(home, "status", "--porcelain", "--untracked-files=no").isEmpty())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("jdk", System.getProperty("java.vendor.version", "") + " " + Runtime.version())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"))
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
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
