package org.slotkeeper.load.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class ApiTest {

    /** A server on a busy machine may have no room for a moment: a run is not to end by it before it has begun. */
    @Test
    void aServerWithoutRoomIsAskedAgainUnderTheSameId() throws Exception {
        List<String> ids = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/demo/token", exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("X-Request-ID"));
            byte[] body = "{\"access_token\":\"it\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(ids.size() < 2 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Api api =
                    new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

            assertThat(api.token("ods=A81001")).isEqualTo("it");

            assertThat(ids).hasSize(2);
            assertThat(Set.copyOf(ids)).hasSize(1);
        } finally {
            server.stop(0);
        }
    }
}
