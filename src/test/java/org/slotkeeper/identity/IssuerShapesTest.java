package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.identity.KeyServer.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.TokenCheck;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;

/** Key sets and tokens in the shapes of the issuers in {@code src/docs/ISSUERS.md}, under the settings that it names, signed and served here. */
class IssuerShapesTest {

    private static final String KEYCLOAK = "https://id.test/realms/booking";
    private static final String TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";
    private static final String ENTRA = "https://login.microsoftonline.com/" + TENANT + "/v2.0";
    private static final String AUTH0 = "https://booking.eu.auth0.com/";
    private static final String NAMESPACE = "https://booking.test/";
    private static final String NHS_LOGIN = "https://auth.login.nhs.uk";
    private static final Caller PATIENT = new Caller.Patient(
            NhsNumber.parse("9000000009"), Optional.of(new OdsCode("A81001")), false, Optional.empty());
    private static final Caller PRACTICE =
            new Caller.PracticeSystem(new OdsCode("A81001"), Set.of(Caller.PUBLISH, Caller.READ));

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private static TokenSettings settings(
            String issuer, String audience, Duration lifetimeMax, TokenSettings.Dialect dialect) {
        TokenSettings usual = TokenSettings.of(issuer, audience);
        return new TokenSettings(
                issuer, audience, usual.algorithms(), lifetimeMax, usual.leeway(), dialect, usual.cached());
    }

    private static TokenSettings settings(String issuer, String audience) {
        return settings(issuer, audience, Duration.ofHours(1), TokenSettings.Dialect.USUAL);
    }

    private static TokenSettings settings(String issuer, String audience, ClaimNames names) {
        return settings(issuer, audience, Duration.ofHours(24), new TokenSettings.Dialect(names, false, false));
    }

    private Verified verify(TokenSettings settings, JsonObject header, JsonObject claims, JsonObject... keys) {
        KeyServer issuer = new KeyServer(vertx);
        issuer.publishes(keys);
        JwksSettings published = issuer.settings(Patience.LONG);
        Jwks jwks = new Jwks(published, new KeyFetch(vertx, published), clock, new Meters());
        String token = TokenForge.sign(header.encode(), claims.encode(), TokenForge.RSA);
        return await(new TokenVerifier(settings, jwks, clock, new Meters()).verify(token));
    }

    private static JsonObject header(String algorithm) {
        return TokenForge.header().put("alg", algorithm);
    }

    private static JsonObject claims(String issuer, Object audience, long lifetimeSeconds) {
        return new JsonObject()
                .put("iss", issuer)
                .put("aud", audience)
                .put("sub", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
                .put("iat", TokenForge.NOW)
                .put("exp", TokenForge.NOW + lifetimeSeconds);
    }

    /** With the chain of certificates that most issuers add. */
    private static JsonObject key() {
        return TokenForge.jwk("k1", TokenForge.RSA)
                .put("x5t", "nzOXK0xqtSWrNEVKjZUHWeYcWzM")
                .put("x5c", new JsonArray().add("MIIC" + "A".repeat(1_000)));
    }

    private static JsonObject keycloak(String audience) {
        return claims(KEYCLOAK, new JsonArray().add(audience).add("account"), 300)
                .put("auth_time", TokenForge.NOW - 5)
                .put("jti", "onrtac:2f6ad6b5-6b8b-4e29-94c2-2b3c7f6b0d11")
                .put("typ", "Bearer")
                .put("azp", "booking-app")
                .put("sid", "2c1bbd7e-3a50-4c0b-9d2a-f1dd0d5a7d37")
                .put("acr", "1")
                .put("allowed-origins", new JsonArray().add("https://app.test"))
                .put("realm_access", new JsonObject().put("roles", new JsonArray().add("offline_access")))
                .put(
                        "resource_access",
                        new JsonObject()
                                .put("account", new JsonObject().put("roles", new JsonArray().add("view-profile"))))
                .put("email_verified", false)
                .put("preferred_username", "somebody");
    }

    private static JsonObject[] keycloakKeys() {
        return new JsonObject[] {
            TokenForge.jwk("enc", TokenForge.OTHER_RSA).put("use", "enc").put("alg", "RSA-OAEP"),
            key().put("alg", "RS256").put("x5t#S256", "p0eC")
        };
    }

    @Test
    void keycloakWithAPatientsAttributesMappedToTheUsualNames() {
        JsonObject claims = keycloak("slotkeeper")
                .put("scope", "openid profile")
                .put("nhs_number", "9000000009")
                .put("gp_ods_code", "A81001")
                .put("vot", "P9.Cp.Cd");
        assertThat(verify(settings(KEYCLOAK, "slotkeeper"), header("RS256"), claims, keycloakKeys()))
                .isEqualTo(new Verified.Known(PATIENT));
    }

    @Test
    void keycloaksServiceAccountOfAPractice() {
        JsonObject claims = keycloak("slotkeeper")
                .put("scope", "email slots:publish appointments:read")
                .put("client_id", "practice-system")
                .put("ods", "A81001");
        assertThat(verify(settings(KEYCLOAK, "slotkeeper"), header("RS256"), claims, keycloakKeys()))
                .isEqualTo(new Verified.Known(PRACTICE));
    }

    @Test
    void keycloakWithoutAnAudienceMapperIsForSomebodyElse() {
        JsonObject claims =
                keycloak("another-api").put("nhs_number", "9000000009").put("vot", "P9.Cp.Cd");
        assertThat(verify(settings(KEYCLOAK, "slotkeeper"), header("RS256"), claims, keycloakKeys()))
                .isEqualTo(new Verified.Bad(TokenCheck.WRONG_AUDIENCE));
    }

    private static JsonObject entra() {
        return claims(ENTRA, "11112222-3333-4444-5555-666677778888", 4_531)
                .put("nbf", TokenForge.NOW)
                .put("aio", "ATQAy/8TAAAA")
                .put("azp", "99998888-7777-6666-5555-444433332222")
                .put("azpacr", "1")
                .put("name", "Receptionist")
                .put("oid", "aaaabbbb-0000-cccc-1111-dddd2222eeee")
                .put("rh", "0.AX0A")
                .put("tid", TENANT)
                .put("uti", "uti-of-the-token")
                .put("ver", "2.0");
    }

    private static JsonObject entraHeader() {
        return header("RS256").put("x5t", "nzOXK0xqtSWrNEVKjZUHWeYcWzM");
    }

    private static ClaimNames entraNames(String scope) {
        return new ClaimNames("nhs_number", "gp_ods_code", "vot", "extn.ods", "org_type", scope);
    }

    /** Its keys name no algorithm, and say by whom they are used. */
    @Test
    void entraWithAnExtensionForTheOrganisationAndRolesForScopes() {
        JsonObject claims = entra().put("extn.ods", "A81001")
                .put(
                        "roles",
                        new JsonArray()
                                .add("slots:publish")
                                .add("appointments:read")
                                .add("Another.Role"));
        TokenSettings settings = settings(ENTRA, "11112222-3333-4444-5555-666677778888", entraNames("roles"));
        assertThat(verify(settings, entraHeader(), claims, key().put("issuer", ENTRA)))
                .isEqualTo(new Verified.Known(PRACTICE));
    }

    @Test
    void entraWithDelegatedScopes() {
        JsonObject claims = entra().put("extn.ods", "A81001").put("scp", "slots:publish appointments:read");
        TokenSettings settings = settings(ENTRA, "11112222-3333-4444-5555-666677778888", entraNames("scp"));
        assertThat(verify(settings, entraHeader(), claims, key())).isEqualTo(new Verified.Known(PRACTICE));
        assertThat(verify(settings, entraHeader(), entra().put("ods", "A81001").put("scp", "slots:publish"), key()))
                .as("a claim by the usual name means nothing under another setting")
                .isEqualTo(new Verified.Insufficient());
    }

    @Test
    void entraWithContinuousAccessEvaluationLivesTooLong() {
        JsonObject claims =
                entra().put("exp", TokenForge.NOW + Duration.ofHours(27).toSeconds());
        TokenSettings settings = settings(ENTRA, "11112222-3333-4444-5555-666677778888", entraNames("roles"));
        assertThat(verify(settings, entraHeader(), claims, key()))
                .isEqualTo(new Verified.Bad(TokenCheck.LIVES_TOO_LONG));
    }

    private static JsonObject auth0() {
        JsonArray audience = new JsonArray().add("https://booking.test/api").add(AUTH0 + "userinfo");
        return claims(AUTH0, audience, 86_400).put("azp", "my_client_id");
    }

    private static final ClaimNames AUTH0_NAMES = new ClaimNames(
            NAMESPACE + "nhs_number",
            NAMESPACE + "gp_ods_code",
            NAMESPACE + "level",
            NAMESPACE + "ods",
            NAMESPACE + "org_type",
            "permissions");

    @Test
    void auth0WithNamespacedClaimsOfAPatient() {
        JsonObject claims = auth0().put("scope", "openid profile")
                .put(NAMESPACE + "nhs_number", "9000000009")
                .put(NAMESPACE + "gp_ods_code", "A81001")
                .put(NAMESPACE + "level", "P9.Cp.Cd");
        assertThat(verify(
                        settings(AUTH0, "https://booking.test/api", AUTH0_NAMES),
                        header("RS256"),
                        claims,
                        key().put("alg", "RS256")))
                .isEqualTo(new Verified.Known(PATIENT));
    }

    @Test
    void auth0sPermissionsOfAMachine() {
        JsonObject claims = auth0().put("gty", "client-credentials")
                .put("scope", "slots:publish")
                .put("permissions", new JsonArray().add("slots:publish").add("appointments:read"))
                .put(NAMESPACE + "ods", "A81001");
        assertThat(verify(
                        settings(AUTH0, "https://booking.test/api", AUTH0_NAMES),
                        header("RS256").put("typ", "at+jwt"),
                        claims,
                        key().put("alg", "RS256")))
                .isEqualTo(new Verified.Known(PRACTICE));
    }

    @Test
    void auth0sIssuerEndsInASlash() {
        TokenSettings without = settings("https://booking.eu.auth0.com", "https://booking.test/api", AUTH0_NAMES);
        assertThat(verify(without, header("RS256"), auth0(), key()))
                .isEqualTo(new Verified.Bad(TokenCheck.WRONG_ISSUER));
    }

    private static JsonObject nhsLogin(String use) {
        return claims(NHS_LOGIN, "booking-app", 3_600)
                .put("vtm", NHS_LOGIN + "/trustmark/auth.login.nhs.uk")
                .put("vot", "P9.Cp.Cd")
                .put("token_use", use)
                .put("auth_time", TokenForge.NOW - 1)
                .put("jti", "d2a1f4a2-6b7c-4a68-9d52-70a3a2a4c1ce");
    }

    private static JsonObject[] nhsLoginKeys() {
        return new JsonObject[] {key().put("alg", "RS512")};
    }

    @Test
    void nhsLoginsIdTokenSaysWhoSignedInAndOpensNothing() {
        JsonObject claims = nhsLogin("id")
                .put("nhs_number", "9000000009")
                .put("identity_proofing_level", "P9")
                .put("family_name", "SOMEBODY")
                .put("birthdate", "1970-01-01");
        assertThat(verify(settings(NHS_LOGIN, "booking-app"), header("RS512"), claims, nhsLoginKeys()))
                .isEqualTo(new Verified.Bad(TokenCheck.NO_ACCESS_TOKEN));
    }

    @Test
    void nhsLoginsAccessTokenHasNoNhsNumber() {
        JsonObject claims = nhsLogin("access").put("scope", "openid profile gp_registration_details");
        assertThat(verify(settings(NHS_LOGIN, "booking-app"), header("RS512"), claims, nhsLoginKeys()))
                .isEqualTo(new Verified.Insufficient());
    }

    /** An issuer of one's own has taken over what NHS login said, under the names that it has there. */
    @Test
    void whatNhsLoginSaidInATokenOfAnIssuerOfOnesOwn() {
        JsonObject claims = keycloak("slotkeeper")
                .put("scope", "openid")
                .put("nhs_number", "9000000009")
                .put("gp_ods_code", "A81001")
                .put("identity_proofing_level", "P9");
        TokenSettings settings = settings(KEYCLOAK, "slotkeeper");
        assertThat(verify(settings, header("RS256"), claims.copy().put("vot", "P9.Cp.Cd"), keycloakKeys()))
                .isEqualTo(new Verified.Known(PATIENT));
        assertThat(verify(settings, header("RS256"), claims.copy().put("vot", "P5.Cp.Cd"), keycloakKeys()))
                .isEqualTo(new Verified.Insufficient());
    }

    /** What CIS2 says of a person's roles is in lists of objects, of which nothing is read here. */
    @Test
    void cis2sRolesAreNotReadUntilAnIssuerOfOnesOwnHasChosenOne() {
        JsonObject claims = keycloak("slotkeeper")
                .put("scope", "openid slots:publish appointments:read")
                .put("nhsid_useruid", "555043308597")
                .put("acr", "AAL3_ANY")
                .put(
                        "nhsid_nrbac_roles",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("person_roleid", "555254242102")
                                        .put("org_code", "A81001")
                                        .put("role_code", "S8000:G8000:R8001")));
        TokenSettings settings = settings(KEYCLOAK, "slotkeeper");
        assertThat(verify(settings, header("RS256"), claims, keycloakKeys())).isEqualTo(new Verified.Insufficient());
        assertThat(verify(settings, header("RS256"), claims.copy().put("ods", "A81001"), keycloakKeys()))
                .isEqualTo(new Verified.Known(PRACTICE));
    }
}
