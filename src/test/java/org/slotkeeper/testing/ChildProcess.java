package org.slotkeeper.testing;

import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slotkeeper.Slotkeeper;
import org.slotkeeper.testing.RunOutput.Kind;

/** Slotkeeper in a JVM of its own, started by its command line, with all that it says. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Patience.LONG;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 6_000;
    /** So many lie between where two JVMs begin to look that were started one after the other. */
    private static final int PORTS_APART = 61;

    private static final String READY = "ready http://127.0.0.1:";

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> complained = new CopyOnWriteArrayList<>();
    private final List<Thread> listeners = new ArrayList<>();
    private final Optional<Integer> managementPort;

    private ChildProcess(Process process, Optional<Integer> managementPort) {
        this.process = process;
        this.managementPort = managementPort;
        listen(process.inputReader(), said);
        listen(process.errorReader(), complained);
    }

    public static ChildProcess start(String... arguments) {
        return start(ClassArchive.classPath(), ProcessBuilder.Redirect.PIPE, arguments);
    }

    /** @param errors where its error stream goes, of which nothing is kept here */
    public static ChildProcess startComplainingTo(File errors, String... arguments) {
        return start(ClassArchive.classPath(), ProcessBuilder.Redirect.to(errors), arguments);
    }

    /** @param resources take the place of ours that have the same names */
    public static ChildProcess startWith(Path resources, String... arguments) {
        return start(
                resources + File.pathSeparator + ClassArchive.classPath(), ProcessBuilder.Redirect.PIPE, arguments);
    }

    /** Without the classes of tests, so that it logs as it does in service. */
    private static ChildProcess start(String classPath, ProcessBuilder.Redirect errors, String... arguments) {
        List<String> command = Jvm.small("256m");
        command.addAll(List.of("-cp", classPath, Slotkeeper.class.getName()));
        command.addAll(Arrays.asList(arguments));
        try {
            return new ChildProcess(
                    new ProcessBuilder(command).redirectError(errors).start(), managementPort(arguments));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** A port that is free and stays so: below those that the system hands out to whoever connects somewhere. */
    public static int freePort() {
        int first = FIRST_PORT + (int) (ProcessHandle.current().pid() * PORTS_APART % PORTS);
        return IntStream.range(first, first + PORTS)
                .filter(ChildProcess::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Waits until it says that it is ready, or has ended. */
    @CanIgnoreReturnValue
    public ChildProcess awaitReady() {
        await().atMost(Patience.LONG)
                .until(() -> said.stream().anyMatch(line -> line.startsWith(READY)) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("ended before it was ready:\n" + String.join("\n", complained));
        }
        return this;
    }

    public int port() {
        String line =
                said.stream().filter(one -> one.startsWith(READY)).findFirst().orElseThrow();
        return Integer.parseInt(line.substring(READY.length()));
    }

    public long pid() {
        return process.pid();
    }

    /** All that it has started and that lives. */
    public Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    public List<String> said() {
        return said;
    }

    public List<String> complained() {
        return complained;
    }

    /** Asks it to stop, as a service manager does, and gives back its exit code. */
    public int terminate() throws InterruptedException {
        managementPort.filter(port -> port != 0).ifPresent(RunOutput::keepMeters);
        // By its handle: the process itself would also close the streams in which its last words are.
        boolean unused = process.toHandle().destroy();
        return awaitEnd();
    }

    /** As the kernel does it when memory runs out: no hook runs, no child is told. */
    public void kill() throws InterruptedException {
        boolean told = process.toHandle().destroyForcibly();
        int unused = awaitEnd();
    }

    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("lives on:\n" + String.join("\n", complained));
        }
        for (Thread listener : listeners) {
            listener.join(STOP_PATIENCE.toMillis());
        }
        Stream.of(said, complained).forEach(lines -> RunOutput.keep(Kind.LOGS, String.join("\n", lines) + "\n"));
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            int unused = terminate();
        }
    }

    private static Optional<Integer> managementPort(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("management.port="))
                .map(argument -> Integer.parseInt(argument.substring("management.port=".length())))
                .findFirst();
    }

    private void listen(BufferedReader reader, List<String> lines) {
        Thread listener = new Thread(() -> {
            try (reader) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException ended) {
                lines.add("(" + ended.getMessage() + ")");
            }
        });
        listener.setDaemon(true);
        listener.start();
        listeners.add(listener);
    }
}
