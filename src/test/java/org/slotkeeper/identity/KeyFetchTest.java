package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.identity.KeyServer.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Certificate;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Said;

/** Over TLS, with a certificate of an authority of one's own, and through a proxy; and what the log says where that does not lead to the keys. */
class KeyFetchTest {

    private static Certificate ours;
    private static Certificate stranger;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> connected = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void certify(@TempDir Path directory) {
        ours = Certificate.of(directory, "issuer", "ip:127.0.0.1,dns:issuer.test");
        stranger = Certificate.of(directory, "stranger", "ip:127.0.0.1");
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private KeyServer issuer() {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(ours.file().toString())
                        .setKeyPath(ours.keyFile().toString()));
        KeyServer issuer = new KeyServer(vertx, options, "https://127.0.0.1");
        issuer.publishes(TokenForge.jwk("k1", TokenForge.RSA));
        return issuer;
    }

    private String fetch(URI url, Optional<IssuerAddress.Proxy> proxy, Optional<Certificate> authority) {
        IssuerAddress address = new IssuerAddress(url, proxy, authority.map(Certificate::text));
        JwksSettings settings = new JwksSettings(
                address, Patience.LONG, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(24));
        return await(new KeyFetch(vertx, settings).fetch()).toString();
    }

    /** A proxy as networks have them: it connects whoever asks to whatever they name, which it finds by itself. */
    private IssuerAddress.Proxy proxyTo(int port) {
        return proxy(
                request -> vertx.createNetClient().connect(port, "127.0.0.1").compose(there -> request.toNetSocket()
                        .compose(here -> joined(here, there))));
    }

    private static Future<Void> joined(NetSocket here, NetSocket there) {
        there.handler(here::write).closeHandler(closed -> here.close());
        here.handler(there::write).closeHandler(closed -> there.close());
        return Future.succeededFuture();
    }

    private IssuerAddress.Proxy proxy(Function<HttpServerRequest, Future<Void>> connect) {
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    connected.add(request.method() + " " + request.authority());
                    connect.apply(request)
                            .onFailure(failed -> request.connection().close());
                })
                .listen(0, "127.0.0.1"));
        return new IssuerAddress.Proxy("127.0.0.1", server.actualPort());
    }

    @Test
    void anAuthorityOfOnesOwnIsBelievedIfItIsNamed() {
        assertThat(fetch(issuer().address(), Optional.empty(), Optional.of(ours)))
                .contains("\"k1\"");
    }

    @Test
    void withoutItsNameNothingIsFetchedAndItIsSaidWhereItGoes() {
        URI url = issuer().address();
        assertThatThrownBy(() -> fetch(url, Optional.empty(), Optional.empty()))
                .hasRootCauseInstanceOf(KeysAway.class)
                .hasRootCauseMessage(
                        "the certificate of 127.0.0.1 is not good: it is not of an authority that this JVM knows, or not"
                                + " valid now; a private one goes into identity.caFile (unable to find valid"
                                + " certification path to requested target)");
    }

    @Test
    void theLogSaysWhereAnAuthorityOfOnesOwnGoes() {
        try (Said said = Said.by(Jwks.class)) {
            JwksSettings settings = issuer().settings(Patience.LONG);
            await(new Jwks(settings, new KeyFetch(vertx, settings), new MovableClock(Instant.EPOCH), new Meters())
                    .fetchNow());

            assertThat(said.lines()).hasSize(1).allSatisfy(line -> {
                assertThat(line.getFormattedMessage()).isEqualTo("keys of the token issuer not refreshed");
                assertThat(line.getKeyValuePairs().toString()).contains("a private one goes into identity.caFile");
            });
        }
    }

    @Test
    void anotherAuthorityIsNotBelieved() {
        URI url = issuer().address();
        assertThatThrownBy(() -> fetch(url, Optional.empty(), Optional.of(stranger)))
                .rootCause()
                .hasMessageContaining("it is not of an authority in identity.caFile, or not valid now");
    }

    @Test
    void aCertificateForAnotherNameIsNotBelieved() {
        URI url = URI.create(issuer().address().toString().replace("127.0.0.1", "localhost"));
        assertThatThrownBy(() -> fetch(url, Optional.empty(), Optional.of(ours)))
                .rootCause()
                .hasMessageContaining("the certificate of localhost is not for the name in identity.jwksUrl");
    }

    @Test
    void whoeverDoesNotSpeakTlsIsNamed() {
        URI url = URI.create(new KeyServer(vertx).address().toString().replace("http:", "https:"));
        assertThatThrownBy(() -> fetch(url, Optional.empty(), Optional.of(ours)))
                .rootCause()
                .hasMessageContaining("127.0.0.1 does not speak TLS as it should");
    }

    @Test
    void whereNobodyListensIsSaid() {
        KeyServer issuer = issuer();
        issuer.refusesConnections();
        assertThatThrownBy(() -> fetch(issuer.address(), Optional.empty(), Optional.of(ours)))
                .rootCause()
                .hasMessageContaining("127.0.0.1 takes no connection");
    }

    /** The issuer's name is known to the proxy alone, and the certificate is for that name. */
    @Test
    void keysAreFetchedThroughAProxyThatKnowsTheWay() {
        int port = issuer().address().getPort();
        String keys = fetch(URI.create("https://issuer.test:9443/jwks"), Optional.of(proxyTo(port)), Optional.of(ours));
        assertThat(keys).contains("\"k1\"");
        assertThat(connected).containsExactly("CONNECT issuer.test:9443");
    }

    @Test
    void aProxyThatRefusesIsNamed() {
        IssuerAddress.Proxy refusing =
                proxy(request -> request.response().setStatusCode(403).end());
        URI url = issuer().address();
        assertThatThrownBy(() -> fetch(url, Optional.of(refusing), Optional.of(ours)))
                .rootCause()
                .hasMessageContaining("the proxy of identity.proxy does not lead to 127.0.0.1")
                .hasMessageContaining("403");
    }

    @Test
    void aProxyThatIsAwayIsNamed() {
        KeyServer nobody = new KeyServer(vertx);
        nobody.refusesConnections();
        URI url = issuer().address();
        Optional<IssuerAddress.Proxy> away = Optional.of(
                new IssuerAddress.Proxy("127.0.0.1", nobody.address().getPort()));
        assertThatThrownBy(() -> fetch(url, away, Optional.of(ours)))
                .rootCause()
                .hasMessageContaining("identity.proxy");
    }

    @Test
    void thisMachineIsNotAskedThroughAProxy() {
        KeyServer plain = new KeyServer(vertx);
        plain.publishes(TokenForge.jwk("k1", TokenForge.RSA));
        assertThat(fetch(plain.address(), Optional.of(proxyTo(1)), Optional.empty()))
                .contains("\"k1\"");
        assertThat(connected).isEmpty();
    }
}
