package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.identity.KeyServer.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;

/** Keys that are not among those we have: what is unknown, what only cannot be known, and what a stranger can do about it. */
class JwksLookTest {

    private static final KeyFinding UNKNOWN = new KeyFinding.Unknown();

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private final Meters meters = new Meters();
    private KeyServer issuer;
    private Jwks jwks;

    @BeforeEach
    void start() {
        issuer = new KeyServer(vertx);
        issuer.publishes(TokenForge.jwk("k1", TokenForge.RSA));
        jwks = asking(Patience.LONG);
        find("k1");
    }

    private Jwks asking(Duration timeout) {
        JwksSettings settings = issuer.settings(timeout);
        return new Jwks(settings, new KeyFetch(vertx, settings), clock, meters);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @CanIgnoreReturnValue
    private KeyFinding find(String id) {
        return await(jwks.find(id));
    }

    private void publishTheNext() {
        issuer.publishes(TokenForge.jwk("k1", TokenForge.RSA), TokenForge.jwk("k2", TokenForge.OTHER_RSA));
    }

    private static boolean isKnown(KeyFinding finding) {
        return finding instanceof KeyFinding.Known;
    }

    private static boolean isAskedTooSoon(KeyFinding finding) {
        return finding instanceof KeyFinding.AskedTooSoon;
    }

    @ParameterizedTest
    @FieldSource("org.slotkeeper.identity.KeyServer#MISBEHAVIOURS")
    void aLookThatBringsNoSetOfKeysSaysNothingOfAny(String how) {
        if (how.startsWith("slow")) {
            jwks = asking(Duration.ofSeconds(2));
            find("k1");
        }
        issuer.misbehaves(how);
        assertThatThrownBy(() -> find("k2")).hasRootCauseInstanceOf(KeysAway.class);
        assertThat(isKnown(find("k1"))).as("what is known serves on").isTrue();

        publishTheNext();
        clock.pass(Duration.ofSeconds(1));
        assertThat(isKnown(find("k2"))).as("a second later").isTrue();
    }

    @Test
    void nobodyWhoListensSaysNothingOfAnyKeyEither() {
        issuer.refusesConnections();
        assertThatThrownBy(() -> find("k2")).hasRootCauseInstanceOf(KeysAway.class);
        assertThat(isKnown(find("k1"))).isTrue();
    }

    @Test
    void anIssuerThatFailsIsAskedOnceASecondHoweverManyLook() {
        issuer.misbehaves("500");
        for (int second = 1; second <= 20; second++) {
            IntStream.range(0, 10).forEach(at -> assertThatThrownBy(() -> find("k" + (2 + at)))
                    .hasRootCauseInstanceOf(KeysAway.class));
            assertThat(issuer.fetches).hasValue(1 + second);
            clock.pass(Duration.ofSeconds(1));
        }
        publishTheNext();
        assertThat(isKnown(find("k2"))).as("what failed was not paid for").isTrue();
    }

    @Test
    void whatAFreshSetLacksIsUnknown() {
        assertThat(find("k2")).isEqualTo(UNKNOWN);
        assertThat(issuer.fetches).hasValue(2);
    }

    @Test
    void whatTheFirstSetLacksIsUnknown() {
        jwks = asking(Patience.LONG);
        assertThat(find("k2")).isEqualTo(UNKNOWN);
        assertThat(issuer.fetches).hasValue(2);
    }

    @Test
    void anUnknownKeyIsLookedForAgainAfterTwoSeconds() {
        find("k2");
        publishTheNext();
        clock.pass(Duration.ofMillis(1_999));
        assertThat(find("k2")).isEqualTo(UNKNOWN);
        assertThat(issuer.fetches).hasValue(2);
        clock.pass(Duration.ofMillis(1));
        assertThat(isKnown(find("k2"))).isTrue();
    }

    @Test
    void howeverManyUnknownKeysAreNamedTheIssuerIsAskedAFewTimesAndThenOnceInHalfAMinute() {
        clock.pass(Duration.ofSeconds(200));
        IntStream.range(0, 500).forEach(at -> find("unknown-" + at));
        assertThat(issuer.fetches).hasValue(1 + 5);
        clock.pass(Duration.ofSeconds(29));
        IntStream.range(500, 1_000).forEach(at -> find("unknown-" + at));
        assertThat(issuer.fetches).hasValue(1 + 5);
        clock.pass(Duration.ofSeconds(1));
        IntStream.range(1_000, 1_500).forEach(at -> find("unknown-" + at));
        assertThat(issuer.fetches).hasValue(1 + 5 + 1);
    }

    /** A caller who is told so comes again, and is not taken for an impostor. */
    @Test
    void whatIsNotLookedForIsNotKnownToBeUnknownAndItIsSaidWhenItWillBe() {
        IntStream.range(0, 5).forEach(at -> assertThat(find("stranger-" + at)).isEqualTo(UNKNOWN));
        publishTheNext();

        assertThat(find("k2")).isEqualTo(new KeyFinding.AskedTooSoon(Duration.ofSeconds(30)));
        clock.pass(Duration.ofSeconds(29));
        assertThat(find("k2")).isEqualTo(new KeyFinding.AskedTooSoon(Duration.ofSeconds(1)));
        clock.pass(Duration.ofSeconds(1));
        assertThat(isKnown(find("k2"))).isTrue();
    }

    @Test
    void aStrangerCannotHaveTheNextKeyRefused() {
        assertThat(find("of-a-stranger")).isEqualTo(UNKNOWN);
        publishTheNext();
        assertThat(isKnown(find("k2"))).as("a moment after the stranger came").isTrue();
    }

    @Test
    void aClockThatIsSetBackCostsNoMoreThanOnePause() {
        IntStream.range(0, 5).forEach(at -> find("stranger-" + at));
        clock.pass(Duration.ofDays(-1));
        publishTheNext();
        assertThat(isAskedTooSoon(find("k2"))).isTrue();
        clock.pass(Duration.ofSeconds(30));
        assertThat(isKnown(find("k2"))).isTrue();
    }

    /** Each comes from one of several event loops, while the answer to the first of them is on its way. */
    @Test
    void lookersOnAllLoopsShareOneLookAndPayForItOnce() {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        Promise<HttpServerRequest> first = Promise.promise();
        issuer.answers(request -> {
            held.add(request);
            first.tryComplete(request);
        });
        List<Future<KeyFinding>> early = onLoops("early-", 1);
        await(first.future());
        List<Future<KeyFinding>> late = onLoops("late-", 50);
        issuer.publishes(TokenForge.jwk("k1", TokenForge.RSA));
        held.forEach(request -> request.response()
                .end(TokenForge.jwks(TokenForge.jwk("k1", TokenForge.RSA)).toBuffer()));

        early.forEach(found -> assertThat(await(found)).isEqualTo(UNKNOWN));
        late.forEach(found -> assertThat(await(found)).isEqualTo(UNKNOWN));
        assertThat(issuer.fetches).as("one for the early, one for all the late").hasValue(1 + 2);
        IntStream.range(0, 3).forEach(at -> assertThat(find("next-" + at)).isEqualTo(UNKNOWN));
        assertThat(isAskedTooSoon(find("next-3"))).as("after five looks").isTrue();
    }

    /** All of them have asked when it returns. */
    private List<Future<KeyFinding>> onLoops(String name, int many) {
        List<Future<Future<KeyFinding>>> asked = IntStream.range(0, many)
                .mapToObj(at -> {
                    Promise<Future<KeyFinding>> asking = Promise.promise();
                    Context loop = vertx.getOrCreateContext();
                    loop.runOnContext(there -> asking.complete(jwks.find(name + at)));
                    return asking.future();
                })
                .toList();
        return asked.stream().map(KeyServer::await).toList();
    }

    @Test
    void strangersWhoNameKeysThatThereAreNotMakeNobodyBelieveThatTheIssuerIsAway() {
        TokenVerifier tokens =
                new TokenVerifier(TokenSettings.of("https://issuer.test", "slotkeeper"), jwks, clock, meters);
        IntStream.range(0, 100)
                .forEach(at -> await(tokens.verify(TokenForge.headed(head -> head.put("kid", "made-up-" + at)))));

        assertThat(meters.scrape())
                .contains("slotkeeper_tokens_total{result=\"unknown_key\"} 5.0")
                .contains("slotkeeper_tokens_total{result=\"key_asked_too_soon\"} 95.0")
                .contains("slotkeeper_tokens_total{result=\"keys_away\"} 0.0");
        assertThat(await(tokens.verify(TokenForge.token(TokenForge.patient())))).isInstanceOf(Verified.Known.class);
    }

    @Test
    void anIssuerThatCannotBeAskedIsAway() {
        TokenVerifier tokens =
                new TokenVerifier(TokenSettings.of("https://issuer.test", "slotkeeper"), jwks, clock, meters);
        issuer.misbehaves("500");
        String token = TokenForge.headed(head -> head.put("kid", "k2"));

        assertThatThrownBy(() -> await(tokens.verify(token))).hasRootCauseInstanceOf(KeysAway.class);
        assertThat(meters.scrape()).contains("slotkeeper_tokens_total{result=\"keys_away\"} 1.0");
    }
}
