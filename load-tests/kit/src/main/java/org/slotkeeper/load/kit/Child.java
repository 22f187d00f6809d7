package org.slotkeeper.load.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A program in a process of its own. While others are measured it can be stopped by signal, so that
 * it takes none of their time and stays warm.
 */
public final class Child implements AutoCloseable {

    private static final int POLL_MILLIS = 100;
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private static final int LAST_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command; what it prints, also of faults, is in the log. */
    public static Child start(String name, List<String> command, Path log) {
        return start(name, new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()), log);
    }

    /** @param log where faults are printed, as the process was told */
    public static Child start(String name, ProcessBuilder builder, Path log) {
        try {
            return new Child(name, builder.start(), log);
        } catch (IOException cause) {
            throw new UncheckedIOException(name + " cannot be started", cause);
        }
    }

    /** Has it ended when this process ends, however that comes about. */
    public Child endingWithThisProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return this;
    }

    /** The command of a JVM like this one, with so much heap. */
    public static List<String> jvm(String heap) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ArrayList<>(List.of(java, "-Xms" + heap, "-Xmx" + heap));
    }

    /** A port that is free now. */
    public static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Runs to its end; what it printed is in the log. */
    public static void run(String name, List<String> command, Path log) {
        Child child = start(name, command, log);
        int code = child.exit();
        if (code != 0) {
            throw new IllegalStateException(name + " ended with " + code + ": " + child.lastWords());
        }
    }

    /** Waits until the address answers 200. */
    public Child awaitReady(URI address, Duration patience) {
        return await(
                () -> Http.get(address, ANSWERED_WITHIN)
                        .filter(answer -> answer.statusCode() == 200)
                        .map(ready -> this),
                patience);
    }

    /** Waits until something is found, as long as the process lives. */
    public <T> T await(Supplier<Optional<T>> finding, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        for (Optional<T> found = finding.get(); ; found = finding.get()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (!isRunning() || System.nanoTime() > until) {
                String end = isRunning() ? " is not ready in time: " : " ended: ";
                throw new IllegalStateException(name + end + lastWords());
            }
            rest();
        }
    }

    public static void rest() {
        rest(POLL_MILLIS);
    }

    public static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException told) {
            throw new IllegalStateException("interrupted", told);
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return log.toString();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for its end. */
    public int exit() {
        return process.onExit().join().exitValue();
    }

    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        // One that has just ended needs none.
        try {
            int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .start()
                    .waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException told) {
            throw new IllegalStateException("interrupted", told);
        }
    }

    /** Asks it to end; whether it did in time. */
    public boolean stop(Duration patience) {
        process.destroy();
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException told) {
            return false;
        }
    }

    @Override
    public void close() {
        if (isRunning()) {
            resume();
            if (!stop(STOPPED_WITHIN)) {
                process.destroyForcibly();
            }
        }
    }
}
