package org.slotkeeper.standalone;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.testing.Jvm;
import org.slotkeeper.testing.Patience;

/** Another Slotkeeper on this machine: a JVM of its own that does one thing, says so, and then waits to be killed. */
final class OtherRun implements AutoCloseable {
    private static final String READY = "ready";

    private final Process process;

    private OtherRun(Process process) {
        this.process = process;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        Object unused =
                switch (arguments[0]) {
                    case "start" -> EmbeddedStores.start(directory, new SecureRandom());
                    case "unpack" -> new Binaries(directory).postgres();
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        System.out.println(READY);
        System.out.flush();
        // Its parent never writes: this ends when the parent has gone.
        int end = System.in.read();
        System.exit(end);
    }

    static OtherRun starting(Path directory) throws IOException {
        return launch("start", directory);
    }

    static OtherRun unpacking(Path cache) throws IOException {
        return launch("unpack", cache);
    }

    private static OtherRun launch(String what, Path directory) throws IOException {
        List<String> command = Jvm.command(
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherRun.class.getName(),
                what,
                directory.toString());
        return new OtherRun(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    @CanIgnoreReturnValue
    OtherRun awaitReady() throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(READY)) {
                return this;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the other run ended before it was ready:\n" + said);
    }

    long pid() {
        return process.pid();
    }

    /** As the kernel does it when memory runs out: no hook runs, no child is told. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("a killed process lives on");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
