package org.slotkeeper.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slotkeeper.load.kit.Child;

/** Gatling in a process of its own, so that what it costs can be told from what the rest costs. */
final class Injector {

    private final Settings settings;
    private final Child process;

    private Injector(Settings settings, Child process) {
        this.settings = settings;
        this.process = process;
    }

    static Injector start(Settings settings) throws IOException {
        Path directory = settings.runDirectory();
        Path file = directory.resolve("settings.properties");
        settings.write(file);
        List<String> command = Child.jvm(settings.text("injectorHeap"));
        command.add("-XX:MaxGCPauseMillis=20");
        command.addAll(List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(
                "-Dload.settings=" + file,
                "-Dgatling.http.requestTimeout="
                        + settings.seconds("requestTimeoutSeconds").toMillis()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.gatling.app.Gatling"));
        command.addAll(List.of(
                "--simulation",
                "org.slotkeeper.load.simulation." + settings.text("simulation"),
                "--results-folder",
                directory.resolve("gatling").toString()));
        Child process = Child.start("Gatling", command, directory.resolve("gatling.log"));
        return new Injector(settings, process.endingWithThisProcess());
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isRunning();
    }

    /** Gatling's own: 0 if all assertions are met, 2 if one is not, others if it could not run. */
    int exit() {
        return process.exit();
    }

    /** Where Gatling's report begins, from the run's directory. */
    Optional<String> report() throws IOException {
        Path directory = settings.runDirectory();
        Path results = directory.resolve("gatling");
        if (!Files.isDirectory(results)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(results)) {
            return found.map(one -> one.resolve("index.html"))
                    .filter(Files::exists)
                    .findFirst()
                    .map(index -> directory.relativize(index).toString());
        }
    }
}
