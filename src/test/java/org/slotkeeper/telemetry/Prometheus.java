package org.slotkeeper.telemetry;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.system.Api;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.Patience;

/** A real Prometheus that scrapes one process each second, with the rules of the repository. */
final class Prometheus implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether the program is on the path of this machine. */
    static boolean isHere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** @param scraped the management port of a process */
    static Prometheus start(Path directory, int scraped) {
        int port = ChildProcess.freePort();
        Path rules = Path.of("config/prometheus/slotkeeper.rules.yaml").toAbsolutePath();
        Path settings = directory.resolve("prometheus.yaml");
        try {
            Files.writeString(
                    settings,
                    "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: ['" + rules
                            + "']\nscrape_configs: [{job_name: slotkeeper, static_configs: [{targets: ['127.0.0.1:"
                            + scraped + "']}]}]\n");
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + settings,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=error")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("prometheus.log").toFile())
                    .start();
            Prometheus started = new Prometheus(process, port);
            await().ignoreExceptions().until(() -> !started.query("up == 1").isEmpty());
            return started;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The series that an expression has now. Fails if Prometheus cannot read the expression. */
    JsonArray query(String expression) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + Api.encoded(expression)))
                .timeout(Patience.LONG)
                .build();
        try {
            JsonObject answer =
                    new JsonObject(HTTP.send(request, BodyHandlers.ofString()).body());
            if (!answer.getString("status").equals("success")) {
                throw new AssertionError(expression + ": " + answer.getString("error"));
            }
            return answer.getJsonObject("data").getJsonArray("result");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException cause) {
            process.destroyForcibly();
            throw new IllegalStateException(cause);
        }
    }
}
