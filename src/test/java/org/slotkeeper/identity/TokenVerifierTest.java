package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.TokenCheck;
import org.slotkeeper.testing.MovableClock;

/** Which tokens are believed, and who their bearers are. */
class TokenVerifierTest {

    private static final String KID_OF_92 =
            "YnVpbGQtdGhlLWxvbmdlc3Qta2V5LWlkLXRoYXQtYW55Ym9keS1oYXMtZXZlci1zZWVuLWluLXRoZS13aWxkLTkyMTI=";

    private static final KeySet KEYS = KeySet.read(TokenForge.jwks(
                            TokenForge.jwk("k1", TokenForge.RSA),
                            TokenForge.jwk("e1", TokenForge.EC),
                            TokenForge.jwk("only512", TokenForge.RSA).put("alg", "RS512"))
                    .toBuffer()
                    .getBytes())
            .keys()
            .orElseThrow();

    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private final AtomicInteger looksForKeys = new AtomicInteger();
    private final AtomicLong generation = new AtomicLong();
    private final AtomicBoolean isChanging = new AtomicBoolean();
    private final TokenVerifier verifier = verifier(TokenSettings.of("https://issuer.test", "slotkeeper"));

    private TokenVerifier verifier(TokenSettings settings) {
        KeySource keys = new KeySource() {
            @Override
            public Future<KeyFinding> find(String id) {
                looksForKeys.incrementAndGet();
                if (isChanging.get()) {
                    generation.incrementAndGet();
                }
                VerificationKey key = KEYS.byId().get(id);
                return Future.succeededFuture(key == null ? new KeyFinding.Unknown() : new KeyFinding.Known(key));
            }

            @Override
            public long generation() {
                return generation.get();
            }
        };
        return new TokenVerifier(settings, keys, clock, new Meters());
    }

    @CanIgnoreReturnValue
    private Verified verify(String token) {
        return verifier.verify(token).result();
    }

    private static String raw(String header, String claims) {
        return TokenForge.sign(header, claims, TokenForge.RSA);
    }

    static Stream<Arguments> bad() {
        String header = TokenForge.header().encode();
        String claims = TokenForge.patient().encode();
        String good = TokenForge.token(TokenForge.patient());
        String[] parts = good.split("\\.");
        long now = TokenForge.NOW;
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("empty", "");
        bad.put("no dots", "abc");
        bad.put("two parts", parts[0] + "." + parts[1]);
        bad.put("four parts", good + ".x");
        bad.put("five parts, encrypted", "a.b.c.d.e");
        bad.put("no signature", parts[0] + "." + parts[1] + ".");
        bad.put("signature cut", good.substring(0, good.length() - 4));
        bad.put("padding", good + "=");
        bad.put("stray bits in the signature", withStrayBits(good));
        bad.put("blank inside", parts[0] + ". " + parts[1] + "." + parts[2]);
        bad.put("line feed inside", good.replace(".", ".\n"));
        bad.put(
                "standard base64 alphabet",
                parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "+");
        bad.put("a megabyte", good + "A".repeat(1_000_000));
        bad.put(
                "claims changed",
                parts[0] + "."
                        + Base64Url.encode(claims.replace("A81001", "A81002").getBytes(StandardCharsets.UTF_8)) + "."
                        + parts[2]);
        bad.put("another's key", TokenForge.sign(header, claims, TokenForge.OTHER_RSA));
        bad.put(
                "alg none",
                Base64Url.encode("{\"alg\":\"none\",\"kid\":\"k1\"}".getBytes(StandardCharsets.UTF_8)) + "." + parts[1]
                        + "." + parts[2]);
        bad.put("alg None", TokenForge.headed(h -> h.put("alg", "None")));
        bad.put(
                "HS256 with the public key",
                TokenForge.hmac(
                        header.replace("RS256", "HS256"),
                        claims,
                        TokenForge.RSA.getPublic().getEncoded()));
        bad.put("RS384", TokenForge.headed(h -> h.put("alg", "RS384")));
        bad.put("ES256 said of an RSA key", TokenForge.sign(header.replace("RS256", "ES256"), claims, TokenForge.EC));
        bad.put(
                "RS256 said of an EC key",
                raw(TokenForge.header().put("kid", "e1").encode(), claims));
        bad.put(
                "RS256 with a key for RS512",
                raw(TokenForge.header().put("kid", "only512").encode(), claims));
        bad.put("an EC signature of zeros", zeros());
        bad.put("no alg", TokenForge.headed(h -> without(h, "alg")));
        bad.put("alg a number", TokenForge.headed(h -> h.put("alg", 256)));
        bad.put("no kid", TokenForge.headed(h -> without(h, "kid")));
        bad.put("unknown kid", TokenForge.headed(h -> h.put("kid", "k2")));
        bad.put("kid too long", TokenForge.headed(h -> h.put("kid", "k".repeat(257))));
        bad.put("kid with SQL", TokenForge.headed(h -> h.put("kid", "k1' OR '1'='1")));
        bad.put("kid a path", TokenForge.headed(h -> h.put("kid", "../../dev/null")));
        bad.put("kid a number", TokenForge.headed(h -> h.put("kid", 1)));
        bad.put("another typ", TokenForge.headed(h -> h.put("typ", "logout+jwt")));
        bad.put("crit", TokenForge.headed(h -> h.put("crit", new JsonArray().add("exp"))));
        bad.put("b64", TokenForge.headed(h -> h.put("b64", false)));
        bad.put("zip", TokenForge.headed(h -> h.put("zip", "DEF")));
        bad.put("nested", TokenForge.headed(h -> h.put("cty", "JWT")));
        bad.put("jku", TokenForge.headed(h -> h.put("jku", "https://evil.test/jwks")));
        bad.put("x5u", TokenForge.headed(h -> h.put("x5u", "https://evil.test/x5u")));
        bad.put("a key of its own", TokenForge.headed(h -> h.put("jwk", TokenForge.jwk("k1", TokenForge.RSA))));
        bad.put("kid twice", raw(header.replace("\"kid\"", "\"kid\":\"k1\",\"kid\""), claims));
        bad.put("nhs_number twice", raw(header, claims.replace("\"vot\"", "\"nhs_number\":\"9000000017\",\"vot\"")));
        bad.put(
                "name twice in a nested object",
                raw(header, claims.replace("\"vot\"", "\"act\":{\"sub\":\"a\",\"sub\":\"b\"},\"vot\"")));
        bad.put("claims not JSON", raw(header, "hello"));
        bad.put("claims an array", raw(header, "[" + claims + "]"));
        bad.put("something after the claims", raw(header, claims + "{}"));
        bad.put("byte order mark", raw(header, "\ufeff" + claims));
        bad.put(
                "deep claims",
                raw(header, claims.replace("\"vot\"", "\"x\":" + "[".repeat(5_00) + "]".repeat(500) + ",\"vot\"")));
        bad.put("no exp", TokenForge.token(c -> without(c, "exp")));
        bad.put("exp in the far future", TokenForge.token(c -> c.put("exp", 1e300)));
        bad.put("exp a text", TokenForge.token(c -> c.put("exp", "" + (now + 600))));
        bad.put("exp below zero", TokenForge.token(c -> c.put("exp", -1)));
        bad.put("expired", TokenForge.token(c -> c.put("iat", now - 600).put("exp", now - 30)));
        bad.put("too long a life", TokenForge.token(c -> c.put("exp", now + 3_601)));
        bad.put("too long a life without iat", TokenForge.token(c -> without(c, "iat")
                .put("exp", now + 3_601)));
        bad.put("issued in the future", TokenForge.token(c -> c.put("iat", now + 31)));
        bad.put("not yet good", TokenForge.token(c -> c.put("nbf", now + 31)));
        bad.put("nbf a text", TokenForge.token(c -> c.put("nbf", "0")));
        bad.put("no iss", TokenForge.token(c -> without(c, "iss")));
        bad.put("another iss", TokenForge.token(c -> c.put("iss", "https://issuer.test/")));
        bad.put("no aud", TokenForge.token(c -> without(c, "aud")));
        bad.put("another aud", TokenForge.token(c -> c.put("aud", "slotkeeper2")));
        bad.put(
                "aud in another list",
                TokenForge.token(c -> c.put("aud", new JsonArray().add("a").add("b"))));
        bad.put("aud among many", TokenForge.token(c -> c.put("aud", many())));
        bad.put("an ID token, by its nonce", TokenForge.token(c -> c.put("nonce", "n")));
        bad.put("an ID token, by its hash", TokenForge.token(c -> c.put("at_hash", "h")));
        bad.put("an ID token, by its use", TokenForge.token(c -> c.put("token_use", "id")));
        bad.put("a refresh token", TokenForge.token(c -> c.put("typ", "Refresh")));
        bad.put("NHS number with a wrong digit", TokenForge.token(c -> c.put("nhs_number", "9000000008")));
        bad.put("NHS number a number", TokenForge.token(c -> c.put("nhs_number", 9000000009L)));
        bad.put("patient and practice at once", TokenForge.token(c -> c.put("ods", "A81001")
                .put("scope", Caller.READ)));
        bad.put("practice code not one", TokenForge.token(c -> c.put("gp_ods_code", "a81001'")));
        bad.put("practice code in small letters", TokenForge.token(c -> c.put("gp_ods_code", "a81001")));
        bad.put("practice code empty", TokenForge.token(c -> c.put("gp_ods_code", "")));
        bad.put("practice code with a blank", TokenForge.token(c -> c.put("gp_ods_code", " A81001")));
        bad.put("practice codes a list", TokenForge.token(c -> c.put("gp_ods_code", new JsonArray().add("A81001"))));
        bad.put("actor without a name", TokenForge.token(c -> c.put("act", new JsonObject())));
        bad.put("actor with a line feed", TokenForge.token(c -> c.put("act", new JsonObject().put("sub", "a\nb"))));
        bad.put("vot a list", TokenForge.token(c -> c.put("vot", new JsonArray().add("P9.Cp"))));
        bad.put(
                "ods not one",
                TokenForge.token(TokenForge.claims().put("ods", "x").put("scope", Caller.READ)));
        bad.put(
                "scope a number",
                TokenForge.token(TokenForge.claims().put("ods", "A81001").put("scope", 1)));
        bad.put(
                "scope a list of what is no text",
                TokenForge.token(TokenForge.claims()
                        .put("ods", "A81001")
                        .put("scope", new JsonArray().add(Caller.READ).add(1))));
        return bad.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void anOddTokenIsBad(String name, String token) {
        assertThat(verify(token)).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void whatIsWrongInFormOrTimeCostsNoLookForAKey() {
        verify(TokenForge.token(c -> c.put("exp", TokenForge.NOW - 100)));
        verify(TokenForge.headed(h -> h.put("jku", "https://evil.test")));
        verify(TokenForge.token(c -> c.put("iss", "other")));
        assertThat(looksForKeys).hasValue(0);
    }

    @Test
    void eachPermittedAlgorithmIsBelieved() {
        String claims = TokenForge.patient().encode();
        for (String algorithm : new String[] {"RS256", "RS512", "PS256"}) {
            assertThat(verify(raw(TokenForge.header().put("alg", algorithm).encode(), claims)))
                    .isInstanceOf(Verified.Known.class);
        }
        String ec = TokenForge.header().put("alg", "ES256").put("kid", "e1").encode();
        assertThat(verify(TokenForge.sign(ec, claims, TokenForge.EC))).isInstanceOf(Verified.Known.class);
        assertThat(verify(TokenForge.headed(h -> h.put("typ", "at+jwt")))).isInstanceOf(Verified.Known.class);
        assertThat(verify(TokenForge.headed(h -> without(h, "typ")))).isInstanceOf(Verified.Known.class);
    }

    @Test
    void anAlgorithmThatTheIssuerDoesNotUseIsBad() {
        TokenSettings only = new TokenSettings(
                "https://issuer.test",
                "slotkeeper",
                Set.of(Algorithm.ES256),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                TokenSettings.Dialect.USUAL,
                10);
        assertThat(verifier(only).verify(TokenForge.token(TokenForge.patient())).result())
                .isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aPatientIsKnownByNumberPracticeAndActor() {
        Verified verified = verify(TokenForge.token(c -> c.put("act", new JsonObject().put("sub", "carer-1"))
                .put("aud", new JsonArray().add("x").add("slotkeeper"))));
        assertThat(verified).isInstanceOfSatisfying(Verified.Known.class, known -> {
            assertThat(known.caller()).isInstanceOf(Caller.Patient.class);
            assertThat(known.caller().key()).isEqualTo("patient:9000000009:by:carer-1");
            assertThat(((Caller.Patient) known.caller()).registeredAt().orElseThrow())
                    .hasToString("A81001");
        });
    }

    @Test
    void aPatientWhoseTokenNamesNoPracticeIsRegisteredNowhereUnlessTheOperatorSaysAnywhere() {
        String token = TokenForge.token(c -> without(c, "gp_ods_code"));
        TokenSettings anywhere = lenient(new TokenSettings.Dialect(ClaimNames.USUAL, true, false));

        assertThat(isRegistered(verify(token))).isFalse();
        assertThat(isRegistered(verify(TokenForge.token(c -> c.putNull("gp_ods_code")))))
                .isFalse();
        assertThat(isRegistered(verifier(anywhere).verify(token).result())).isTrue();
        assertThat(isRegistered(verify(TokenForge.token(TokenForge.patient())))).isTrue();
        String elsewhere = TokenForge.token(c -> c.put("gp_ods_code", "B82002"));
        assertThat(isRegistered(verifier(anywhere).verify(elsewhere).result())).isFalse();
    }

    private static TokenSettings lenient(TokenSettings.Dialect dialect) {
        TokenSettings usual = TokenSettings.of("https://issuer.test", "slotkeeper");
        return new TokenSettings(
                usual.issuer(),
                usual.audience(),
                usual.algorithms(),
                usual.lifetimeMax(),
                usual.leeway(),
                dialect,
                usual.cached());
    }

    /** Keycloak before version 25, among others. */
    @Test
    void anAccessTokenMayHaveANonceWhereTheOperatorSaysSo() {
        String token = TokenForge.token(c -> c.put("nonce", "n"));
        TokenVerifier lenient = verifier(lenient(new TokenSettings.Dialect(ClaimNames.USUAL, false, true)));

        assertThat(verify(token)).isEqualTo(new Verified.Bad(TokenCheck.NO_ACCESS_TOKEN));
        assertThat(lenient.verify(token).result()).isInstanceOf(Verified.Known.class);
        assertThat(lenient.verify(TokenForge.token(c -> c.put("nonce", "n").put("at_hash", "h")))
                        .result())
                .isEqualTo(new Verified.Bad(TokenCheck.NO_ACCESS_TOKEN));
    }

    /** WSO2 says {@code jwt} or {@code application/at+jwt}, others {@code at+JWT}. */
    @ParameterizedTest
    @ValueSource(
            strings = {"jwt", "JWT", "at+jwt", "AT+JWT", "application/at+jwt", "application/JWT", "Application/AT+jwt"})
    void aTypeIsAMediaType(String type) {
        assertThat(verify(TokenForge.headed(h -> h.put("typ", type)))).isInstanceOf(Verified.Known.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/", "text/jwt", "id+jwt", ""})
    void andNoOther(String type) {
        assertThat(verify(TokenForge.headed(h -> h.put("typ", type))))
                .isEqualTo(new Verified.Bad(TokenCheck.MALFORMED));
    }

    @Test
    void aTimeMayHaveAFraction() {
        String token = TokenForge.token(c -> c.put("exp", TokenForge.NOW + 600.5)
                .put("iat", TokenForge.NOW - 0.5)
                .put("nbf", TokenForge.NOW + 30.9));
        assertThat(verify(token)).isInstanceOf(Verified.Known.class);
        clock.pass(Duration.ofSeconds(629));
        assertThat(verify(token)).as("remembered").isInstanceOf(Verified.Known.class);
        clock.pass(Duration.ofSeconds(1));
        assertThat(verify(token)).isEqualTo(new Verified.Bad(TokenCheck.EXPIRED));
    }

    /** A SHA-512 in Base64, and a URN. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                KID_OF_92,
                "urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
            })
    void aKeyIsCalledAsItsIssuerLikes(String kid) {
        KeySet keys = KeySet.read(TokenForge.jwks(TokenForge.jwk(kid, TokenForge.RSA))
                        .toBuffer()
                        .getBytes())
                .keys()
                .orElseThrow();
        TokenVerifier knowing = new TokenVerifier(
                TokenSettings.of("https://issuer.test", "slotkeeper"),
                KeySource.of(keys.byId().get(kid)),
                clock,
                new Meters());
        assertThat(knowing.verify(TokenForge.headed(h -> h.put("kid", kid))).result())
                .isInstanceOf(Verified.Known.class);
    }

    static Stream<Arguments> reasons() {
        long now = TokenForge.NOW;
        return Stream.of(
                Arguments.of(TokenCheck.MALFORMED, TokenForge.headed(h -> h.put("alg", "none"))),
                Arguments.of(TokenCheck.UNKNOWN_KEY, TokenForge.headed(h -> h.put("kid", "k2"))),
                Arguments.of(
                        TokenCheck.BAD_SIGNATURE,
                        TokenForge.sign(
                                TokenForge.header().encode(),
                                TokenForge.patient().encode(),
                                TokenForge.OTHER_RSA)),
                Arguments.of(TokenCheck.WRONG_ISSUER, TokenForge.token(c -> c.put("iss", "https://issuer.test/"))),
                Arguments.of(TokenCheck.WRONG_AUDIENCE, TokenForge.token(c -> c.put("aud", "account"))),
                Arguments.of(TokenCheck.NO_ACCESS_TOKEN, TokenForge.token(c -> c.put("typ", "ID"))),
                Arguments.of(TokenCheck.WRONG_TIMES, TokenForge.token(c -> c.put("exp", "" + (now + 600)))),
                Arguments.of(TokenCheck.NOT_YET_GOOD, TokenForge.token(c -> c.put("nbf", now + 31))),
                Arguments.of(TokenCheck.LIVES_TOO_LONG, TokenForge.token(c -> c.put("exp", now + 3_601))),
                Arguments.of(TokenCheck.EXPIRED, TokenForge.token(c -> c.put("iat", now - 600)
                        .put("exp", now - 30))),
                Arguments.of(TokenCheck.WRONG_CLAIMS, TokenForge.token(c -> c.put("nhs_number", 1))));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void whichCheckDidNotHoldIsSaid(TokenCheck why, String token) {
        assertThat(verify(token)).isEqualTo(new Verified.Bad(why));
    }

    private static boolean isRegistered(Verified verified) {
        Caller caller = ((Verified.Known) verified).caller();
        return ((Caller.Patient) caller).isRegisteredAt(new OdsCode("A81001"));
    }

    @Test
    void aPracticeAndAnotherOrganisationAreKnownByCodeTypeAndScopes() {
        JsonObject practice =
                TokenForge.claims().put("ods", "A81001").put("scope", "openid slots:publish appointments:read");
        assertThat(verify(TokenForge.token(practice))).isInstanceOfSatisfying(Verified.Known.class, known -> assertThat(
                        ((Caller.PracticeSystem) known.caller()).scopes())
                .containsExactlyInAnyOrder(Caller.PUBLISH, Caller.READ));
        assertThat(verify(TokenForge.token(practice.put("org_type", "111"))))
                .isInstanceOfSatisfying(
                        Verified.Known.class, known -> assertThat(((Caller.Organisation) known.caller()).type())
                                .isEqualTo("111"));
    }

    /** Roles and permissions are one. */
    @Test
    void scopesMayBeAList() {
        JsonArray scopes = new JsonArray().add(Caller.READ).add("openid").add("slots:publish appointments:write");
        Verified verified =
                verify(TokenForge.token(TokenForge.claims().put("ods", "A81001").put("scope", scopes)));
        assertThat(verified)
                .isEqualTo(new Verified.Known(new Caller.PracticeSystem(new OdsCode("A81001"), Set.of(Caller.READ))));
    }

    @Test
    void aGoodTokenWithTooLittleIdentityIsInsufficient() {
        Verified insufficient = new Verified.Insufficient();
        assertThat(verify(TokenForge.token(c -> c.put("vot", "P5.Cp.Cd")))).isEqualTo(insufficient);
        assertThat(verify(TokenForge.token(c -> c.put("vot", "P0")))).isEqualTo(insufficient);
        assertThat(verify(TokenForge.token(c -> without(c, "vot")))).isEqualTo(insufficient);
        assertThat(verify(TokenForge.token(c -> c.put("identity_proofing_level", "P5"))))
                .isEqualTo(insufficient);
        assertThat(verify(TokenForge.token(TokenForge.claims()))).isEqualTo(insufficient);
        assertThat(verify(TokenForge.token(TokenForge.claims().put("ods", "A81001"))))
                .isEqualTo(insufficient);
        assertThat(verify(TokenForge.token(
                        TokenForge.claims().put("ods", "A81001").put("scope", "email"))))
                .isEqualTo(insufficient);
    }

    @Test
    void aTokenIsGoodUntilHalfAMinuteAfterItsEndAndRememberedNoLonger() {
        String token = TokenForge.token(TokenForge.patient());
        assertThat(verify(token)).isInstanceOf(Verified.Known.class);
        clock.pass(Duration.ofSeconds(629));
        assertThat(verify(token)).isInstanceOf(Verified.Known.class);
        assertThat(looksForKeys)
                .as("looks for keys: the second time it is remembered")
                .hasValue(1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(verify(token)).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aRememberedTokenIsVerifiedAgainWhenTheKeysChanged() {
        String token = TokenForge.token(TokenForge.patient());
        verify(token);
        generation.incrementAndGet();
        assertThat(verify(token)).isInstanceOf(Verified.Known.class);
        assertThat(looksForKeys).hasValue(2);
    }

    /** Its key may be among those that are gone. */
    @Test
    void aTokenIsVerifiedAgainIfTheKeysChangedWhileItWasVerified() {
        String token = TokenForge.token(TokenForge.patient());
        isChanging.set(true);
        verify(token);
        isChanging.set(false);
        verify(token);
        assertThat(looksForKeys).hasValue(2);
        verify(token);
        assertThat(looksForKeys).hasValue(2);
    }

    private static JsonObject without(JsonObject object, String name) {
        object.remove(name);
        return object;
    }

    private static JsonArray many() {
        return new JsonArray(IntStream.range(0, 200)
                .mapToObj(at -> at == 100 ? "slotkeeper" : "a" + at)
                .collect(Collectors.toList()));
    }

    private static String zeros() {
        String signed = TokenForge.sign(
                TokenForge.header().put("alg", "ES256").put("kid", "e1").encode(),
                TokenForge.patient().encode(),
                TokenForge.EC);
        return signed.substring(0, signed.lastIndexOf('.') + 1) + Base64Url.encode(new byte[64]);
    }

    /** A 2,048-bit signature ends in a letter that has four bits to spare. */
    private static String withStrayBits(String token) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = letters.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + letters.charAt(last | 1);
    }
}
