package org.slotkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Signals to processes that we have started. */
public final class Signals {

    private Signals() {}

    /** One that has ended meanwhile hears nothing. */
    public static void send(String signal, ProcessHandle process) {
        try {
            int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** To a process and all that it has started. */
    public static void sendToAll(String signal, ProcessHandle process) {
        Stream.concat(Stream.of(process), process.descendants().toList().stream())
                .forEach(one -> send(signal, one));
    }
}
