package org.slotkeeper.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.gateway.Stage;
import org.slotkeeper.gateway.Wire;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Patience;

/** The hop to an engine elsewhere: what goes over it, what comes back, and what is believed when it breaks. */
class ForwardingEngineTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

    /** One that is left out is not tried again while a test lasts. */
    private static final ForwardSettings.Silence SILENCE =
            new ForwardSettings.Silence(Duration.ofMillis(400), 3, Duration.ofHours(1));

    private static final ForwardSettings.Silence SHORT =
            new ForwardSettings.Silence(Duration.ofMillis(50), 3, Duration.ofMillis(1));

    private final Stage stage = new Stage();
    private final String bearer = "Authorization: Bearer " + stage.patientToken() + "\r\n";

    @AfterEach
    void stop() {
        stage.close();
    }

    private String write(int port) throws IOException {
        return Wire.exchange(
                port,
                "POST /FHIR/R4/Appointment HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + bearer + Head.DEADLINE
                        + ": 1000\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    }

    private String read(int port) throws IOException {
        return Wire.exchange(
                port,
                "GET /FHIR/R4/Slot HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + bearer + Head.DEADLINE
                        + ": 1000\r\n\r\n");
    }

    @Test
    void theEngineSeesTheSameRequestAsTheGateway() throws IOException {
        int port = stage.gateway(stage.front(stage.echo()).port()).port();

        String answer = Wire.exchange(
                port,
                "PUT /FHIR/R4/Appointment/A81001-20261123-017-x?patient:identifier=a%7Cb&x=%C3%A9+%26%3D HTTP/1.1\r\nHost: h\r\n"
                        + bearer
                        + "X-Request-ID: " + ID
                        + "\r\nX-Correlation-ID: abc\r\nIf-Match: W/\"1\"\r\nConnection: close, X-Auth-User\r\n"
                        + "X-Auth-User: admin\r\nX-Forwarded-For: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\n"
                        + "Content-Type: application/fhir+json\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("ETag: W/\"1\"", "X-Request-ID: " + ID, "X-Correlation-ID: abc");
        EngineRequest asked = stage.asked.get(0);
        assertThat(asked.route().operation()).isEqualTo(FhirApi.APPOINTMENT_CHANGE);
        assertThat(asked.values()).containsExactly("A81001-20261123-017-x");
        assertThat(asked.query()).containsExactly(Map.entry("patient:identifier", "a|b"), Map.entry("x", "\u00e9 &="));
        assertThat(asked.requestId()).hasToString(ID);
        assertThat(asked.requireCaller().key()).isEqualTo("patient:9000000009");
        assertThat(asked.headers()).containsOnlyKeys("if-match", "content-type", "x-correlation-id");
        assertThat(asked.body()).hasToString("{}");
    }

    /** Links in answers begin with it: whoever could choose it could send others to an address of his own. */
    @Test
    void onlyAGatewayOfOursSaysByWhichAddressItIsKnown() throws IOException {
        String asksForIt = "GET /FHIR/R4/Slot HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + bearer + Head.PUBLIC_URL
                + ": https://evil.test\r\n\r\n";
        int engine = stage.front(stage.echo(), Stage.LIMITS, FrontSettings.Door.OF_GATEWAYS)
                .port();

        assertThat(Wire.exchange(stage.gateway(engine).port(), asksForIt)).startsWith("HTTP/1.1 200 ");
        assertThat(Wire.exchange(stage.front(stage.echo()).port(), asksForIt)).startsWith("HTTP/1.1 200 ");

        assertThat(stage.asked)
                .extracting(request -> request.headers().getOrDefault(Head.PUBLIC_URL, "nothing"))
                .containsExactly(Stage.PUBLIC_URL, "nothing");
    }

    /** No host of a URI has an underscore, but services of a compose file do. */
    @Test
    void anEngineIsCalledAsItsNetworkHasIt() throws IOException {
        Vertx named = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(
                        new AddressResolverOptions().setHostsValue(Buffer.buffer("127.0.0.1 slotkeeper_engine\n"))));
        EngineAddress engine =
                new EngineAddress("slotkeeper_engine", stage.front(stage.echo()).port());
        ForwardingEngine forwarding = new ForwardingEngine(
                named,
                ForwardSettings.to(List.of(engine), "", Duration.ofSeconds(15), SILENCE),
                stage.environment,
                stage.meters);

        Context itsLoop = named.getOrCreateContext();
        Engine onItsLoop = request -> Future.future(answered ->
                itsLoop.runOnContext(turned -> forwarding.answer(request).onComplete(answered)));

        assertThat(read(stage.front(onItsLoop, Stage.LIMITS, true).port())).startsWith("HTTP/1.1 200 ");
        Futures.await(forwarding.close());
        Futures.await(named.close());
    }

    @Test
    void onlyTheNamedHeadersComeBack() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        int origin = stage.origin((socket, request) -> {
            seen.add(request);
            return socket.write(
                    "HTTP/1.1 409 Conflict\r\nContent-Type: application/fhir+json\r\nETag: W/\"7\"\r\nSet-Cookie: a=b\r\nServer: x\r\n"
                            + "X-Request-ID: other\r\nKeep-Alive: timeout=9\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}");
        });
        String answer = write(stage.gateway(origin).port());

        assertThat(answer).startsWith("HTTP/1.1 409 ").contains("ETag: W/\"7\"").endsWith("{}");
        assertThat(answer).doesNotContain("Set-Cookie", "Server:", "other", "Keep-Alive");
        assertThat(seen.get(0)).startsWith("POST /FHIR/R4/Appointment HTTP/1.1\r\n");
        assertThat(seen.get(0).toLowerCase(java.util.Locale.ROOT).lines())
                .filteredOn(line -> line.contains(": "))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsOnly(
                        "host",
                        "content-length",
                        "content-type",
                        "authorization",
                        "x-request-id",
                        Head.DEADLINE,
                        Head.PUBLIC_URL);
    }

    @Test
    void anEngineThatCannotBeReachedIsPassedOverForAWriteToo() throws IOException {
        int gateway = stage.gateway(nobody(), stage.front(stage.echo()).port()).port();
        for (int at = 0; at < 4; at++) {
            assertThat(write(gateway)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(stage.asked).hasSize(4);
    }

    @Test
    void whenNoEngineCanBeReachedNothingWasDone() throws IOException {
        assertThat(write(stage.gateway(nobody(), nobody()).port()))
                .startsWith("HTTP/1.1 503 ")
                .contains("STORE_AWAY");
    }

    @Test
    void aWriteWhoseConnectionIsClosedUnansweredIsSentAgainUnderItsIdOnAConnectionOfItsOwn() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        int origin = stage.origin((socket, request) -> {
            seen.add(request);
            return seen.size() == 2 ? socket.close() : socket.write(OK);
        });
        int gateway = stage.gateway(origin).port();
        assertThat(write(gateway)).startsWith("HTTP/1.1 200 ");

        assertThat(write(gateway)).startsWith("HTTP/1.1 200 ");

        assertThat(seen).hasSize(3);
        assertThat(header(seen.get(2), "x-request-id")).isEqualTo(header(seen.get(1), "x-request-id"));
        assertThat(header(seen.get(2), "connection")).isEqualTo("close");
        assertThat(stage.meters.scrape())
                .contains(
                        "slotkeeper_store_calls_seconds_count{call=\"forward_again\",outcome=\"ok\",store=\"engine\"} 1");
    }

    @Test
    void aWriteIsSentTwiceAtMostAndIsThenUnknown() throws IOException {
        AtomicInteger times = new AtomicInteger();
        int origin = stage.origin((socket, request) -> {
            times.incrementAndGet();
            return socket.close();
        });
        String answer = write(stage.gateway(origin, origin).port());

        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("OUTCOME_UNKNOWN", "Retry-After: ");
        assertThat(times).hasValue(2);
    }

    @Test
    void aWriteThatNoIdFindsAgainIsNotSentAgain() throws IOException {
        AtomicInteger times = new AtomicInteger();
        int origin = stage.origin((socket, request) -> {
            times.incrementAndGet();
            return socket.close();
        });
        String answer = Wire.exchange(
                stage.gateway(origin).port(),
                "POST /demo/token HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("OUTCOME_UNKNOWN");
        assertThat(times).hasValue(1);
    }

    @Test
    void aWriteWhoseAnswerHadBegunIsNotSentAgain() throws IOException {
        AtomicInteger times = new AtomicInteger();
        int origin = stage.origin((socket, request) -> {
            times.incrementAndGet();
            return socket.write("HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{")
                    .compose(begun -> socket.close());
        });
        assertThat(write(stage.gateway(origin).port()))
                .startsWith("HTTP/1.1 503 ")
                .contains("OUTCOME_UNKNOWN");
        assertThat(times).hasValue(1);
    }

    @Test
    void aSecondEngineThatCannotBeReachedDoesNotMakeAWriteUndone() throws IOException {
        int broken = stage.origin((socket, request) -> socket.close());
        assertThat(write(stage.gateway(broken, nobody()).port()))
                .startsWith("HTTP/1.1 503 ")
                .contains("OUTCOME_UNKNOWN");
    }

    @Test
    void aSecondEngineThatSettlesNothingDoesNotMakeAWriteUndone() throws IOException {
        int broken = stage.origin((socket, request) -> socket.close());
        int away = stage.origin(
                (socket, request) -> socket.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\n{}"));
        assertThat(write(stage.gateway(broken, away).port()))
                .startsWith("HTTP/1.1 503 ")
                .contains("OUTCOME_UNKNOWN");
    }

    @Test
    void aYoungConnectionIsUsedAgainAndAnOldOneEndsWithItsNextAnswer() throws IOException {
        assertThat(connectionsOf(Duration.ofMinutes(1), 8)).isEqualTo(1);
        assertThat(connectionsOf(Duration.ofMillis(1), 8)).isGreaterThan(1);
    }

    /** How many connections it takes to read so many times, one after the other. */
    private int connectionsOf(Duration lifetime, int reads) throws IOException {
        Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
        Set<NetSocket> ended = ConcurrentHashMap.newKeySet();
        AtomicInteger afterTheEnd = new AtomicInteger();
        int origin = stage.origin((socket, request) -> {
            sockets.add(socket);
            afterTheEnd.addAndGet(ended.contains(socket) ? 1 : 0);
            if (request.contains("close")) {
                ended.add(socket);
            }
            return socket.write(OK);
        });
        int gateway = stage.front(stage.forwardingTo(lifetime, origin), Stage.LIMITS, true)
                .port();
        for (int at = 0; at < reads; at++) {
            assertThat(read(gateway)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(afterTheEnd).hasValue(0);
        return sockets.size();
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Test
    void aReadThatWasNotAnsweredIsAskedOfAnotherEngineOnce() throws IOException {
        AtomicInteger times = new AtomicInteger();
        int broken = stage.origin((socket, request) -> {
            times.incrementAndGet();
            return socket.close();
        });
        assertThat(read(stage.gateway(broken, stage.front(stage.echo()).port()).port()))
                .startsWith("HTTP/1.1 200 ");
        assertThat(times).hasValue(1);

        times.set(0);
        assertThat(read(stage.gateway(broken, broken).port()))
                .startsWith("HTTP/1.1 503 ")
                .contains("STORE_AWAY");
        assertThat(times).hasValue(2);
    }

    @Test
    void anEngineThatSaysNothingLeavesAWriteUnknownAtTheDeadline() throws IOException {
        int silent = stage.origin((socket, request) -> Future.succeededFuture());
        assertThat(write(stage.gateway(silent).port()))
                .startsWith("HTTP/1.1 503 ")
                .contains("OUTCOME_UNKNOWN");
    }

    @Test
    void theTimeThatIsLeftGoesWithTheRequest() throws IOException {
        // The origin's own deadline is far away; the gateway's second is over first, and the origin knows.
        Promise<EngineAnswer> never = Promise.promise();
        int gateway = stage.gateway(stage.front(stage.remembering(request -> never.future()))
                        .port())
                .port();
        assertThat(write(gateway)).contains("OUTCOME_UNKNOWN");
        assertThat(stage.asked.get(0).deadline())
                .isBefore(stage.environment.clock().instant().plusSeconds(1));
    }

    /** As a process that is stopped by a signal: the machine takes its connections and what is sent to it. */
    private int silent(List<String> seen) {
        return stage.origin((socket, request) -> {
            seen.add(request);
            return Future.succeededFuture();
        });
    }

    @Test
    void anEngineThatAnswersNothingCostsNoReadItsAnswerAndIsSoonLeftOut() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        int gateway = stage.impatientGateway(
                        SILENCE, silent(seen), stage.front(stage.echo()).port())
                .port();
        for (int at = 0; at < 20; at++) {
            assertThat(read(gateway)).startsWith("HTTP/1.1 200 ");
        }
        // By turns it would be ten.
        assertThat(seen).hasSizeBetween(3, 6);
        assertThat(stage.meters.scrape())
                .contains("slotkeeper_engines_left_out 1.0")
                .doesNotContain(
                        "slotkeeper_store_calls_seconds_count{call=\"forward_again\",outcome=\"ok\",store=\"engine\"} 0");
    }

    @Test
    void whatBecameOfAWriteIsFoundOutThroughAnotherEngineUnderItsId() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        int gateway = stage.impatientGateway(
                        SILENCE, silent(seen), stage.front(stage.echo()).port())
                .port();

        assertThat(write(gateway)).startsWith("HTTP/1.1 200 ");

        assertThat(seen).hasSize(1);
        assertThat(header(seen.get(0), "x-request-id"))
                .isEqualTo(stage.asked.get(0).requestId().toString());
    }

    @Test
    void aWriteThatNoIdFindsAgainIsAskedOfNoOtherEngine() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        String answer = Wire.exchange(
                stage.impatientGateway(
                                SILENCE, silent(seen), stage.front(stage.echo()).port())
                        .port(),
                "POST /demo/token HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + Head.DEADLINE
                        + ": 500\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("OUTCOME_UNKNOWN");
        assertThat(stage.asked).isEmpty();
    }

    /** It is not on its way any more, it has arrived: the second engine only knows that somebody is at it. */
    @Test
    void anEngineThatIsSlowOnlyIsStillListenedTo() throws IOException {
        List<NetSocket> waiting = new CopyOnWriteArrayList<>();
        int slow = stage.origin((socket, request) -> {
            waiting.add(socket);
            return Future.succeededFuture();
        });
        int early =
                stage.origin((socket, request) -> socket.write("HTTP/1.1 425 Too Early\r\nContent-Length: 2\r\n\r\n{}")
                        .compose(told -> waiting.get(0).write("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")));

        assertThat(write(stage.impatientGateway(SILENCE, slow, early).port())).startsWith("HTTP/1.1 201 ");
    }

    @Test
    void whenNoEngineAnswersNoneIsAskedTwiceForLong() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        int gateway = stage.impatientGateway(
                        new ForwardSettings.Silence(Duration.ofMillis(50), 3, Duration.ofHours(1)),
                        silent(seen),
                        silent(seen))
                .port();
        for (int at = 0; at < 8; at++) {
            assertThat(Wire.exchange(
                            gateway,
                            "GET /FHIR/R4/Slot HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + bearer + Head.DEADLINE
                                    + ": 300\r\n\r\n"))
                    .startsWith("HTTP/1.1 503 ");
        }
        // It would be sixteen, were there hope for long that the other one answers.
        assertThat(seen.size()).isBetween(8, 8 + 5);
        assertThat(stage.meters.scrape()).contains("slotkeeper_engines_left_out 1.0");
    }

    @Test
    void anEngineThatAnswersAgainHasItsTurnsAgain() throws IOException {
        AtomicBoolean stands = new AtomicBoolean(true);
        AtomicInteger times = new AtomicInteger();
        int engine = stage.origin((socket, request) -> {
            times.incrementAndGet();
            return stands.get() ? Future.succeededFuture() : socket.write(OK);
        });
        int gateway = stage.impatientGateway(
                        SHORT, engine, stage.front(stage.echo()).port())
                .port();
        for (int at = 0; at < 8; at++) {
            assertThat(read(gateway)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(stage.meters.scrape()).contains("slotkeeper_engines_left_out 1.0");

        stands.set(false);
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!stage.meters.scrape().contains("slotkeeper_engines_left_out 0.0")) {
            assertThat(read(gateway)).startsWith("HTTP/1.1 200 ");
            deadline.pause("the engine to be asked again");
        }
        int before = times.get();
        for (int at = 0; at < 8; at++) {
            assertThat(read(gateway)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(times).hasValueGreaterThanOrEqualTo(before + 4);
    }

    private static int nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
