package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slotkeeper.testing.ShippedLogging;

/** What is in a line of the log, by the configuration that is shipped. */
class LogLinesTest {

    private static String line(String message, String value, Throwable cause) throws Exception {
        LoggerContext context = ShippedLogging.context();
        ConsoleAppender<ILoggingEvent> appender = ShippedLogging.lines(context);
        assertThat(appender.getTarget()).isEqualTo("System.err");
        Encoder<ILoggingEvent> encoder = appender.getEncoder();
        LoggingEvent event = new LoggingEvent(
                "x", context.getLogger("org.slotkeeper.test"), Level.WARN, message, cause, new Object[0]);
        event.setKeyValuePairs(List.of(new KeyValuePair("key", value)));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void whatACallerSentCannotBeginALineOrColourATerminal() throws Exception {
        String line = line("a\r\nb", "\u001b[31m\u2028\u0085{\"x\":1}\n", new IllegalStateException("c\nd\u2029"));
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line.trim().chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(new JsonObject(line).getString("key")).isEqualTo("\u001b[31m\u2028\u0085{\"x\":1}\n");
    }

    @Test
    void noValueIsLongerThanItsLimit() throws Exception {
        String line =
                line("m".repeat(1_000_000), "v".repeat(1_000_000), new IllegalStateException("t".repeat(1_000_000)));
        assertThat(line.length()).isLessThan(4 * LogValues.LENGTH_MAX);
    }

    @Test
    void anNhsNumberIsStarredOutWhereverItStands() throws Exception {
        String line =
                line("for 9000000009", "(A81001, 9000000009) exists", new IllegalStateException("Key 9000000009"));
        assertThat(line).doesNotContain("9000000009").contains("**********");
        assertThat(line("1795000000 19000000009", "90000000091", null))
                .contains("1795000000 19000000009", "90000000091");
    }

    @Test
    void anIdMadeByChanceIsLeftWhole() throws Exception {
        String uuid = "9db31df0-2a73-4a5f-aacd-2c8373304002";
        String trace = uuid.replace("-", "");
        assertThat(line("the request " + uuid + ", the trace " + trace, uuid, new IllegalStateException(trace)))
                .contains(uuid, trace)
                .doesNotContain("**");
    }

    @Test
    void aTextIsLeftWithItsIdsAndWithoutPatients() {
        assertThat(LogValues.withoutPatients("9000000009 of 9db31df0-2a73-4a5f-aacd-2c8373304002"))
                .isEqualTo("********** of 9db31df0-2a73-4a5f-aacd-2c8373304002");
    }

    @Test
    void whatIsOnlyLikeAnIdHidesNoNhsNumber() throws Exception {
        for (String text : List.of(
                "2c8373304002",
                "9db31df0-2a73-4a5f-aacd-2c8373304002a",
                "-9db31df0-2a73-4a5f-aacd-2c8373304002",
                "9db31df0-2a73-4a5f-aacd2-c8373304002",
                "8373304002-2a73-4a5f-aacd-2c8373304002")) {
            assertThat(line(text, text, new IllegalStateException(text)))
                    .as(text)
                    .contains("**********")
                    .doesNotContain("8373304002");
        }
    }
}
