package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.gateway.http.Head;

/** What a caller is told by the chain, status by status, and what the engine gets to see. */
class HttpFrontTest {

    private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static Stage stage;
    private static int port;
    private static String bearer;

    @BeforeAll
    static void start() {
        stage = new Stage();
        port = stage.front(stage.remembering(HttpFrontTest::play)).port();
        bearer = "Authorization: Bearer " + stage.patientToken();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void forget() {
        stage.asked.clear();
    }

    /** The query says what the engine does. */
    private static Future<EngineAnswer> play(EngineRequest request) {
        String part = request.query().isEmpty() ? "" : request.query().get(0).getKey();
        return switch (part) {
            case "fails" -> Future.failedFuture(new IllegalStateException("the store is away"));
            case "throws" -> throw new IllegalStateException("a bug");
            case "times-out" -> Future.failedFuture(new TimeoutException("the store is slow"));
            case "hangs" -> Promise.<EngineAnswer>promise().future();
            default -> Future.succeededFuture(Stage.echoed(request));
        };
    }

    private static String ask(String firstLine, String... headers) throws IOException {
        return askWithBody("", firstLine, headers);
    }

    private static String askWithBody(String body, String firstLine, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(firstLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return Wire.exchange(port, request + "\r\n" + body);
    }

    private static void assertFailure(String answer, int status, String issueCode, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("[still open]");
        JsonObject outcome = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        JsonObject issue = outcome.getJsonArray("issue").getJsonObject(0);
        assertThat(outcome.getString("resourceType")).isEqualTo("OperationOutcome");
        assertThat(issue.getString("code")).isEqualTo(issueCode);
        assertThat(issue.getJsonObject("details")
                        .getJsonArray("coding")
                        .getJsonObject(0)
                        .getString("code"))
                .isEqualTo(code);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/fhir+json;charset=utf-8");
        assertStandardHeaders(answer);
    }

    private static void assertStandardHeaders(String answer) {
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(UUID.fromString(header(answer, "X-Request-ID"))).isNotNull();
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Strict-Transport-Security")).startsWith("max-age=");
    }

    private static String header(String answer, String name) {
        for (String line : answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return line.substring(name.length() + 1).trim();
            }
        }
        return "";
    }

    @Test
    void anAdmittedRequestReachesTheEngineWholeAndItsAnswerTheCaller() throws IOException {
        String answer = askWithBody(
                "{\"a\":1}",
                "PUT /FHIR/R4/Appointment/A81001-20261123-017-x?a=b%20c&d:e=f|g",
                bearer,
                "X-Request-ID: " + ID,
                "If-Match: W/\"3\"",
                "X-Auth-User: admin",
                "X-Forwarded-For: 1.2.3.4",
                "Content-Type: application/fhir+json; charset=UTF-8");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(header(answer, "ETag")).isEqualTo("W/\"1\"");
        assertStandardHeaders(answer);
        EngineRequest asked = stage.asked.get(0);
        assertThat(asked.route().operation()).isEqualTo(FhirApi.APPOINTMENT_CHANGE);
        assertThat(asked.values()).containsExactly("A81001-20261123-017-x");
        assertThat(asked.query().toString()).isEqualTo("[a=b c, d:e=f|g]");
        assertThat(asked.requestId()).isEqualTo(UUID.fromString(ID));
        assertThat(asked.requireCaller().key()).isEqualTo("patient:9000000009");
        assertThat(asked.headers()).containsOnlyKeys("content-type", "if-match");
        assertThat(asked.body().toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void theRequestIdIsEchoedAndMadeWhenAbsent() throws IOException {
        assertThat(header(ask("GET /FHIR/R4/metadata", "X-Request-ID: " + ID), "X-Request-ID"))
                .isEqualTo(ID);
        assertStandardHeaders(ask("GET /FHIR/R4/metadata"));
        assertFailure(
                ask("GET /FHIR/R4/metadata", "X-Request-ID: " + ID, "X-Request-ID: " + ID),
                400,
                "structure",
                "MALFORMED");
    }

    @Test
    void aPlainCorrelationIdIsEchoedAndAnyOtherDropped() throws IOException {
        assertThat(header(ask("GET /FHIR/R4/metadata", "X-Correlation-ID: a.b-C_9"), "X-Correlation-ID"))
                .isEqualTo("a.b-C_9");
        assertThat(ask("GET /FHIR/R4/metadata", "X-Correlation-ID: <script>")).doesNotContain("script");
        assertThat(header(ask("GET /nothing", "X-Correlation-ID: abc"), "X-Correlation-ID"))
                .isEqualTo("abc");
    }

    @Test
    void withoutATokenOrWithABadOneTheAnswerIs401InOneShape() throws IOException {
        String none = ask("GET /FHIR/R4/Slot");
        assertFailure(none, 401, "login", "UNAUTHENTICATED");
        assertThat(header(none, "WWW-Authenticate")).startsWith("Bearer ");
        assertFailure(ask("GET /FHIR/R4/Slot", "Authorization: Basic YTpi"), 401, "login", "UNAUTHENTICATED");
        String bad = ask("GET /FHIR/R4/Slot", bearer + "x");
        assertFailure(bad, 401, "login", "UNAUTHENTICATED");
        assertThat(header(bad, "WWW-Authenticate")).contains("invalid_token");
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void aRefusedBodyDoesNotEndTheConnection() throws IOException {
        try (Wire wire = new Wire(port)) {
            String request =
                    "POST /FHIR/R4/Appointment HTTP/1.1\r\nHost: h\r\nContent-Type: application/fhir+json\r\nContent-Length: 2\r\n";
            wire.send(request + "\r\n{}");
            assertThat(wire.readOne()).startsWith("HTTP/1.1 401 ");
            wire.send(request + bearer + "\r\n\r\n{}");
            assertThat(wire.readOne()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** RFC 9112, 9.6: an answer that is the last one says so, and only that one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"close|true", "X-A, Close|true", "close ,X-A|true", "keep-alive|false", "closed, X-close|false"})
    void aConnectionEndsWhenItsCallerSaysSoAmongOtherOptions(String options, boolean ends) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send("GET /FHIR/R4/metadata HTTP/1.1\r\nHost: h\r\nConnection: " + options + "\r\n\r\n");
            assertThat(wire.readOne().toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"))
                    .isEqualTo(ends);
            if (ends) {
                assertThat(wire.readToEnd()).isEmpty();
            }
        }
    }

    @Test
    void aBodyInChunksAndInPiecesIsPutTogether() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /FHIR/R4/Appointment HTTP/1.1\r\nHost: h\r\n" + bearer
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String piece : new String[] {"3\r\nabc\r\n", "4\r\ndefg\r\n", "1\r\nh\r\n", "0\r\n\r\n"}) {
                wire.send(piece);
            }
            assertThat(wire.readOne()).contains("\"body\":\"abcdefgh\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nothing, 404, not-found, NOT_FOUND",
        "GET /, 404, not-found, NOT_FOUND",
        "GET /metrics, 404, not-found, NOT_FOUND",
        "GET /health/ready, 404, not-found, NOT_FOUND",
        "HEAD /FHIR/R4/Appointment/$hold, 405, '', ''",
        "HEAD /nothing, 404, '', ''",
        "OPTIONS /nothing, 404, not-found, NOT_FOUND",
        "PATCH /nothing, 404, not-found, NOT_FOUND",
        "DELETE /FHIR/R4/metadata, 405, not-supported, METHOD_NOT_ALLOWED",
        "PATCH /FHIR/R4/metadata, 405, not-supported, METHOD_NOT_ALLOWED",
        "TRACE /FHIR/R4/metadata, 405, not-supported, METHOD_NOT_ALLOWED",
        "OPTIONS *, 400, structure, MALFORMED",
        "CONNECT other:80, 400, structure, MALFORMED",
        "GET http://other/FHIR/R4/metadata, 400, structure, MALFORMED",
        "GET *, 400, structure, MALFORMED"
    })
    void whatIsNotServedHereIsSaidSo(String line, int status, String issueCode, String code) throws IOException {
        String answer = ask(line);
        if (line.startsWith("HEAD")) {
            assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n");
        } else {
            assertFailure(answer, status, issueCode, code);
        }
        assertThat(status != 405 || header(answer, "Allow").contains("OPTIONS")).isTrue();
        assertThat(stage.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/FHIR/R4/../R4/metadata",
                "/FHIR/R4/./metadata",
                "//FHIR/R4/metadata",
                "/FHIR//R4/metadata",
                "/FHIR/R4/metadata/",
                "/FHIR/R4%2fmetadata",
                "/FHIR/R4%2Fmetadata",
                "/FHIR/R4/%6detadata",
                "/FHIR/R4/metadata%00",
                "/FHIR/R4/metadata;x=y",
                "/FHIR;/R4/metadata",
                "/x/..;/FHIR/R4/metadata",
                "/FHIR\\R4\\metadata",
                "/FHIR/R4/metadata%20",
                "/FHIR/R4/metadata%09",
                "/FHIR/R4/%252e%252e/metadata",
                "/FHIR/R4/%2e%2e/R4/metadata",
                "/FHIR/R4/metadata#f",
                "/FHIR/R4/m\u00e9tadata",
                "/FHIR/R4/%c0%afmetadata",
                "/FHIR/R4/metadata%",
                "/FHIR/R4/metadata|",
                "/FHIR/R4/metadata'",
                "/FHIR/R4/metadata+",
                "/FHIR/R4/.../metadata"
            })
    void aPathInAnyOtherSpellingIs400(String path) throws IOException {
        assertFailure(ask("GET " + path), 400, "structure", "MALFORMED");
        assertThat(stage.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%2",
                "a=%zz",
                "a=%c0%af",
                "a=%ff",
                "a=%00",
                "a=b%0d%0ac",
                "a=1;b=2",
                "=b",
                "a=b&&c=d",
                "a=\u00e9",
                "a={b}",
                "a=%ed%a0%80",
                "&"
            })
    void aQueryThatIsNotPlainIs400(String query) throws IOException {
        assertFailure(ask("GET /FHIR/R4/metadata?" + query), 400, "structure", "MALFORMED");
    }

    @Test
    void moreThanFiftyParametersAre400() throws IOException {
        assertThat(ask("GET /FHIR/R4/metadata?" + "a=b&".repeat(49) + "a=b")).startsWith("HTTP/1.1 200 ");
        assertFailure(ask("GET /FHIR/R4/metadata?" + "a=b&".repeat(50) + "a=b"), 400, "structure", "MALFORMED");
    }

    @Test
    void longLinesHeadersAndTooManyHeadersHaveTheirStatus() throws IOException {
        assertFailure(ask("GET /" + "a".repeat(5_000)), 414, "too-long", "URI_TOO_LONG");
        assertFailure(ask("GET /FHIR/R4/metadata", "X: " + "a".repeat(9_000)), 431, "too-long", "HEADERS_TOO_LONG");
        assertFailure(
                ask("GET /FHIR/R4/metadata", "X: y\r\n".repeat(100) + "X: y"), 431, "too-long", "HEADERS_TOO_LONG");
    }

    @Test
    void onlyTheRouteTypesOfBodiesAreRead() throws IOException {
        String[] refused = {
            "text/plain", "application/xml", "application/fhir+json; charset=latin1", "application/json-x"
        };
        for (String type : refused) {
            assertFailure(
                    askWithBody("{}", "POST /FHIR/R4/Appointment", bearer, "Content-Type: " + type),
                    415,
                    "not-supported",
                    "UNSUPPORTED_MEDIA_TYPE");
        }
        assertFailure(
                askWithBody("{}", "POST /FHIR/R4/Appointment", bearer), 415, "not-supported", "UNSUPPORTED_MEDIA_TYPE");
        assertFailure(
                askWithBody(
                        "x",
                        "POST /FHIR/R4/Appointment",
                        bearer,
                        "Content-Type: application/json",
                        "Content-Encoding: gzip"),
                415,
                "not-supported",
                "UNSUPPORTED_MEDIA_TYPE");
        assertFailure(
                askWithBody("{}", "PUT /publish/A81001/sessions/s1", bearer, "Content-Type: application/fhir+json"),
                415,
                "not-supported",
                "UNSUPPORTED_MEDIA_TYPE");
        assertThat(stage.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*/*;200",
                "application/fhir+json;200",
                "application/json;200",
                "application/*;200",
                "text/html, application/fhir+json;200",
                "application/fhir+xml\\q=1.0, application/fhir+json\\q=0.5;200",
                "text/html;406",
                "application/fhir+xml;406",
                "application/json\\q=0;406",
                "application/json\\q=0.0, text/*;406"
            })
    void onlyJsonIsAnswered(String accept, int status) throws IOException {
        String answer = ask("GET /FHIR/R4/metadata", "Accept: " + accept.replace('\\', ';'));
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(status != 406 || answer.contains("NOT_ACCEPTABLE")).isTrue();
    }

    @Test
    void aBodyOverItsRoutesLimitIs413WhetherItSaysSoOrNot() throws IOException {
        String json = "Content-Type: application/json";
        String[] head = {"POST /FHIR/R4/Appointment HTTP/1.1", "Host: h", bearer, json};
        String lengthSaid = String.join("\r\n", head) + "\r\nContent-Length: 65537\r\n\r\n";
        String inChunks = String.join("\r\n", head) + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("4000\r\n" + "a".repeat(0x4000) + "\r\n").repeat(5);

        assertFailure(Wire.exchange(port, lengthSaid), 413, "too-long", "BODY_TOO_LONG");
        assertFailure(Wire.exchange(port, inChunks), 413, "too-long", "BODY_TOO_LONG");
        assertThat(askWithBody("a".repeat(65_536), "POST /FHIR/R4/Appointment", bearer, json))
                .startsWith("HTTP/1.1 200 ");
        assertThat(askWithBody("a".repeat(262_144), "PUT /publish/A81001/sessions/s1", bearer, json))
                .startsWith("HTTP/1.1 200 ");
        assertThat(stage.asked).hasSize(2);
    }

    @Test
    void aCallerWhoExpects100IsToldToGoOnOnceAdmitted() throws IOException {
        String head =
                "POST /FHIR/R4/Appointment HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";
        try (Wire wire = new Wire(port)) {
            wire.send(head + bearer + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.readOne()).startsWith("HTTP/1.1 100 ");
            wire.send("{}");
            assertThat(wire.readOne()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(Wire.exchange(port, head + "Expect: 100-continue\r\n\r\n")).startsWith("HTTP/1.1 401 ");
        assertFailure(
                Wire.exchange(port, head + bearer + "\r\nExpect: 200-ok\r\n\r\n"),
                417,
                "not-supported",
                "EXPECTATION_FAILED");
    }

    @Test
    void aFailedEngineIsAnswered503WithATimeToComeAgain() throws IOException {
        for (String how : new String[] {"fails", "throws"}) {
            String answer = ask("GET /FHIR/R4/Slot?" + how + "=1", bearer);
            assertFailure(answer, 503, "transient", "STORE_AWAY");
            assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 3);
        }
    }

    @Test
    void aTimeOutLeavesTheOutcomeOfAWriteUnknownAndOfAReadNot() throws IOException {
        assertFailure(ask("GET /FHIR/R4/Slot?times-out=1", bearer), 503, "transient", "STORE_AWAY");
        String write =
                askWithBody("{}", "POST /FHIR/R4/Appointment?times-out=1", bearer, "Content-Type: application/json");
        assertFailure(write, 503, "transient", "OUTCOME_UNKNOWN");
        assertThat(Integer.parseInt(header(write, "Retry-After"))).isBetween(1, 3);
    }

    @Test
    void anEngineThatSaysNothingIsAnsweredForAtTheDeadline() throws IOException {
        String write = askWithBody(
                "{}",
                "POST /FHIR/R4/Appointment?hangs=1",
                bearer,
                "Content-Type: application/json",
                Head.DEADLINE + ": 120");
        assertFailure(write, 503, "transient", "OUTCOME_UNKNOWN");
        assertFailure(
                ask("GET /FHIR/R4/Slot?hangs=1", bearer, Head.DEADLINE + ": 120"), 503, "transient", "STORE_AWAY");
    }

    @Test
    void nothingOfACallerIsInTheMetersAndEachAnswerIsCounted() throws IOException {
        String answer = ask("GET /FHIR/R4/Appointment/A81001-20261123-017-ABCDEFGHIJ", bearer);
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(stage.meters.scrape())
                .contains("slotkeeper_http_requests_seconds_count{route=\"appointment_read\",status=\"200\"}")
                .doesNotContain("ABCDEFGHIJ", "9000000009");
    }
}
