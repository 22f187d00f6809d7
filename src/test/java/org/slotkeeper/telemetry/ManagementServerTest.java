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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.Patience;

class ManagementServerTest {

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters(AllRoutes.ALL);
    private final AtomicBoolean serving = new AtomicBoolean(true);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private HttpResponse<String> get(String path, HealthCheck... checks) {
        try {
            ManagementServer server = ManagementServer.start(
                            vertx, meters, new ManagementServer.Address("127.0.0.1", 0), serving::get, List.of(checks))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException
                | InterruptedException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException failed) {
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

    @Test
    void namesOfMetersAreFromASmallSet() {
        assertThatThrownBy(() -> meters.batch("9000000009")).isInstanceOf(IllegalArgumentException.class);
        for (int at = 0; at < 64; at++) {
            assertThat(meters.batch("b" + at)).isSameAs(meters.batch("b" + at));
        }
        assertThatThrownBy(() -> meters.batch("one_more")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStatusThatNobodyForesawIsCountedAsOther() {
        meters.httpAnswered(Optional.empty(), 299, 1_000, 0);
        meters.httpAnswered(Optional.empty(), 9_999, 1_000, 0);
        assertThat(meters.scrape())
                .contains("slotkeeper_http_requests_seconds_count{route=\"none\",status=\"other\"} 2");
    }
}
