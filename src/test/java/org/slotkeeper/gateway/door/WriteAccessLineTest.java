package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.gateway.http.AccessLog;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.testing.Paper;

final class WriteAccessLineTest {

    private final Arriving arriving = new Arriving();
    private final Paper paper = new Paper();
    private final LineWriter writer = LineWriter.start(paper, System::nanoTime, arriving.stage.meters.accessLines());

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void anAnswerThatTheLogTakesHasOneLineUnderTheNameThatItsCallerKnows() {
        UUID id = new UUID(3, 4);
        RequestState state = arriving.pass(
                        "BREW /x HTTP/1.1\r\nX-Request-ID: " + id + "\r\nHost: there",
                        new NameRequest(() -> new UUID(1, 2)))
                .state();
        AccessLog log = new AccessLog(1, writer, arriving.stage.environment.clock(), Runnable::run);
        new WriteAccessLine(log).answered(state, 404, "NOT_FOUND", 7, 2_000_000L);
        log.close();
        await().until(() -> paper.lines().size() == 1);
        JsonObject line = new JsonObject(paper.lines().get(0));
        assertThat(line.getString("request")).isEqualTo(id.toString());
        assertThat(line.getString("method")).isEqualTo("other");
        assertThat(line.getInteger("status")).isEqualTo(404);
        assertThat(line.getInteger("bytes")).isEqualTo(7);
        assertThat(line.getInteger("ms")).isEqualTo(2);
    }

    @Test
    void aLogThatIsOffTakesNone() {
        RequestState state =
                arriving.pass("GET / HTTP/1.1\r\nHost: there", new CheckName()).state();
        AccessLog log = new AccessLog(0, writer, arriving.stage.environment.clock(), Runnable::run);
        new WriteAccessLine(log).answered(state, 500, "FAULT", 0, 1L);
        log.close();
        assertThat(paper.lines()).isEmpty();
    }
}
