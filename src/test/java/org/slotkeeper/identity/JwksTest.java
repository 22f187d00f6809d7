package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;

/** An issuer that is away, slow, wrong or hostile, and the keys that serve on all the same. */
class JwksTest {

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Handler<HttpServerRequest> issuer = request -> {};
    private Jwks jwks;
    private URI address;

    @BeforeEach
    void start() {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            fetches.incrementAndGet();
            issuer.handle(request);
        });
        int port = await(server.listen(0, "127.0.0.1")).actualPort();
        address = URI.create("http://127.0.0.1:" + port + "/jwks");
        jwks = asking(Patience.LONG);
        publish(TokenForge.jwk("k1", TokenForge.RSA));
    }

    /** @param timeout after which an issuer is taken for silent */
    private Jwks asking(Duration timeout) {
        JwksSettings settings = new JwksSettings(
                address, timeout, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(24));
        return new Jwks(settings, new KeyFetch(vertx, settings), clock, new Meters());
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private void publish(JsonObject... keys) {
        Buffer document = TokenForge.jwks(keys).toBuffer();
        issuer = request -> request.response().end(document);
    }

    @CanIgnoreReturnValue
    private Optional<VerificationKey> find(String id) {
        return await(jwks.find(id));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    @Test
    void theKeysAreFetchedOnceForAll() {
        List<Future<Optional<VerificationKey>>> asked =
                IntStream.range(0, 50).mapToObj(at -> jwks.find("k1")).toList();
        asked.forEach(found -> assertThat(await(found)).isPresent());
        assertThat(find("k1")).isPresent();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aNewKeyIsFoundAndTheOldOneOverlaps() {
        find("k1");
        long before = jwks.generation();
        clock.pass(Duration.ofSeconds(31));
        publish(TokenForge.jwk("k1", TokenForge.RSA), TokenForge.jwk("k2", TokenForge.OTHER_RSA));
        assertThat(find("k2")).isPresent();
        assertThat(find("k1")).isPresent();
        assertThat(jwks.generation()).isNotEqualTo(before);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void howeverManyUnknownKeysAreNamedTheIssuerIsAskedAFewTimesAndThenOnceInHalfAMinute() {
        find("k1");
        clock.pass(Duration.ofSeconds(200));
        IntStream.range(0, 500).forEach(at -> {
            var unused = isUnknown("unknown-" + at);
        });
        assertThat(fetches).hasValue(1 + 5);
        clock.pass(Duration.ofSeconds(29));
        IntStream.range(500, 1_000).forEach(at -> {
            var unused = isUnknown("unknown-" + at);
        });
        assertThat(fetches).hasValue(1 + 5);
        clock.pass(Duration.ofSeconds(1));
        IntStream.range(1_000, 1_500).forEach(at -> {
            var unused = isUnknown("unknown-" + at);
        });
        assertThat(fetches).hasValue(1 + 5 + 1);
    }

    /** Either it was looked for and is not there, or nobody can say. */
    private boolean isUnknown(String id) {
        Future<Optional<VerificationKey>> asked = jwks.find(id);
        try {
            return await(asked).isEmpty();
        } catch (IllegalStateException failed) {
            assertThat(failed).hasRootCauseInstanceOf(KeysAway.class);
            return false;
        }
    }

    @Test
    void aStrangerCannotHaveTheNextKeyRefused() {
        find("k1");
        assertThat(isUnknown("of-a-stranger")).isTrue();
        publish(TokenForge.jwk("k1", TokenForge.RSA), TokenForge.jwk("k2", TokenForge.OTHER_RSA));
        assertThat(find("k2")).as("a moment after the stranger came").isPresent();
    }

    /** A caller who is told so comes again, and is not taken for an impostor. */
    @Test
    void whatCannotBeLookedForIsNotKnownToBeUnknown() {
        find("k1");
        IntStream.range(0, 5)
                .forEach(at -> assertThat(isUnknown("stranger-" + at)).isTrue());
        publish(TokenForge.jwk("k1", TokenForge.RSA), TokenForge.jwk("k2", TokenForge.OTHER_RSA));

        assertThatThrownBy(() -> find("k2")).hasRootCauseInstanceOf(KeysAway.class);
        clock.pass(Duration.ofSeconds(30));
        assertThat(find("k2")).isPresent();
    }

    @Test
    void theKeysMayBeFetchedBeforeAnybodyAsks() {
        await(jwks.fetchNow());
        assertThat(fetches).hasValue(1);
        issuer = request -> request.response().setStatusCode(500).end();
        assertThat(find("k1")).isPresent();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void anIssuerThatIsAwayHindersNobodyFromStarting() {
        issuer = request -> request.response().setStatusCode(500).end();
        await(jwks.fetchNow());
        assertThat(fetches).hasValue(1);
    }

    @Test
    void keysMayBeAsManyAsThereAre() {
        publish(IntStream.range(0, 200)
                .mapToObj(at -> TokenForge.jwk("k" + at, TokenForge.RSA))
                .toArray(JsonObject[]::new));
        assertThat(find("k199")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \t\r\n", "\ufeff", "\ufeff\n"})
    void whatStandsBeforeTheDocumentDoesNoHarm(String before) {
        Buffer document = Buffer.buffer(before)
                .appendBuffer(
                        TokenForge.jwks(TokenForge.jwk("k1", TokenForge.RSA)).toBuffer());
        issuer = request -> request.response().end(document);
        assertThat(find("k1")).isPresent();
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
        issuer = request ->
                request.response().end("{\"notes\":[1.25,true,null],\"keys\":[" + member + "," + good + "]}");
        assertThat(find("k1")).isPresent();
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
    @ValueSource(
            strings = {
                "500",
                "html",
                "empty",
                "no keys",
                "redirect",
                "10 MB",
                "slow head",
                "slow body",
                "cut",
                "oct only",
                "short RSA only"
            })
    void whateverTheIssuerAnswersTheLastGoodKeysServeOn(String how) {
        if (how.startsWith("slow")) {
            jwks = asking(Duration.ofSeconds(2));
        }
        find("k1");
        issuer = request -> misbehave(request, how);
        clock.pass(Duration.ofMinutes(11));
        assertThat(find("k1")).isPresent();
        assertThat(find("k2")).isEmpty();
        assertThat(fetches.get()).isGreaterThanOrEqualTo(2);
        assertThat(find("k1")).isPresent();

        clock.pass(Duration.ofHours(24));
        assertThatThrownBy(() -> find("k1")).hasRootCauseInstanceOf(KeysAway.class);
    }

    private void misbehave(HttpServerRequest request, String how) {
        switch (how) {
            case "500" -> request.response().setStatusCode(500).end();
            case "html" -> request.response().end("<html>busy</html>");
            case "empty" -> request.response().end();
            case "no keys" -> request.response().end("{\"keys\":[]}");
            case "redirect" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/other")
                        .end();
            case "10 MB" -> request.response().end(Buffer.buffer(new byte[10 * 1024 * 1024]));
            case "slow head" -> {}
            case "slow body" -> request.response().setChunked(true).write("{");
            case "cut" ->
                request.response().putHeader("Content-Length", "100").write("{").onComplete(sent -> request.connection()
                        .close());
            case "oct only" -> request.response().end("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k2\",\"k\":\"AAAA\"}]}");
            case "short RSA only" ->
                request.response()
                        .end(TokenForge.jwks(TokenForge.jwk("k2", TokenForge.SHORT_RSA))
                                .toBuffer());
            default -> throw new IllegalArgumentException(how);
        }
    }

    @Test
    void withoutAnyKeysTheCheckFailsAndTheIssuerIsAskedAgainSoon() {
        issuer = request -> request.response().setStatusCode(503).end();
        assertThatThrownBy(() -> find("k1")).hasRootCauseInstanceOf(KeysAway.class);
        IntStream.range(0, 20)
                .forEach(at -> assertThatThrownBy(() -> find("k1")).hasRootCauseInstanceOf(KeysAway.class));
        assertThat(fetches).hasValue(1);

        publish(TokenForge.jwk("k1", TokenForge.RSA));
        clock.pass(Duration.ofSeconds(1));
        assertThat(find("k1")).isPresent();
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
            assertThat(find(id)).as(id).isEmpty();
        }
        assertThat(find("rsa")).isPresent();
        assertThat(find("ec")).isPresent();
    }

    @Test
    void onlyAPinnedSecureUrlIsTaken() {
        for (String url :
                new String[] {"http://issuer.test/jwks", "file:///etc/passwd", "ftp://127.0.0.1/x", "/jwks"}) {
            assertThatThrownBy(() -> JwksSettings.of(URI.create(url)))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("identity.jwksUrl");
        }
    }
}
