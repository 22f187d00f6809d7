package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.gateway.Wire;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.Patience;

class ManagementServerTest {

    private static final String HEADERS = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    private static final String EMPTY = "connection: close\r\ncontent-length: 0\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters(AllRoutes.ALL);
    private final AtomicBoolean serving = new AtomicBoolean(true);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private int start(HealthCheck... checks) throws ExecutionException, InterruptedException, TimeoutException {
        return ManagementServer.start(
                        vertx, meters, new ManagementServer.Address("127.0.0.1", 0), serving::get, List.of(checks))
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                .port();
    }

    private HttpResponse<String> get(String path, HealthCheck... checks) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + start(checks) + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private static HealthCheck check(String name, Future<Boolean> passes) {
        return HealthCheck.own(name, () -> passes);
    }

    private static HealthCheck store(String name, Future<Boolean> passes) {
        return HealthCheck.shared(name, () -> passes);
    }

    @Test
    void theProcessLivesWhateverItsChecksSay() {
        HttpResponse<String> answer = get("/health/live", check("store", Future.failedFuture("away")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void itIsReadyWhenEachCheckPasses() {
        HttpResponse<String> answer = get("/health/ready", check("redis", Future.succeededFuture(true)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\",\"checks\":{\"redis\":\"UP\"}}");
    }

    @Test
    void aCheckThatFailsThrowsOrHangsMakesItNotReady() {
        HttpResponse<String> answer = get(
                "/health/ready",
                check("good", Future.succeededFuture(true)),
                check("bad", Future.succeededFuture(false)),
                check("fails", Future.failedFuture("away")),
                check("hangs", Promise.<Boolean>promise().future()),
                HealthCheck.own("throws", () -> {
                    throw new IllegalStateException("a bug");
                }));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains(
                        "\"good\":\"UP\"",
                        "\"bad\":\"DOWN\"",
                        "\"fails\":\"DOWN\"",
                        "\"hangs\":\"DOWN\"",
                        "\"throws\":\"DOWN\"");
    }

    @Test
    void aProcessThatIsStartingOrStoppingIsNotReady() {
        serving.set(false);
        HttpResponse<String> answer = get("/health/ready", store("redis", Future.succeededFuture(false)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("{\"status\":\"DOWN\"");
    }

    @Test
    void aStoreThatAllShareTakesNobodyOut() {
        HttpResponse<String> answer = get(
                "/health/ready",
                store("redis", Promise.<Boolean>promise().future()),
                store("postgres", Future.failedFuture("away")),
                check("ledger-takes-writes", Future.succeededFuture(true)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"DEGRADED\",\"checks\":{\"redis\":\"DOWN\",\"postgres\":\"DOWN\",\"ledger-takes-writes\":\"UP\"}}");
    }

    @Test
    void whatIsWrongHereOnlyTakesThisProcessOutWhateverTheStoresDo() {
        HttpResponse<String> answer = get(
                "/health/ready",
                store("redis", Future.succeededFuture(false)),
                check("ledger-takes-writes", Future.succeededFuture(false)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("{\"status\":\"DOWN\"");
    }

    @Test
    void theMetersAreInPrometheusText() {
        meters.httpAnswered(Optional.of(AllRoutes.of(FhirApi.BOOK)), 201, 3_000_000, 500);
        meters.httpAnswered(Optional.empty(), 404, 1_000, 90);
        meters.storeCall(Meters.Store.REDIS, "claim").answered(50_000);
        meters.batch("book").sent(17);
        meters.tokenChecked(Meters.TokenCheck.CACHED);
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("slotkeeper_http_requests_seconds_count{route=\"book\",status=\"201\"} 1")
                .contains("slotkeeper_http_requests_seconds_count{route=\"none\",status=\"404\"} 1")
                .contains("slotkeeper_store_calls_seconds_count{call=\"claim\",outcome=\"ok\",store=\"redis\"} 1")
                .contains("slotkeeper_batch_size_sum{batch=\"book\"} 17")
                .contains("slotkeeper_tokens_total{result=\"cached\"} 1")
                .contains("jvm_memory_used_bytes", "process_cpu_usage");
    }

    @Test
    void whatIsNotForOperatorsIsNotThere() {
        assertThat(get("/FHIR/R4/metadata").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live/",
                "//health/live",
                "/health//live",
                "/health/./live",
                "/health/live/.",
                "/health/x/../live",
                "/health/%6Cive",
                "/health/live%2F",
                "/health/live;a=b",
                "/Health/live",
                "/health",
                "/%zz",
                "/",
                "health/live",
                "?/health/live",
                "*"
            })
    void aPathHasOneSpelling(String path) throws Exception {
        assertThat(answer(start(), "GET " + path + " HTTP/1.1\r\nHost: h"))
                .isEqualTo("HTTP/1.1 404 Not Found\r\n" + HEADERS + "Content-Type: text/plain\r\n" + EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "get"})
    void nothingIsDoneHereButReading(String method) throws Exception {
        int port = start();
        for (String path : List.of("/health/live", "/metrics", "/unknown", "*")) {
            assertThat(answer(port, method + ' ' + path + " HTTP/1.1\r\nHost: h"))
                    .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\n" + HEADERS
                            + "Content-Type: text/plain\r\n" + EMPTY);
        }
    }

    /** As probes and load balancers ask that want no body. */
    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/unknown"})
    void headIsAnsweredAsGetWithoutTheBody(String path) throws Exception {
        int port = start();
        String got = answer(port, "GET " + path + " HTTP/1.1\r\nHost: h");
        String head = answer(port, "HEAD " + path + " HTTP/1.1\r\nHost: h");

        assertThat(head).endsWith("\r\n\r\n");
        assertThat(head.strip().lines())
                .containsExactlyInAnyOrderElementsOf(
                        got.lines().takeWhile(line -> !line.isEmpty()).toList());
    }

    @Test
    void theHeadOfTheMetersSaysHowLongTheyAre() throws Exception {
        assertThat(answer(start(), "HEAD /metrics HTTP/1.1\r\nHost: h"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsPattern("content-length: [1-9][0-9]{3,}")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live HTTP/1.1\r\nHost: h",
                "/health/live?x=%zz HTTP/1.1\r\nHost: h",
                "http://elsewhere/health/live HTTP/1.1\r\nHost: h",
                "/health/live HTTP/1.1\r\nHost: h\r\nAccept: image/png",
                "/health/live HTTP/1.1\r\nHost: h\r\nExpect: 100-continue",
            })
    void whatElseAReaderSaysChangesNothing(String request) throws Exception {
        assertThat(answer(start(), "GET " + request))
                .isEqualTo("HTTP/1.1 200 OK\r\n" + HEADERS + "Content-Type: application/json\r\n"
                        + "connection: close\r\ncontent-length: 15\r\n\r\n{\"status\":\"UP\"}");
    }

    /** As some probes still do; with HTTP/1.1 it would be malformed. */
    @Test
    void anOldProbeNeedsNoHost() throws Exception {
        int port = start();
        assertThat(answer(port, "GET /health/live HTTP/1.0")).startsWith("HTTP/1.0 200 OK\r\n");
        assertThat(answer(port, "GET /health/live HTTP/1.1")).startsWith("HTTP/1.1 400 Bad Request\r\n" + HEADERS);
    }

    @Test
    void headsAreBounded() throws Exception {
        String tooMuch = "a".repeat(9 * 1024);
        assertThat(answer(start(), "GET /health/live HTTP/1.1\r\nHost: h\r\nX: " + tooMuch))
                .startsWith("HTTP/1.1 431 ");
    }

    private static String answer(int port, String request) throws IOException {
        return Wire.exchange(port, request + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void namesOfMetersAreFromASmallSet() {
        assertThatThrownBy(() -> meters.batch("9000000009")).isInstanceOf(IllegalArgumentException.class);
        for (int at = 0; at < 64; at++) {
            assertThat(meters.batch("b" + at)).isSameAs(meters.batch("b" + at));
        }
    }

    @Test
    void aStatusThatNobodyForesawIsCountedAsOther() {
        meters.httpAnswered(Optional.empty(), 299, 1_000, 0);
        meters.httpAnswered(Optional.empty(), 9_999, 1_000, 0);
        assertThat(meters.scrape())
                .contains("slotkeeper_http_requests_seconds_count{route=\"none\",status=\"other\"} 2");
    }
}
