package org.slotkeeper.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Paper;
import org.slotkeeper.testing.ShippedLogging;

/** What a line of the access log is, and when it goes on its way. */
final class AccessLogTest {

    private static final Instant NOW = Instant.parse("2037-11-18T09:00:07.043Z");
    private static final String ID = "6b7f3c2e-1234-4bcd-8123-abcdef012345";

    private final Paper paper = new Paper();
    private final Meters meters = new Meters();
    private final LineWriter writer = LineWriter.start(paper, System::nanoTime, meters.accessLines());
    private final List<Runnable> afterTurn = new ArrayList<>();
    private final AccessLog log = log(1);

    @AfterEach
    void stop() {
        meters.close();
    }

    /** Whoever reads the log need not know who wrote a line. */
    @ParameterizedTest
    @CsvSource({
        "GET,    SLOT_SEARCH, 200, '',        0,          52345, ''",
        "POST,   BOOK,        409, TAKEN,     12345678,   7,     0af7651916cd43dd8448eb211c80319c",
        "other,  ,            405, 'a\"b\\c', 999999,     0,     ''",
        "DELETE, METADATA,    503, AWAY,      9876543210, 1,     ''"
    })
    void aLineIsWhatTheLoggingLibraryMakesOfTheSame(
            String method, String operation, int status, String code, long nanos, long bytes, String trace) {
        Optional<Route> route = AllRoutes.operations().stream()
                .filter(declared -> declared.name().equals(operation))
                .map(AllRoutes::of)
                .findFirst();
        assertThat(route.isPresent()).isEqualTo(operation != null);
        AccessLog.Line line =
                new AccessLog.Line(method, route, status, code, nanos, bytes, new AccessLog.Correlation(ID, trace));
        log.write(line);
        assertThat(written()).isEqualTo(byTheLibrary(line));
    }

    @Test
    void theLineInTheDocumentsIsSuchALine() throws IOException {
        String shown = Files.readString(Path.of("src/docs/OPERATING.md"))
                .lines()
                .filter(line -> line.startsWith("{\"@timestamp\""))
                .findFirst()
                .orElseThrow();
        JsonObject line = new JsonObject(shown);
        Clock then = Clock.fixed(Instant.parse(line.getString("@timestamp")), ZoneOffset.UTC);
        AccessLog same = new AccessLog(1, writer, then, afterTurn::add);
        same.write(new AccessLog.Line(
                "POST",
                Optional.of(AllRoutes.of(FhirApi.BOOK)),
                line.getInteger("status"),
                line.getString("code"),
                line.getLong("ms") * 1_000_000,
                line.getLong("bytes"),
                new AccessLog.Correlation(line.getString("request"), "")));
        same.handOver();
        close();
        String thread = Thread.currentThread().getName();
        assertThat(paper.lines()).containsExactly(shown.replace(line.getString("thread_name"), thread));
    }

    @Test
    void whateverIsInItALineIsOnePrintableLine() {
        String hostile = "\"},\r\n\u001b[31m\u2028\u0085\\é\ud83d\ude00\u007f";
        log.write(line(200, hostile, ID));
        String written = written();
        assertThat(written.indexOf('\n')).isEqualTo(written.length() - 1);
        assertThat(written.trim().chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(new JsonObject(written).getString("code")).isEqualTo(hostile);
    }

    @Test
    void aTextIsCutAtItsLimitSoThatALineAlwaysHasRoom() {
        for (int at = 0; at < 100; at++) {
            log.write(line(200, "\u2028".repeat(10_000), ID));
        }
        String code = new JsonObject(written().lines().findFirst().orElseThrow()).getString("code");
        assertThat(code).isEqualTo("\u2028".repeat(LineBuffer.TEXT_MAX));
        assertThat(paper.lines()).hasSize(100);
    }

    @Test
    void anNhsNumberIsStarredOutAndARequestIdIsNot() {
        String id = "9db31df0-2a73-4a5f-aacd-2c8373304002";
        log.write(line(200, "9000000009", "ab9000000009"));
        log.write(line(200, "", id));
        assertThat(written()).contains("ab**********", id).doesNotContain("9000000009");
    }

    @Test
    void aLineWaitsForTheOthersOfItsTime() {
        log.write(line(200, "", ID));
        log.write(line(409, "TAKEN", ID));
        assertThat(afterTurn).isEmpty();
        assertThat(paper.writing()).isZero();
        log.handOver();
        log.handOver();
        close();
        assertThat(paper.batches()).hasSize(1);
        assertThat(paper.lines()).hasSize(2);
    }

    @Test
    void aFullBufferGoesOnByItself() {
        int lines = 2_000;
        for (int at = 0; at < lines; at++) {
            log.write(line(200, Integer.toString(at), ID));
        }
        log.handOver();
        close();
        assertThat(paper.batches())
                .hasSizeGreaterThan(5)
                .allMatch(batch -> batch.endsWith("}\n") && batch.length() <= AccessLog.BUFFER_BYTES);
        assertThat(paper.lines().stream().map(line -> new JsonObject(line).getString("code")))
                .isEqualTo(IntStream.range(0, lines).mapToObj(Integer::toString).toList());
    }

    @Test
    void ourOwnFailuresGoOnAtTheEndOfTheirTurnTogether() {
        log.write(line(200, "", ID));
        log.write(line(500, "FAULT", ID));
        log.write(line(503, "OVERLOADED", ID));
        assertThat(afterTurn).hasSize(1);
        afterTurn.remove(0).run();

        log.write(line(500, "FAULT", ID));
        assertThat(afterTurn).hasSize(1);
        afterTurn.remove(0).run();

        close();
        assertThat(paper.batches()).extracting(batch -> batch.lines().count()).isEqualTo(List.of(3L, 1L));
    }

    @Test
    void whatComesAfterTheFrontHasStoppedGoesOnAtOnce() {
        log.write(line(200, "", ID));
        log.close();
        log.write(line(499, "CALLER_GONE", ID));
        close();
        assertThat(paper.batches()).hasSize(2);
    }

    @Test
    void oneInSoManyIsTakenAndEveryFailureOfOurOwn() {
        AccessLog third = log(3);
        assertThat(IntStream.range(0, 7).filter(at -> third.takes(200))).containsExactly(2, 5);
        assertThat(third.takes(500)).isTrue();
        AccessLog none = log(0);
        assertThat(none.takes(200)).isFalse();
        assertThat(none.takes(500)).isFalse();
    }

    @Test
    void noOtherLoopMayWriteIntoIt() {
        log.write(line(200, "", ID));
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> log.write(line(200, "", ID)))
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private AccessLog log(int every) {
        return new AccessLog(every, writer, Clock.fixed(NOW, ZoneOffset.UTC), afterTurn::add);
    }

    private static AccessLog.Line line(int status, String code, String id) {
        return new AccessLog.Line(
                "GET",
                Optional.of(AllRoutes.of(FhirApi.SLOT_SEARCH)),
                status,
                code,
                1_000_000,
                5,
                new AccessLog.Correlation(id, ""));
    }

    private String written() {
        log.handOver();
        close();
        return String.join("", paper.batches());
    }

    private void close() {
        var unused = Futures.await(writer.close());
    }

    private static String byTheLibrary(AccessLog.Line line) {
        LoggerContext shipped = ShippedLogging.context();
        LoggingEvent event =
                new LoggingEvent("x", shipped.getLogger("access"), Level.INFO, "request answered", null, new Object[0]);
        event.setInstant(NOW);
        List<KeyValuePair> pairs = new ArrayList<>(List.of(
                new KeyValuePair("method", line.method()),
                new KeyValuePair(
                        "route",
                        line.route().map(route -> route.operation().template()).orElse("none")),
                new KeyValuePair("status", line.status()),
                new KeyValuePair("code", line.code()),
                new KeyValuePair("ms", line.nanos() / 1_000_000),
                new KeyValuePair("bytes", line.bytes()),
                new KeyValuePair("request", line.correlation().requestId())));
        if (!line.correlation().traceId().isEmpty()) {
            pairs.add(new KeyValuePair("trace", line.correlation().traceId()));
        }
        event.setKeyValuePairs(pairs);
        return new String(ShippedLogging.lines(shipped).getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
