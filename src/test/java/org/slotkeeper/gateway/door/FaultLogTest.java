package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Said;

/** How much is said of faults when all requests meet one. */
class FaultLogTest {

    private final Said said = Said.by(Faults.class);
    private final Arriving arriving = new Arriving();
    private final RequestState request =
            arriving.pass("GET /FHIR/R4/Slot HTTP/1.1\r\nHost: h").state();
    private final FaultLog log = new FaultLog(said.logger());
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    @AfterEach
    void stop() {
        said.close();
        arriving.close();
    }

    private void meet(int times, Throwable cause) {
        for (int at = 0; at < times; at++) {
            log.met("request failed", "STORE_AWAY", request, cause, now);
        }
    }

    private static Throwable away() {
        return new IllegalStateException("not booked", new IOException("Connection refused"));
    }

    private static String value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElse("");
    }

    @Test
    void theReasonIsSaidOnceAndThenHowManyMetIt() {
        meet(500, away());

        assertThat(said.lines()).singleElement().satisfies(line -> {
            assertThat(line.getMessage()).isEqualTo("request failed");
            assertThat(line.getThrowableProxy()).isNotNull();
            assertThat(value(line, "code")).isEqualTo("STORE_AWAY");
            assertThat(value(line, "reason")).isEqualTo("java.io.IOException: Connection refused");
        });

        now += FaultLog.PAUSE.toNanos() - 1;
        log.sweep(now);
        assertThat(said.lines()).hasSize(1);

        now++;
        log.sweep(now);
        log.sweep(now);
        assertThat(said.lines()).hasSize(2);
        assertThat(value(said.lines().get(1), "requests")).isEqualTo("499");
        assertThat(said.lines().get(1).getThrowableProxy()).isNull();
    }

    @Test
    void whatIsMetAgainIsSaidAgainInOneLineAndNowAndThenWhole() {
        meet(1, away());
        now += FaultLog.PAUSE.toNanos();
        meet(1, away());
        now += FaultLog.WHOLE_AGAIN.toNanos();
        meet(1, away());

        assertThat(said.lines())
                .extracting(line -> line.getThrowableProxy() != null)
                .containsExactly(true, false, true);
        assertThat(said.lines())
                .extracting(line -> value(line, "reason"))
                .containsOnly("java.io.IOException: Connection refused");
    }

    @Test
    void eachKindIsSaidByItself() {
        meet(2, away());
        meet(2, new TimeoutException());
        log.met("request failed", "OUTCOME_UNKNOWN", request, away(), now);
        log.met("request timed out", "STORE_AWAY", request, away(), now);

        assertThat(said.lines()).hasSize(4);
    }

    @Test
    void whoStopsSaysWhatWasCounted() {
        meet(3, away());
        log.close();
        log.close();

        assertThat(said.lines()).hasSize(2);
        assertThat(value(said.lines().get(1), "requests")).isEqualTo("2");
    }

    @Test
    void thereAreNotMoreKindsThanCanBeKept() {
        for (int at = 0; at < 2 * FaultLog.KINDS_MAX; at++) {
            log.met("fault " + at, "FAULT", request, new TimeoutException(), now);
        }
        assertThat(said.lines()).hasSize(FaultLog.KINDS_MAX + 1);

        log.close();
        assertThat(List.of(value(said.lines().get(said.lines().size() - 1), "requests")))
                .containsExactly(Integer.toString(FaultLog.KINDS_MAX - 1));
    }
}
