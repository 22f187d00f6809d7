package org.slotkeeper.away;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.history.Doors;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.Processes;
import org.slotkeeper.testing.Signals;

/** A demo in a process of its own, whose Redis is taken away: by its number, and only if this demo has started it. */
final class DemoSite implements AutoCloseable {

    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final Optional<Path> practices;
    private final int port = ChildProcess.freePort();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private ChildProcess demo;

    private DemoSite(Path data, Optional<Path> practices) {
        this.data = data;
        this.practices = practices;
        this.demo = launch();
    }

    static DemoSite start(Path data, Optional<Path> practices) {
        return new DemoSite(data, practices);
    }

    /** It finds what it had when it ran before. */
    private ChildProcess launch() {
        List<String> command =
                new ArrayList<>(List.of("demo", "--port", Integer.toString(port), "--data-dir", data.toString()));
        practices.ifPresent(list -> command.addAll(List.of("--practices", list.toString())));
        command.addAll(List.of("--set", "gateway.accessLog=false"));
        return ChildProcess.start(command.toArray(String[]::new)).awaitReady();
    }

    /** As its user does it. */
    void startAgain() {
        stop();
        demo = launch();
    }

    private void stop() {
        try {
            demo.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    Doors doors() {
        return new Doors(List.of(address()), this::token, CLIENT_PATIENCE);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Of an invented patient, as anybody gets it. */
    String token(String patient, String practice) {
        return tokens.computeIfAbsent(patient + ' ' + practice, both -> newToken(patient, practice));
    }

    private String newToken(String patient, String practice) {
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/demo/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("nhs_number=" + patient + "&practice=" + practice))
                .build();
        try {
            return new JsonObject(client.send(request, BodyHandlers.ofString()).body()).getString("access_token");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The Redis that this demo has started, if it is at work. */
    Optional<ProcessHandle> redis() {
        return demo.descendants()
                .filter(child -> child.pid() == noted())
                .filter(Processes::isAtWork)
                .findFirst();
    }

    private long noted() {
        try {
            return Long.parseLong(
                    Files.readString(data.resolve("redis").resolve("redis.pid")).strip());
        } catch (IOException none) {
            return -1;
        }
    }

    long pid() {
        return demo.pid();
    }

    @Override
    public void close() {
        redis().ifPresent(standing -> Signals.send("CONT", standing));
        stop();
    }
}
