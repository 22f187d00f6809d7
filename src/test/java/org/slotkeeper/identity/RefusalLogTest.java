package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.telemetry.Meters.TokenCheck;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Said;

/** The first of a reason is told, then their number now and then. */
class RefusalLogTest {

    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private final Said said = Said.by(RefusalLog.class);
    private final RefusalLog log = new RefusalLog(clock);

    @AfterEach
    void stop() {
        said.close();
    }

    private List<String> said() {
        return said.lines().stream()
                .map(line -> line.getKeyValuePairs().toString())
                .toList();
    }

    @Test
    void theFirstIsToldAndThenHowManyInTenSeconds() {
        log.refused(TokenCheck.EXPIRED);
        log.refused(TokenCheck.EXPIRED);
        clock.pass(Duration.ofMillis(9_999));
        log.refused(TokenCheck.EXPIRED);
        assertThat(said()).containsExactly("[reason=\"expired\", tokens=\"1\"]");
        clock.pass(Duration.ofMillis(1));
        log.refused(TokenCheck.EXPIRED);
        assertThat(said()).last().isEqualTo("[reason=\"expired\", tokens=\"3\"]");
    }

    @Test
    void eachReasonIsToldByItself() {
        log.refused(TokenCheck.EXPIRED);
        log.refused(TokenCheck.MALFORMED);
        assertThat(said())
                .containsExactly("[reason=\"expired\", tokens=\"1\"]", "[reason=\"malformed\", tokens=\"1\"]");
    }

    @Test
    void aClockThatIsSetBackSilencesNobody() {
        log.refused(TokenCheck.EXPIRED);
        clock.pass(Duration.ofDays(-1));
        log.refused(TokenCheck.EXPIRED);
        assertThat(said()).hasSize(2);
    }

    /** In Turkish the small letter of I has no dot. */
    @Test
    void aReasonIsSpeltAlikeInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            new RefusalLog(clock).refused(TokenCheck.WRONG_ISSUER);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(said()).containsExactly("[reason=\"wrong_issuer\", tokens=\"1\"]");
    }
}
