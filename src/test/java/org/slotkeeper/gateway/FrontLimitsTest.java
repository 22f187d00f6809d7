package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.gateway.door.FrontParts;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.testing.Futures;

/** Every wait and every number has an end: slow callers, too many at once, and the front's own stop. */
class FrontLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String GET = "GET /FHIR/R4/metadata HTTP/1.1\r\nHost: h\r\n\r\n";

    private final Stage stage = new Stage();
    private final List<Promise<EngineAnswer>> waiting = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Engine slow() {
        return stage.remembering(request -> {
            Promise<EngineAnswer> promise = Promise.promise();
            waiting.add(promise);
            return promise.future();
        });
    }

    private static FrontSettings.Limits limits(int inFlight, Duration body, Duration head, Duration idle) {
        return new FrontSettings.Limits(
                inFlight, 8, new FrontSettings.Timeouts(LONG, body, head, idle), Duration.ofSeconds(10), 0);
    }

    @Test
    void aBodyThatDripsIsCutOffAtItsDeadline() throws IOException {
        int port =
                stage.front(stage.echo(), limits(8, SHORT, LONG, LONG), false).port();
        try (Wire wire = new Wire(port)) {
            wire.send(
                    "POST /demo/token HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nods");
            assertThat(wire.readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("BODY_TOO_SLOW")
                    .doesNotContain("[still open]");
        }
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void aHeadThatDripsIsCutOffAtItsDeadline() throws Exception {
        int port =
                stage.front(stage.echo(), limits(8, LONG, SHORT, LONG), false).port();
        try (Wire wire = new Wire(port)) {
            wire.send("GET /FHIR/R4/metadata HTTP/1.1\r\nHo");
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> readToEnd(wire));
            // Each byte starts the server's idle time-out anew, but not the deadline of the head.
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                drip(wire);
                return read.isDone();
            });
            assertThat(read.get()).isEmpty();
        }
    }

    @Test
    void aConnectionWithoutRequestsIsClosed() throws IOException {
        // Long enough for a caller whom a busy machine keeps from asking at once.
        int port = stage.front(stage.echo(), limits(8, LONG, LONG, SHORT.multipliedBy(10)), false)
                .port();
        try (Wire wire = new Wire(port)) {
            wire.send(GET);
            assertThat(wire.readToEnd()).startsWith("HTTP/1.1 200 ").doesNotContain("[still open]");
        }
    }

    @Test
    void moreRequestsAtOnceThanTheLimitAreTurnedAwayAtOnce() throws IOException {
        int port = stage.front(slow(), limits(2, LONG, LONG, LONG), false).port();
        try (Wire first = new Wire(port);
                Wire second = new Wire(port);
                Wire third = new Wire(port)) {
            first.send(GET);
            second.send(GET);
            await().until(() -> waiting.size() == 2);
            third.send(GET);
            assertThat(third.readOne()).startsWith("HTTP/1.1 503 ").contains("OVERLOADED", "Retry-After: ");

            waiting.forEach(promise -> promise.complete(Stage.echoed(stage.asked.get(0))));
            assertThat(first.readOne()).startsWith("HTTP/1.1 200 ");
            assertThat(second.readOne()).startsWith("HTTP/1.1 200 ");
            third.send(GET);
            await().until(() -> waiting.size() == 3);
        }
    }

    @Test
    void moreConnectionsThanTheLimitAreClosed() throws IOException {
        int port = stage.front(stage.echo(), limits(8, LONG, LONG, LONG), false).port();
        Wire[] wires = new Wire[9];
        for (int at = 0; at < wires.length; at++) {
            wires[at] = new Wire(port);
            if (at < 8) {
                wires[at].send(GET);
                assertThat(wires[at].readOne()).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(wires[8].readToEnd()).isEmpty();
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void whatIsAtWorkFinishesWhenTheFrontStopsAndNothingNewBegins() throws Exception {
        HttpFront front = stage.front(slow(), limits(8, LONG, LONG, LONG), false);
        try (Wire wire = new Wire(front.port());
                Wire idle = new Wire(front.port())) {
            wire.send(GET);
            await().until(() -> waiting.size() == 1);
            Future<Void> closed = front.close();
            await().until(() -> isRefused(front.port()));
            assertThat(closed.isComplete()).isFalse();

            waiting.get(0).complete(Stage.echoed(stage.asked.get(0)));

            assertThat(wire.readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Connection: close")
                    .doesNotContain("[still open]");
            Futures.await(closed);
            assertThat(idle.readToEnd()).isEmpty();
        }
    }

    @Test
    void callersWhoAskWhileTheFrontStopsAreAnsweredForTheLastTime() throws Exception {
        HttpFront front = stage.front(stage.echo(), limits(8, LONG, LONG, LONG), false);
        try (Wire busy = new Wire(front.port());
                Wire idle = new Wire(front.port())) {
            idle.send(GET);
            assertThat(idle.readOne()).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
            Future<Void> closed = front.close();
            String answer = "";
            while (!answer.contains("Connection: close")) {
                busy.send(GET);
                answer = busy.readOne();
                assertThat(answer).startsWith("HTTP/1.1 200 ");
            }

            idle.send(GET);

            assertThat(idle.readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Connection: close")
                    .doesNotContain("[still open]");
            assertThat(busy.readToEnd()).isEmpty();
            Futures.await(closed);
        }
    }

    @Test
    void requestsOnManyLoopsAndOnePortAreAllAnswered() throws IOException {
        FrontSettings settings = new FrontSettings("127.0.0.1", 0, 2, Stage.LIMITS, FrontSettings.Door.PUBLIC);
        FrontParts parts = stage.parts(stage.echo());
        HttpFront front = Futures.await(HttpFront.start(stage.vertx, settings, parts));
        for (int at = 0; at < 8; at++) {
            try (Wire wire = new Wire(front.port())) {
                wire.send(GET);
                assertThat(wire.readOne()).startsWith("HTTP/1.1 200 ");
            }
        }
        Futures.await(front.close());
        // The kernel lets go of a port when its acceptor looks at its sockets again, and that is after it said closed.
        await().until(() -> isRefused(front.port()));
    }

    @Test
    void aCallerWhoAsksOnAndOnWithoutReadingIsCutOff() throws IOException {
        EngineAnswer large = new EngineAnswer(200, Map.of(), Buffer.buffer(new byte[1024 * 1024]), "");
        Engine engine = stage.remembering(request -> Future.succeededFuture(large));
        int port = stage.front(engine, limits(8, LONG, LONG, SHORT), false).port();
        try (Wire wire = new Wire(port)) {
            wire.send(GET.repeat(100));
            await().until(() -> stage.meters.scrape().contains("slotkeeper_http_connections 0.0"));
            assertThat(stage.asked).hasSizeLessThan(100);
        }
    }

    @Test
    void aHeaderThatWouldBeginAnotherLineIsNotSent() throws IOException {
        EngineAnswer split = new EngineAnswer(200, Map.of("ETag", "a\r\nSet-Cookie: b=c"), Buffer.buffer(), "");
        int port = stage.front(request -> Future.succeededFuture(split)).port();
        assertThat(Wire.exchange(port, GET)).isEmpty();
    }

    private static boolean isRefused(int port) {
        try (Wire wire = new Wire(port)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static String readToEnd(Wire wire) {
        try {
            return wire.readToEnd();
        } catch (IOException closed) {
            return "";
        }
    }

    private static void drip(Wire wire) {
        try {
            wire.send("x");
        } catch (IOException closed) {
            // That is what is waited for.
        }
    }
}
