package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slotkeeper.load.kit.Machine;
import org.slotkeeper.load.kit.page.Html;

/** What figures were taken on, without which they say nothing. */
public final class Circumstances {

    private Circumstances() {}

    public static JsonObject of(Path home) {
        return new JsonObject()
                .put("commit", git(home, "rev-parse", "--short=12", "HEAD"))
                .put(
                        "isDirty",
                        !git(home, "status", "--porcelain", "--untracked-files=no")
                                .isEmpty())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("jdk", System.getProperty("java.vendor.version", "") + " " + Runtime.version())
                .mergeIn(new JsonObject(Machine.hardware()))
                .put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The same as a section of a page, with more of what a run noted of itself. */
    public static Html told(JsonObject json, String... more) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(
                                "commit",
                                "at",
                                "jdk",
                                "os",
                                "cores",
                                "clockGigahertz",
                                "memoryGigabytes",
                                "loadBefore"),
                        Stream.of(more))
                .filter(json::containsKey)
                .forEach(key -> facts.put(key, json.getValue(key)));
        return Html.section("Taken on", Html.facts(facts));
    }

    /** Leaves the figures of a run and its page beside them. */
    public static Path write(Path directory, String name, JsonObject json, String page) throws IOException {
        Path figures = Files.createDirectories(directory).resolve(name + ".json");
        Files.writeString(figures, json.encodePrettily() + "\n");
        Files.writeString(directory.resolve(name + ".html"), page);
        return figures;
    }

    private static String git(Path home, String... arguments) {
        try {
            String[] command = new String[arguments.length + 3];
            command[0] = "git";
            command[1] = "-C";
            command[2] = home.toString();
            System.arraycopy(arguments, 0, command, 3, arguments.length);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
