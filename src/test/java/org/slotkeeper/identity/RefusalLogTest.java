package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slotkeeper.telemetry.Meters.TokenCheck;
import org.slotkeeper.testing.MovableClock;

/** The first of a reason is told, then their number now and then. */
class RefusalLogTest {

    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RefusalLog log = new RefusalLog(clock);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private List<String> said() {
        return lines.list.stream()
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
