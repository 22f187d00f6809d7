package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Paper;

/** The access log of a real front on two event loops, before an output that does as the test says. */
final class FrontAccessLogTest {

    private static final String METADATA = "/FHIR/R4/metadata";

    private final Stage stage = new Stage();
    private final Paper paper = new Paper();
    private final LineWriter writer = LineWriter.start(paper, System::nanoTime, stage.meters.accessLines());

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void everyRequestOfEveryLoopHasOneLine() throws IOException {
        HttpFront front = front(stage.echo());
        List<String> ids = new ArrayList<>();
        for (int connection = 0; connection < 6; connection++) {
            try (Wire wire = new Wire(front.port())) {
                for (int at = 0; at < 20; at++) {
                    ids.add(ask(wire, METADATA, "200"));
                }
            }
        }
        await().until(() -> paper.lines().size() >= ids.size());
        assertThat(paper.lines().stream().map(line -> new JsonObject(line).getString("request")))
                .containsExactlyInAnyOrderElementsOf(ids);
        Map<String, Long> byThread = paper.lines().stream()
                .collect(Collectors.groupingBy(
                        line -> new JsonObject(line).getString("thread_name"), Collectors.counting()));
        assertThat(byThread).hasSize(2);
        assertThat(paper.batches()).hasSizeLessThan(ids.size());
    }

    @Test
    void anOutputThatStandsStillHoldsUpNoAnswer() throws IOException {
        HttpFront front = front(stage.echo());
        paper.standStill();
        List<String> ids = new ArrayList<>();
        try (Wire wire = new Wire(front.port())) {
            ids.add(ask(wire, METADATA, "200"));
            await().until(() -> paper.writing() == 1);
            for (int at = 0; at < 500; at++) {
                ids.add(ask(wire, METADATA, "200"));
            }
        }
        assertThat(paper.lines()).isEmpty();
        paper.goOn();
        await().until(() -> paper.lines().size() == ids.size());
    }

    /** Its last caller leaves at once, so that the front ends before the next tenth of a second. */
    @Test
    void whatWaitsWhenTheFrontStopsIsWritten() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            Promise<EngineAnswer> answer = Promise.promise();
            stage.asked.clear();
            HttpFront front = front(stage.remembering(request -> answer.future()));
            UUID id = UUID.randomUUID();
            ids.add(id.toString());
            Future<Void> closed;
            try (Wire wire = new Wire(front.port())) {
                wire.send(request(METADATA, id));
                await().until(() -> stage.asked.size() == 1);
                closed = front.close();
                answer.complete(Stage.echoed(stage.asked.get(0)));
                assertThat(wire.readOne()).startsWith("HTTP/1.1 200 ");
            }
            Futures.await(closed);
        }
        Futures.await(writer.close());
        assertThat(paper.lines().stream().map(line -> new JsonObject(line).getString("request")))
                .containsExactlyElementsOf(ids);
    }

    /** A loop that stands in a request comes to no timer: what is written all the same went on at the end of the turn before. */
    @Test
    void ourOwnFailureIsWrittenThoughItsLoopComesToNoTimer() throws IOException {
        Engine engine = stage.remembering(request -> {
            if (request.query().isEmpty()) {
                return Future.failedFuture(new IllegalStateException("planted"));
            }
            await().until(() -> paper.lines().stream()
                    .anyMatch(line -> line.contains(request.query().get(0).getValue())));
            return Future.succeededFuture(Stage.echoed(request));
        });
        HttpFront front = front(engine, 1);
        try (Wire wire = new Wire(front.port())) {
            for (int at = 0; at < 10; at++) {
                String failed = ask(wire, METADATA, "503");
                String unused = ask(wire, METADATA + "?of=" + failed, "200");
            }
        }
    }

    private HttpFront front(Engine engine) {
        return front(engine, 2);
    }

    private HttpFront front(Engine engine, int loops) {
        FrontSettings settings = new FrontSettings("127.0.0.1", 0, loops, Stage.LIMITS, FrontSettings.Door.PUBLIC);
        return Futures.await(HttpFront.start(stage.vertx, settings, stage.parts(engine, writer)));
    }

    private static String ask(Wire wire, String path, String status) throws IOException {
        UUID id = UUID.randomUUID();
        wire.send(request(path, id));
        assertThat(wire.readOne()).startsWith("HTTP/1.1 " + status + " ");
        return id.toString();
    }

    private static String request(String path, UUID id) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\nX-Request-ID: " + id + "\r\n\r\n";
    }
}
