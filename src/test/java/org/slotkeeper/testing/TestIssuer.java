package org.slotkeeper.testing;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Operation;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Identity;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.identity.DemoApi;
import org.slotkeeper.identity.DemoIssuer;
import org.slotkeeper.system.RunningSystem;

/** An identity provider outside of every Slotkeeper: it signs tokens, and publishes its key at an address of its own. */
public final class TestIssuer implements AutoCloseable {

    private static final String NAME = "https://issuer.test";

    private final DemoIssuer issuer;
    private final HttpServer server;

    private TestIssuer(DemoIssuer issuer, HttpServer server) {
        this.issuer = issuer;
        this.server = server;
    }

    public static TestIssuer start(Clock clock) {
        DemoIssuer issuer = Identity.demoIssuer(
                RunningSystem.newKeyFile(),
                RunningSystem.configOf(List.of("identity.issuer=" + NAME)).identity(),
                clock,
                new Chance());
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = ask(issuer, DemoApi.JWKS, "").body().getBytes();
            server.createContext("/keys", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return new TestIssuer(issuer, server);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What a process is told so that it believes these tokens. */
    public List<String> flags() {
        return List.of(
                "identity.issuer=" + NAME,
                "identity.jwksUrl=http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    public String patientToken(NhsNumber patient, OdsCode practice) {
        return token("nhs_number=" + patient.digits() + "&practice=" + practice.value());
    }

    public String practiceToken(OdsCode practice) {
        return token("ods=" + practice.value());
    }

    private String token(String form) {
        return new JsonObject(ask(issuer, DemoApi.DEMO_TOKEN, form).body()).getString("access_token");
    }

    private static EngineAnswer ask(DemoIssuer issuer, Operation operation, String form) {
        return issuer.handlers()
                .get(operation)
                .answer(AllRoutes.asking(AllRoutes.of(operation), form))
                .result();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
