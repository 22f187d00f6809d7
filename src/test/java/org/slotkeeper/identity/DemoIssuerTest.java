package org.slotkeeper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.MovableClock;

class DemoIssuerTest {

    private static final DemoKeys KEYS = DemoKeys.generate(new SecureRandom());

    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(TokenForge.NOW));
    private final TokenSettings settings = TokenSettings.of("https://demo.test", "slotkeeper");
    private final DemoIssuer issuer = new DemoIssuer(
            KEYS,
            settings,
            clock,
            failure -> new EngineAnswer(failure.status(), Map.of(), Buffer.buffer(), failure.code()));

    private EngineAnswer ask(String form) {
        return issuer.handlers()
                .get(DemoApi.DEMO_TOKEN)
                .answer(AllRoutes.asking(AllRoutes.of(DemoApi.DEMO_TOKEN), form))
                .result();
    }

    private Caller bearer(KeySource keys, String form) {
        JsonObject answer = ask(form).body().toJsonObject();
        assertThat(answer.fieldNames()).containsExactly("access_token", "token_type", "expires_in");
        assertThat(answer.getString("token_type")).isEqualTo("Bearer");
        TokenVerifier verifier = new TokenVerifier(settings, keys, clock, new Meters());
        return ((Verified.Known)
                        verifier.verify(answer.getString("access_token")).result())
                .caller();
    }

    @Test
    void aVerifierInTheSameProcessBelievesItsTokens() {
        assertThat(bearer(issuer.keySource(), "nhs_number=9000000009&practice=A81001")
                        .key())
                .isEqualTo("patient:9000000009");
        assertThat(bearer(issuer.keySource(), "nhs_number=9000000009")).isInstanceOf(Caller.Patient.class);
        assertThat(((Caller.PracticeSystem) bearer(issuer.keySource(), "ods=A81001")).scopes())
                .hasSize(3);
        assertThat(((Caller.Organisation) bearer(issuer.keySource(), "ods=NHS111&org_type=111")).type())
                .isEqualTo("111");
    }

    @Test
    void aVerifierElsewhereBelievesThemByThePublishedKeys() {
        EngineAnswer published =
                issuer.handlers().get(DemoApi.JWKS).answer(null).result();
        VerificationKey key = KeySet.read(published.body().getBytes())
                .keys()
                .orElseThrow()
                .byId()
                .values()
                .iterator()
                .next();
        assertThat(bearer(KeySource.of(key), "ods=A81001").key()).isEqualTo("practice:A81001");
        assertThat(published.body().toString()).doesNotContain("\"d\"", "\"p\"");
    }

    @Test
    void theLifetimeIsAsAskedUpToTheLongestThatIsBelieved() {
        assertThat(ask("ods=A81001").body().toJsonObject().getInteger("expires_in"))
                .isEqualTo(3600);
        assertThat(ask("ods=A81001&ttl=1").body().toJsonObject().getInteger("expires_in"))
                .isEqualTo(1);
        assertThat(ask("ods=A81001&ttl=3601").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nhs_number=9000000008",
                "nhs_number=1",
                "practice=A81001",
                "ods=x",
                "ods=A81001&nhs_number=9000000009",
                "nhs_number=9000000009&practice=x",
                "nhs_number=9000000009&org_type=111",
                "ods=A81001&org_type=",
                "ods=A81001&org_type=a%0ab",
                "ods=A81001&ods=A81002",
                "ods=A81001&scope=x",
                "ods=%zz",
                "ods=A81001&ttl=0",
                "ods=A81001&ttl=-1",
                "ods=A81001&ttl=x",
                "{\"ods\":1}"
            })
    void aFormThatIsNotAsItShouldBeIs400(String form) {
        assertThat(ask(form).status()).isEqualTo(400);
        assertThat(ask(form).code()).isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void aKeyKeptInAFileIsTheSameAfterARestartAndItsOwnersOnly(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("demo.key");
        DemoKeys made = DemoKeys.loadOrGenerate(file, new SecureRandom());
        DemoKeys read = DemoKeys.loadOrGenerate(file, new SecureRandom());
        assertThat(read.id()).isEqualTo(made.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.writeString(file, "not a key");
        assertThatThrownBy(() -> DemoKeys.loadOrGenerate(file, new SecureRandom()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it");
    }
}
