package org.slotkeeper.load;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.load.kit.Child;

/** A Slotkeeper that is started for one run, by the project's own start script, and stopped after it. */
final class OwnServer implements AutoCloseable {

    private static final Path START = Path.of("../src/dev/up");
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration STOPPED_WITHIN = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("(?m)^ready (http://\\S+)$");
    private static final Pattern MANAGEMENT = Pattern.compile("management on port (\\d+)");

    private final Child process;
    private final URI baseUrl;
    private final URI metricsUrl;

    private OwnServer(Child process, URI baseUrl, URI metricsUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
        this.metricsUrl = metricsUrl;
    }

    static OwnServer start(Settings settings, Path practices) throws IOException {
        // A note of what was published outlives --fresh, and the next run would find no practices.
        boolean noteWasThere = Files.deleteIfExists(Path.of(settings.text("serverDirectory"), "published"));
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
        Child process = Child.start("Slotkeeper", builder, err).endingWithThisProcess();
        try {
            return process.await(() -> ready(process, out, err), PATIENCE);
        } catch (IllegalStateException notReady) {
            boolean unused = process.stop(STOPPED_WITHIN);
            throw new IOException("Slotkeeper did not start: see " + err, notReady);
        }
    }

    private static Optional<OwnServer> ready(Child process, Path out, Path err) {
        return found(READY, out).flatMap(base -> found(MANAGEMENT, err)
                .map(port ->
                        new OwnServer(process, URI.create(base), URI.create("http://127.0.0.1:" + port + "/metrics"))));
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
    public void close() {
        if (!process.stop(STOPPED_WITHIN)) {
            throw new IllegalStateException("Slotkeeper did not stop within a minute: process " + process.pid());
        }
    }

    private static String absolute(String path) {
        return new File(path).getAbsolutePath();
    }

    private static Optional<String> found(Pattern pattern, Path file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
