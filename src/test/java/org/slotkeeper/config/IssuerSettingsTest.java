package org.slotkeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.testing.Certificate;

/** What the settings of an issuer may be; each fault is one sentence that begins with its key. */
final class IssuerSettingsTest {

    @TempDir
    private Path directory;

    private static SlotkeeperConfig.IdentitySection with(String... settings) {
        return SlotkeeperConfig.of(ConfigTree.defaults().withFlags(List.of(settings)))
                .identity();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://issuer.test/keys",
                "https://issuer.test",
                "https://issuer.test:8443/realms/x/protocol/openid-connect/certs",
                "https://issuer.test/discovery/v2.0/keys?appid=00000000-0000-0000-0000-000000000001&p=b2c_1",
                "https://10.0.0.1:65535/",
                "https://[2001:db8::1]:443/keys",
                "http://127.0.0.1:1/keys",
                "http://localhost/keys",
                "http://[::1]:8080/keys"
            })
    void anAddressOfKeys(String url) {
        assertThat(with("identity.jwksUrl=" + url).keys().jwksUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "issuer.test/keys, 'identity.jwksUrl must be https://host/path (http only to this machine), not issuer.test/keys'",
        "/keys, identity.jwksUrl must be https://host/path",
        "ftp://127.0.0.1/keys, identity.jwksUrl must be https://host/path",
        "file:///etc/keys, identity.jwksUrl must be https://host/path",
        "https:///keys, identity.jwksUrl must be https://host/path",
        "https://issuer.test/{tenant}/keys, identity.jwksUrl must be https://host/path",
        "https://issuer.test/a b, identity.jwksUrl must be https://host/path",
        "http://issuer.test/keys, 'identity.jwksUrl must be https (http only to localhost, 127.0.0.1 or [::1])'",
        "http://127.0.0.1.issuer.test/keys, 'identity.jwksUrl must be https (http only to localhost'",
        "https://user:secret@issuer.test/keys, identity.jwksUrl must not name a user",
        "https://@issuer.test/keys, identity.jwksUrl must not name a user",
        "https://issuer.test/keys#first, identity.jwksUrl must not have a fragment",
        "https://issuer.test:0/keys, 'identity.jwksUrl must have a port of 1 to 65535, or none'",
        "https://issuer.test:65536/keys, identity.jwksUrl must have a port of 1 to 65535",
        "https://issuer.test:99999999999/keys, identity.jwksUrl must have a port of 1 to 65535",
        "https://issuer.test:/keys, identity.jwksUrl must have a port of 1 to 65535",
        "https://issuer_1.test/keys, 'identity.jwksUrl names issuer_1.test, for which no certificate can be checked'"
    })
    void whatIsNoAddressOfKeys(String url, String sentence) {
        assertThatThrownBy(() -> with("identity.jwksUrl=" + url))
                .isInstanceOf(BadConfig.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy:3128", "squid_proxy:1", "10.0.0.1:65535", "[::1]:8080"})
    void aProxy(String proxy) {
        assertThat(with("identity.proxy=" + proxy).keys().proxy()).isEqualTo(proxy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "http://proxy:3128",
                "proxy:0",
                "proxy:65536",
                "proxy:3128/",
                "user:secret@proxy:3128",
                "::1:8080",
                ":3128"
            })
    void whatIsNoProxy(String proxy) {
        assertThatThrownBy(() -> with("identity.proxy=" + proxy))
                .isInstanceOf(BadConfig.class)
                .hasMessage("identity.proxy must be host:port of an HTTP proxy, without a scheme or a user");
    }

    @Test
    void authoritiesAreCertificatesInPem() throws IOException {
        Certificate one = Certificate.of(directory, "one", "ip:127.0.0.1");
        Certificate other = Certificate.of(directory, "other", "ip:127.0.0.1");
        Path both = Files.writeString(directory.resolve("both"), one.text() + "\n" + other.text());

        assertThat(with("identity.caFile=" + both).keys().caFile()).isEqualTo(both.toString());
        assertThatThrownBy(() -> with("identity.caFile=/not/there"))
                .isInstanceOf(BadConfig.class)
                .hasMessage("identity.caFile names /not/there, which cannot be read");
        for (Path none : List.of(
                Files.writeString(directory.resolve("empty"), ""),
                Files.writeString(directory.resolve("prose"), "here is no certificate"),
                Files.writeString(directory.resolve("cut"), one.text().substring(0, 200)),
                Files.write(directory.resolve("binary"), der(one)),
                one.keyFile())) {
            assertThatThrownBy(() -> with("identity.caFile=" + none))
                    .as("%s", none)
                    .isInstanceOf(BadConfig.class)
                    .hasMessage(
                            "identity.caFile names " + none + ", which must hold certificates in PEM and nothing else");
        }
    }

    private static byte[] der(Certificate certificate) {
        return Base64.getMimeDecoder().decode(certificate.text().replaceAll("-----.*-----", ""));
    }

    @Test
    void claimsMayBeCalledAsTheIssuerLikes() {
        SlotkeeperConfig.IssuerClaims claims = with(
                        "identity.nhsNumberClaim=https://issuer.test/nhs_number", "identity.scopeClaim=roles")
                .claims();
        assertThat(claims.nhsNumberClaim()).isEqualTo("https://issuer.test/nhs_number");
        assertThat(claims.scopeClaim()).isEqualTo("roles");
        assertThat(claims.organisationClaim()).isEqualTo("ods");
    }

    @ParameterizedTest
    @CsvSource({
        "nhsNumberClaim, ''",
        "practiceClaim, 'a b'",
        "levelClaim, aud",
        "organisationClaim, nhs_number",
        "organisationTypeClaim, scope",
        "scopeClaim, ods"
    })
    void butEachByANameOfItsOwn(String key, String name) {
        assertThatThrownBy(() -> with("identity." + key + '=' + name))
                .isInstanceOf(BadConfig.class)
                .hasMessageStartingWith("identity.")
                .hasMessageContaining("must be a claim's name that no other key here has");
    }
}
