package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.identity.KeyServer.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;

/** An issuer that is away, slow, wrong or hostile, and the keys that serve on all the same. */
class JwksTest {

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private KeyServer issuer;
    private Jwks jwks;

    @BeforeEach
    void start() {
        issuer = new KeyServer(vertx);
        jwks = asking(Patience.LONG);
        publish(TokenForge.jwk("k1", TokenForge.RSA));
    }

    /** @param timeout after which an issuer is taken for silent */
    private Jwks asking(Duration timeout) {
        JwksSettings settings = issuer.settings(timeout);
        return new Jwks(settings, new KeyFetch(vertx, settings), clock, new Meters());
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private void publish(JsonObject... keys) {
        issuer.publishes(keys);
    }

    @CanIgnoreReturnValue
    private KeyFinding find(String id) {
        return await(jwks.find(id));
    }

    private boolean isKnown(String id) {
        return find(id) instanceof KeyFinding.Known;
    }

    @Test
    void theKeysAreFetchedOnceForAll() {
        List<Future<KeyFinding>> asked =
                IntStream.range(0, 50).mapToObj(at -> jwks.find("k1")).toList();
        asked.forEach(found -> assertThat(await(found)).isInstanceOf(KeyFinding.Known.class));
        assertThat(isKnown("k1")).isTrue();
        assertThat(issuer.fetches).hasValue(1);
    }

    @Test
    void aNewKeyIsFoundAndTheOldOneOverlaps() {
        find("k1");
        long before = jwks.generation();
        clock.pass(Duration.ofSeconds(31));
        publish(TokenForge.jwk("k1", TokenForge.RSA), TokenForge.jwk("k2", TokenForge.OTHER_RSA));
        assertThat(isKnown("k2")).isTrue();
        assertThat(isKnown("k1")).isTrue();
        assertThat(jwks.generation()).isNotEqualTo(before);
        assertThat(issuer.fetches).hasValue(2);
    }

    @Test
    void theKeysMayBeFetchedBeforeAnybodyAsks() {
        await(jwks.fetchNow());
        assertThat(issuer.fetches).hasValue(1);
        issuer.answers(request -> request.response().setStatusCode(500).end());
        assertThat(isKnown("k1")).isTrue();
        assertThat(issuer.fetches).hasValue(1);
    }

    @Test
    void anIssuerThatIsAwayHindersNobodyFromStarting() {
        issuer.answers(request -> request.response().setStatusCode(500).end());
        await(jwks.fetchNow());
        assertThat(issuer.fetches).hasValue(1);
    }

    @Test
    void keysMayBeAsManyAsThereAre() {
        publish(IntStream.range(0, 200)
                .mapToObj(at -> TokenForge.jwk("k" + at, TokenForge.RSA))
                .toArray(JsonObject[]::new));
        assertThat(isKnown("k199")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \t\r\n", "\ufeff", "\ufeff\n"})
    void whatStandsBeforeTheDocumentDoesNoHarm(String before) {
        Buffer document = Buffer.buffer(before)
                .appendBuffer(
                        TokenForge.jwks(TokenForge.jwk("k1", TokenForge.RSA)).toBuffer());
        issuer.answers(request -> request.response().end(document));
        assertThat(isKnown("k1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\"",
                "7",
                "null",
                "{}",
                "[[]]",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"e\",\"x\":\"AAAA\"}",
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"kid\":\"m\",\"pub\":\"AAAA\"}",
                "{\"kty\":\"RSA\",\"kid\":3}",
                "{\"kty\":\"RSA\",\"kid\":\"n\",\"n\":[1],\"e\":{\"a\":{\"b\":{\"c\":{\"d\":[[[1.5e9]]]}}}}}"
            })
    void aMemberThatIsNotUnderstoodHindersNoOther(String member) {
        String good = TokenForge.jwk("k1", TokenForge.RSA).encode();
        issuer.answers(request ->
                request.response().end("{\"notes\":[1.25,true,null],\"keys\":[" + member + "," + good + "]}"));
        assertThat(isKnown("k1")).isTrue();
    }

    @Test
    void whyKeysWereLeftOutIsSaid() {
        Buffer document = TokenForge.jwks(
                        TokenForge.jwk("rsa", TokenForge.RSA),
                        TokenForge.jwk("short", TokenForge.SHORT_RSA),
                        TokenForge.jwk("enc", TokenForge.RSA).put("use", "enc"),
                        TokenForge.jwk("also", TokenForge.RSA).put("use", "enc"),
                        TokenForge.jwk("bad id!", TokenForge.RSA))
                .toBuffer();
        KeySet.Reading reading = KeySet.read(document.getBytes());
        assertThat(reading.dropped())
                .containsEntry("not for signatures", 2)
                .containsEntry("no kid of visible ASCII", 1)
                .hasSize(3);
        assertThat(KeySet.read("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .dropped())
                .containsOnlyKeys("no JSON object with a list of keys");
    }

    @ParameterizedTest
    @FieldSource("org.slotkeeper.identity.KeyServer#MISBEHAVIOURS")
    void whateverTheIssuerAnswersTheLastGoodKeysServeOn(String how) {
        if (how.startsWith("slow")) {
            jwks = asking(Duration.ofSeconds(2));
        }
        find("k1");
        issuer.misbehaves(how);
        clock.pass(Duration.ofMinutes(11));
        assertThat(isKnown("k1")).isTrue();
        assertThatThrownBy(() -> find("k2")).hasRootCauseInstanceOf(KeysAway.class);
        assertThat(issuer.fetches.get()).isGreaterThanOrEqualTo(2);
        assertThat(isKnown("k1")).isTrue();

        clock.pass(Duration.ofHours(24));
        assertThatThrownBy(() -> find("k1")).hasRootCauseInstanceOf(KeysAway.class);
    }

    @Test
    void withoutAnyKeysTheCheckFailsAndTheIssuerIsAskedAgainSoon() {
        issuer.answers(request -> request.response().setStatusCode(503).end());
        assertThatThrownBy(() -> find("k1")).hasRootCauseInstanceOf(KeysAway.class);
        IntStream.range(0, 20)
                .forEach(at -> assertThatThrownBy(() -> find("k1")).hasRootCauseInstanceOf(KeysAway.class));
        assertThat(issuer.fetches).hasValue(1);

        publish(TokenForge.jwk("k1", TokenForge.RSA));
        clock.pass(Duration.ofSeconds(1));
        assertThat(isKnown("k1")).isTrue();
    }

    @Test
    void onlyKeysThatAreFitAreTaken() {
        JsonObject leaked = TokenForge.jwk("leaked", TokenForge.RSA).put("d", "AQAB");
        JsonObject offCurve = TokenForge.jwk("off", TokenForge.EC).put("y", Base64Url.encode(new byte[32]));
        publish(
                TokenForge.jwk("rsa", TokenForge.RSA),
                TokenForge.jwk("ec", TokenForge.EC),
                TokenForge.jwk("short", TokenForge.SHORT_RSA),
                TokenForge.jwk("enc", TokenForge.RSA).put("use", "enc"),
                TokenForge.jwk("hs", TokenForge.RSA).put("alg", "HS256"),
                TokenForge.jwk("bad id!", TokenForge.RSA),
                new JsonObject().put("kty", "oct").put("kid", "oct").put("k", "AAAA"),
                TokenForge.jwk("twice", TokenForge.RSA),
                TokenForge.jwk("twice", TokenForge.OTHER_RSA),
                TokenForge.jwk("twice", TokenForge.RSA),
                leaked,
                offCurve);
        find("rsa");
        for (String id : new String[] {"short", "enc", "hs", "bad id!", "oct", "twice", "leaked", "off"}) {
            // One look after the other.
            clock.pass(Duration.ofSeconds(31));
            assertThat(find(id)).as(id).isEqualTo(new KeyFinding.Unknown());
        }
        assertThat(isKnown("rsa")).isTrue();
        assertThat(isKnown("ec")).isTrue();
    }

    @Test
    void onlyAPinnedSecureUrlIsTaken() {
        for (String url : new String[] {
            "http://issuer.test/jwks",
            "file:///etc/passwd",
            "ftp://127.0.0.1/x",
            "/jwks",
            "https://user@issuer.test/jwks",
            "https://issuer.test/jwks#keys",
            "https://issuer_1.test/jwks"
        }) {
            assertThatThrownBy(() -> IssuerAddress.of(URI.create(url)))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("identity.jwksUrl");
        }
    }
}
