package org.slotkeeper.fault;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.system.ProcessUnderFault;
import org.slotkeeper.testing.ClassArchive;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Jvm;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RunOutput;
import org.slotkeeper.testing.Signals;

/** A gateway or an engine in a JVM of its own, which can be told to break, and can be stopped and killed. */
final class Child implements AutoCloseable {

    private static final String HEAP = "96m";
    private static final Path TESTS = Path.of("target", "test-classes").toAbsolutePath();

    private final Process process;
    private final Writer commands;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private Child(Process process) {
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, "listens to " + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    /** @param log what it says of itself is added there */
    static Child start(String role, PlantedBugs bug, long clockOff, List<String> flags, Path log) {
        List<String> command = Jvm.small(HEAP);
        command.addAll(List.of(
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                classPath(bug, log),
                ProcessUnderFault.class.getName(),
                role,
                bug.name(),
                Long.toString(clockOff)));
        command.addAll(flags);
        try {
            return new Child(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                    .start());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String classPath(PlantedBugs bug, Path log) {
        String usual = ClassArchive.classPath() + File.pathSeparator + TESTS;
        return bug.scripts(log.resolveSibling("planted"))
                .map(scripts -> scripts + File.pathSeparator + usual)
                .orElse(usual);
    }

    /** Waits until it takes requests; false if it ended before. */
    boolean awaitReady() {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (word("ready ").isEmpty()) {
            if (!process.isAlive()) {
                return false;
            }
            deadline.pause("a process to be ready");
        }
        return true;
    }

    int port() {
        return Integer.parseInt(word("ready ").orElseThrow());
    }

    int managementPort() {
        return Integer.parseInt(word("management ").orElseThrow());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        return process.isAlive() && word("ready ").isPresent();
    }

    /** The points where it did what it was told, each as often as it did it. */
    List<Point> hits() {
        return said.stream()
                .filter(line -> line.startsWith("hit "))
                .map(line -> Point.valueOf(line.substring("hit ".length())))
                .toList();
    }

    /** The points that it has passed. */
    List<Point> passed() {
        return said.stream()
                .filter(line -> line.startsWith("pass "))
                .map(line -> Point.valueOf(line.substring("pass ".length())))
                .toList();
    }

    /** Tells it what to do; one that has died meanwhile hears nothing. */
    void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException gone) {
            return;
        }
    }

    /** Tells it what to do and waits until it has heard. */
    void tellAndWait(String command) {
        long before = said.stream().filter(("done " + command)::equals).count();
        tell(command);
        Deadline deadline = Deadline.in(Patience.LONG);
        while (process.isAlive()
                && said.stream().filter(("done " + command)::equals).count() == before) {
            deadline.pause("a process to hear " + command);
        }
    }

    void kill() {
        // By its handle: the process itself would also close the stream in which its last words are.
        boolean unused = process.toHandle().destroyForcibly();
        awaitEnd();
    }

    void stand() {
        Signals.send("STOP", process.toHandle());
    }

    void goOn() {
        Signals.send("CONT", process.toHandle());
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " lives on");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            word("management ").map(Integer::parseInt).ifPresent(RunOutput::keepMeters);
            kill();
        }
    }

    private Optional<String> word(String before) {
        return said.stream()
                .filter(line -> line.startsWith(before))
                .map(line -> line.substring(before.length()))
                .findFirst();
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException ended) {
            return;
        }
    }
}
