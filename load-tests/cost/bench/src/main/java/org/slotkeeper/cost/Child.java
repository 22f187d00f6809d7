package org.slotkeeper.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own. While others are measured it is stopped by signal, so that it takes none of their time and stays warm. */
public final class Child implements AutoCloseable {

    private static final int POLL_MILLIS = 100;
    private static final int STOP_SECONDS = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public static Child start(String name, List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            return new Child(name, process, log);
        } catch (IOException cause) {
            throw new UncheckedIOException(name + " cannot be started", cause);
        }
    }

    /** The command of a JVM like this one, with the heap and the collector that everybody gets, and on JDK 24 and 25 with Netty's unchecked buffers, which older ones have anyway. */
    public static List<String> java(String heap) {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command = new ArrayList<>(List.of(java, "-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC", "--enable-native-access=ALL-UNNAMED"));
        int version = Runtime.version().feature();
        if (version == 24 || version == 25) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dio.netty.noUnsafe=false"));
        }
        return command;
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
        int code = child.process.onExit().join().exitValue();
        if (code != 0) {
            throw new IllegalStateException(name + " ended with " + code + ": " + child.lastWords());
        }
    }

    /** Waits until the address answers 200. */
    public Child awaitReady(URI address, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!answers(address)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(name + (process.isAlive() ? " is not ready in time: " : " ended: ") + lastWords());
            }
            rest();
        }
        return this;
    }

    private static boolean answers(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public static void rest() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException told) {
            throw new IllegalStateException("interrupted", told);
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException unreadable) {
            return log.toString();
        }
    }

    public long pid() {
        return process.pid();
    }

    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException told) {
            throw new IllegalStateException("interrupted", told);
        }
    }

    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        resume();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException told) {
            process.destroyForcibly();
        }
    }
}
