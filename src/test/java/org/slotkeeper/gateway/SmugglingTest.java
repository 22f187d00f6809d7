package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.identity.DemoApi;

/** Requests that two servers in a row could read in two ways: none of them reaches an engine, alone or with a second one in its belly. */
class SmugglingTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String POST = "POST /demo/token HTTP/1.1\r\n" + HOST + FORM;
    private static final String SMUGGLED = "GET /FHIR/R4/metadata HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    private static final String CHUNKS = "5\r\nods=A\r\n0\r\n\r\n";

    private static Stage stage;
    private static int direct;
    private static int throughGateway;

    @BeforeAll
    static void start() {
        stage = new Stage();
        direct = stage.front(stage.echo()).port();
        throughGateway = stage.gateway(direct).port();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    static Stream<Arguments> ambiguous() {
        Map<String, String> probes = new LinkedHashMap<>();
        probes.put("length and chunked", POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS);
        probes.put("chunked and length", POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + CHUNKS);
        probes.put("two lengths", POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nods=A");
        probes.put("the same length twice", POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nods=A");
        probes.put("lengths in a list", POST + "Content-Length: 5, 5\r\n\r\nods=A");
        probes.put("length with a plus", POST + "Content-Length: +5\r\n\r\nods=A");
        probes.put("length below zero", POST + "Content-Length: -5\r\n\r\nods=A");
        probes.put("length in hex", POST + "Content-Length: 0x5\r\n\r\nods=A");
        probes.put("length with a blank inside", POST + "Content-Length: 5 0\r\n\r\nods=A");
        probes.put("length beyond a long", POST + "Content-Length: 99999999999999999999\r\n\r\nods=A");
        probes.put("empty length", POST + "Content-Length:\r\n\r\nods=A");
        probes.put("xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n" + CHUNKS);
        probes.put("chunked not last", POST + "Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNKS);
        probes.put("identity", POST + "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nods=A");
        probes.put("gzip, chunked", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n" + CHUNKS);
        probes.put("chunked twice", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS);
        probes.put("chunked folded", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n" + CHUNKS);
        probes.put("chunked with a vertical tab", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n" + CHUNKS);
        probes.put("chunked in HTTP/1.0", POST.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS);
        probes.put("blank before the colon", POST + "Content-Length : 5\r\n\r\nods=A");
        probes.put("blank before the first name", "POST /demo/token HTTP/1.1\r\n Host: x\r\n" + HOST + FORM + "\r\n");
        probes.put("line feeds only", (POST + "Content-Length: 5\r\n\r\n").replace("\r\n", "\n") + "ods=A");
        probes.put("carriage return in a value", POST + "X-A: b\rContent-Length: 5\r\n\r\nods=A");
        probes.put("zero byte in a value", POST + "X-A: b\u0000c\r\n\r\n");
        probes.put("zero byte in a name", POST + "X-\u0000A: b\r\n\r\n");
        probes.put("control byte before the line", "\u0001" + POST + "\r\n");
        probes.put("HTTP/2.0", "GET /FHIR/R4/metadata HTTP/2.0\r\n" + HOST + "\r\n");
        probes.put("HTTP/1.2", "GET /FHIR/R4/metadata HTTP/1.2\r\n" + HOST + "\r\n");
        probes.put("http/1.1", "GET /FHIR/R4/metadata http/1.1\r\n" + HOST + "\r\n");
        probes.put("no version", "GET /FHIR/R4/metadata\r\n" + HOST + "\r\n");
        probes.put("h2c by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        probes.put("get with a body", "GET /FHIR/R4/metadata HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nods=A");
        probes.put(
                "get in chunks",
                "GET /FHIR/R4/metadata HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS);
        probes.put("two hosts", "GET /FHIR/R4/metadata HTTP/1.1\r\n" + HOST + "Host: other\r\n\r\n");
        probes.put("no host", "GET /FHIR/R4/metadata HTTP/1.1\r\nX: y\r\n\r\n");
        probes.put("empty host", "GET /FHIR/R4/metadata HTTP/1.1\r\nHost:\r\n\r\n");
        probes.put("host with a path", "GET /FHIR/R4/metadata HTTP/1.1\r\nHost: a/b\r\n\r\n");
        return probes.entrySet().stream().map(probe -> Arguments.of(probe.getKey(), probe.getValue()));
    }

    static Stream<Arguments> brokenChunks() {
        Map<String, String> probes = new LinkedHashMap<>();
        probes.put("chunk length with a plus", POST + "Transfer-Encoding: chunked\r\n\r\n+5\r\nods=A\r\n0\r\n\r\n");
        probes.put("chunk length in 0x", POST + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nods=A\r\n0\r\n\r\n");
        probes.put(
                "chunk length too large",
                POST + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff5\r\nods=A\r\n0\r\n\r\n");
        probes.put("chunk longer than it says", POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nods=A\r\n0\r\n\r\n");
        probes.put(
                "line feed in a chunk's extension",
                POST + "Transfer-Encoding: chunked\r\n\r\n5;a=\nb\r\nods=A\r\n0\r\n\r\n");
        return probes.entrySet().stream().map(probe -> Arguments.of(probe.getKey(), probe.getValue()));
    }

    /** The head was in order, so that there may be no answer; there is none from an engine, and the connection ends. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenChunks")
    void aBodyInBrokenChunksEndsItsConnectionAndReachesNoEngine(String name, String probe) throws IOException {
        for (int port : new int[] {direct, throughGateway}) {
            stage.asked.clear();
            String answer = Wire.exchange(port, probe + SMUGGLED);

            assertThat(answer).doesNotContain("[still open]", " 200 ");
            assertThat(stage.asked).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void anAmbiguousRequestEndsItsConnectionAndReachesNoEngine(String name, String probe) throws IOException {
        for (int port : new int[] {direct, throughGateway}) {
            stage.asked.clear();
            String answer = Wire.exchange(port, probe + SMUGGLED);

            assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*").doesNotContain("[still open]");
            assertThat(answer.split("HTTP/1\\.[01] \\d", -1)).as("answers").hasSize(2);
            assertThat(answer).contains("OperationOutcome", "no-store");
            assertThat(stage.asked).isEmpty();
        }
    }

    @Test
    void aHeaderThatOnlyLooksLikeALengthIsNone() throws IOException {
        for (int port : new int[] {direct, throughGateway}) {
            stage.asked.clear();
            String answer = Wire.exchange(port, POST + "Content-Xength: " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED);

            assertThat(answer).doesNotContain("[still open]");
            assertThat(stage.asked)
                    .extracting(request -> request.route().operation())
                    .containsExactly(DemoApi.DEMO_TOKEN, FhirApi.METADATA);
            assertThat(stage.asked.get(0).body().length()).isZero();
        }
    }

    @Test
    void anUpgradeToHttp2IsNotTaken() throws IOException {
        String answer = Wire.exchange(
                direct,
                "GET /FHIR/R4/metadata HTTP/1.1\r\n" + HOST
                        + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain(" 101 ");
    }

    @Test
    void anUpgradeToAWebSocketIsNotTaken() throws IOException {
        String answer = Wire.exchange(
                direct,
                "GET /FHIR/R4/metadata HTTP/1.1\r\n" + HOST
                        + "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(answer).doesNotContain(" 101 ");
    }
}
