package org.slotkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What every Slotkeeper of a whole run of tests has told the outside: its log lines, its meters at its end and its traces, gathered below {@code target/run-output} and searched for patients when the run has
 * ended ({@link RunScanListener}).
 *
 * <p>Gathered are: the log lines of the tests' own JVM, as the shipped configuration writes them; error and output streams of Slotkeepers in JVMs of their own; {@code /metrics} of each of both
 * kinds, as they are closed (one that is killed cannot be asked any more, and was not if it was stopped at the time); and the traces of all of them, for every request. Not gathered are answers to callers, the contents
 * of the stores ({@code NoPatientDataTest} looks into them), what tests and stores print by themselves, and reports of failed assertions, which may quote anything.
 *
 * <p>A run that is not the build's, for example in an editor, gathers nothing.
 */
public final class RunOutput {

    /** Set by the build, which knows its own directory. */
    private static final Optional<Path> DIRECTORY =
            Optional.ofNullable(System.getProperty("slotkeeper.runOutput")).map(Path::of);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RunOutput() {}

    /** What is gathered. */
    public enum Kind {
        LOGS,
        METRICS,
        TRACES;

        public Path in(Path directory) {
            return directory.resolve(name().toLowerCase(java.util.Locale.ROOT) + ".txt");
        }
    }

    /** Where it is gathered, if this run is the build's. */
    public static Optional<Path> directory() {
        return DIRECTORY;
    }

    /** So that every Slotkeeper that a test starts has its requests traced. */
    public static List<String> flags() {
        return DIRECTORY.isEmpty()
                ? List.of()
                : List.of("tracing.endpoint=" + Traces.COLLECTOR.endpoint(), "tracing.sampleShare=1");
    }

    /** @param text whole lines */
    public static void keep(Kind kind, String text) {
        DIRECTORY.ifPresent(directory -> append(kind.in(directory), text.getBytes(StandardCharsets.UTF_8)));
    }

    static void keep(Kind kind, byte[] text) {
        DIRECTORY.ifPresent(directory -> append(kind.in(directory), text));
    }

    /** What a process has written into a file of its own. */
    public static void keepFile(Kind kind, Path file) {
        if (DIRECTORY.isPresent() && Files.exists(file)) {
            try {
                append(kind.in(DIRECTORY.get()), Files.readAllBytes(file));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    /** Reads the meters of a process that is about to end. */
    public static void keepMeters(int managementPort) {
        if (DIRECTORY.isPresent()) {
            try {
                keep(
                        Kind.METRICS,
                        Management.ask(managementPort, "/metrics", PATIENCE).body());
            } catch (UncheckedIOException dead) {
                // It was killed, or stands still: there is nothing to be read.
                return;
            }
        }
    }

    /** Whole pieces at the end, so that several writers do not get into each other's lines. */
    private static synchronized void append(Path file, byte[] text) {
        try {
            Path unusedDirectory = Files.createDirectories(file.getParent());
            Path unusedFile = Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static final class Traces {
        static final TraceCollector COLLECTOR = TraceCollector.startForgetful();
    }
}
