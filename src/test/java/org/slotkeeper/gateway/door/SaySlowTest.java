package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.Said;
import org.slotkeeper.tracing.Off;

/** What is said of a request that took long, and how often. */
final class SaySlowTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Said said = Said.by(SaySlow.class);
    private final Arriving arriving = new Arriving();
    private final RequestState asked = arriving.pass(
                    "GET /FHIR/R4/Slot?schedule.actor=HealthcareService/A81001 HTTP/1.1\r\nHost: h",
                    new ReadTarget(AllRoutes.ALL))
            .state();
    private final SaySlow slow = new SaySlow(Duration.ofSeconds(1));

    @AfterEach
    void stop() {
        said.close();
        arriving.close();
    }

    private static List<String> values(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .map(pair -> pair.key + '=' + pair.value)
                .toList();
    }

    /** The same request, come at another time. */
    private static RequestState beganAt(long nanos, HttpServerRequest request) {
        return new RequestState(
                request, Head.read(request.headers()), nanos, Off.TRACES.arrived(null), Arriving.somebody());
    }

    @Test
    void whereTheTimeWentIsSaidAndNothingThatTheCallerSent() {
        asked.echoedId = "its-id";
        asked.isAsked = true;
        asked.askedAt = asked.beganAt + SECOND / 4;

        slow.answered(asked, 200, "", 7, SECOND - 1);
        assertThat(said.lines()).isEmpty();
        slow.answered(asked, 200, "", 7, SECOND);

        assertThat(said.lines()).singleElement().satisfies(line -> {
            assertThat(line.getMessage()).isEqualTo("slow request");
            assertThat(values(line))
                    .containsExactly(
                            "method=GET",
                            "route=/FHIR/R4/Slot",
                            "status=200",
                            "code=",
                            "ms=1000",
                            "beforeEngineMs=250",
                            "engineMs=750",
                            "request=its-id");
        });
    }

    @Test
    void whatNeverCameToTheEngineSpentItsTimeBefore() {
        slow.answered(asked, 408, "BODY_TOO_SLOW", 7, 3 * SECOND);

        assertThat(values(said.lines().get(0))).contains("beforeEngineMs=3000", "engineMs=0");
    }

    @Test
    void whenAllAreSlowFewAreSaidAndTheOthersCounted() {
        for (int at = 0; at < SaySlow.SAID_MAX + 5; at++) {
            slow.answered(asked, 200, "", 7, SECOND);
        }
        assertThat(said.lines()).hasSize(SaySlow.SAID_MAX);

        long later = asked.beganAt + SaySlow.PAUSE.toNanos();
        slow.answered(beganAt(later - 1, asked.request), 200, "", 7, SECOND);
        assertThat(said.lines()).hasSize(SaySlow.SAID_MAX);

        slow.answered(beganAt(later, asked.request), 200, "", 7, SECOND);
        assertThat(said.lines()).hasSize(SaySlow.SAID_MAX + 1);
        assertThat(values(said.lines().get(SaySlow.SAID_MAX))).contains("othersBefore=6");
    }
}
