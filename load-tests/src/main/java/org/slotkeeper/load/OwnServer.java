package org.slotkeeper.load;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Slotkeeper that is started for one run, by the project's own start script, and stopped after it. */
final class OwnServer implements AutoCloseable {

    private static final Path START = Path.of("../src/dev/up");
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Pattern READY = Pattern.compile("(?m)^ready (http://\\S+)$");
    private static final Pattern MANAGEMENT = Pattern.compile("management on port (\\d+)");

    private final Process process;
    private final URI baseUrl;
    private final URI metricsUrl;

    private OwnServer(Process process, URI baseUrl, URI metricsUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
        this.metricsUrl = metricsUrl;
    }

    static OwnServer start(Settings settings, Path practices) throws IOException, InterruptedException {
        // A note of what was published outlives --fresh, and the next run would find no practices.
        boolean unused = Files.deleteIfExists(Path.of(settings.text("serverDirectory"), "published"));
        Path out = settings.runDirectory().resolve("server.out");
        Path err = settings.runDirectory().resolve("server.log");
        List<String> command =
                new ArrayList<>(List.of(START.toString(), "--fresh", "--port", settings.text("serverPort")));
        // Three days have a weekday among them: practices that have nothing at all to publish are refused.
        command.addAll(List.of(
                "--data-dir",
                absolute(settings.text("serverDirectory")),
                "--practices",
                absolute(practices.toString()),
                "--days",
                "3"));
        // Those who return have more appointments than a patient may usually have.
        command.addAll(List.of("--set", "practice.appointmentsPerPatientMax=100", "--set", "gateway.accessLog=false"));
        for (String option : settings.text("serverOptions").split("\\s+")) {
            if (!option.isEmpty()) {
                command.addAll(List.of("--set", option));
            }
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("SLOTKEEPER_HEAP", settings.text("serverHeap"));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<String> ready = found(READY, out);
            Optional<String> port = found(MANAGEMENT, err);
            if (ready.isPresent() && port.isPresent()) {
                return new OwnServer(
                        process, URI.create(ready.get()), URI.create("http://127.0.0.1:" + port.get() + "/metrics"));
            }
            Thread.sleep(200);
        }
        process.destroy();
        throw new IOException("Slotkeeper did not start: see " + err);
    }

    URI baseUrl() {
        return baseUrl;
    }

    URI metricsUrl() {
        return metricsUrl;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Slotkeeper did not stop within a minute: process " + process.pid());
        }
    }

    private static String absolute(String path) {
        return new File(path).getAbsolutePath();
    }

    private static Optional<String> found(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
