package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.history.Doors;
import org.slotkeeper.testing.Patience;

/** A gateway answers a session that is published as it is told to, and then that it is done. */
final class SetUpTest {

    private static final byte[] DONE = "{\"slots\": [{\"id\": \"a slot\"}]}".getBytes(StandardCharsets.UTF_8);

    private final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private boolean saysWhenAgain = true;
    private HttpServer gateway;
    private Doors doors;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
        doors = new Doors(
                List.of(URI.create("http://127.0.0.1:" + gateway.getAddress().getPort())),
                (patient, practice) -> "token",
                Patience.LONG);
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        int status = statuses.isEmpty() ? 200 : statuses.remove();
        if (status == 503 && saysWhenAgain) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        if (status == 0) {
            // The connection ends without an answer.
            throw new IOException("lost");
        }
        exchange.sendResponseHeaders(status, DONE.length);
        exchange.getResponseBody().write(DONE);
        exchange.close();
    }

    private List<String> published() throws IOException {
        return SetUp.untilDone(() -> doors.publish("token", "Z00001", "morning", new JsonObject(), 0));
    }

    @Test
    void whatIsPutOffOrNotHeardToItsEndIsSentAgain() throws IOException {
        statuses.addAll(List.of(503, 0, 504, 503));

        assertThat(published()).containsExactly("a slot");
        assertThat(asked).hasValueGreaterThanOrEqualTo(5);
    }

    @Test
    void whatIsRefusedIsNotSentAgain() {
        statuses.add(409);

        assertThatThrownBy(this::published).hasMessageContaining("a session was answered 409");
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoeverIsPutOffWithoutATimeToComeAgainSaysSo() {
        statuses.add(503);
        saysWhenAgain = false;

        assertThatThrownBy(this::published).hasMessageContaining("a session was answered 503");
        assertThat(asked).hasValue(1);
    }
}
