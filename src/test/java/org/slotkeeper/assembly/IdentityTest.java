package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.SlotkeeperConfig.IdentitySection;
import org.slotkeeper.identity.ClaimNames;
import org.slotkeeper.identity.IssuerAddress;
import org.slotkeeper.identity.JwksSettings;
import org.slotkeeper.identity.KeyFetch;
import org.slotkeeper.testing.Certificate;

/** What the configuration takes of an issuer is what the room of tokens is told. */
final class IdentityTest {

    private static IdentitySection with(String... settings) {
        return SlotkeeperConfig.of(ConfigTree.defaults().withFlags(List.of(settings)))
                .identity();
    }

    @Test
    void theWayToTheKeysIsHandedOnWithTheFilesContent(@TempDir Path directory) {
        Certificate authority = Certificate.of(directory, "authority", "ip:127.0.0.1");
        IdentitySection identity = with(
                "identity.jwksUrl=https://issuer.test/keys?x=1",
                "identity.proxy=[::1]:3128",
                "identity.caFile=" + authority.file());

        JwksSettings settings = Identity.jwksSettings(identity.keys());

        assertThat(settings.address().url()).isEqualTo(URI.create("https://issuer.test/keys?x=1"));
        assertThat(settings.address().proxy()).contains(new IssuerAddress.Proxy("::1", 3128));
        assertThat(settings.address().authorities()).contains(authority.text());
    }

    @Test
    void whatIsTakenCanBeUsed() {
        Vertx vertx = Vertx.vertx();
        for (String url : List.of(
                "https://issuer.test",
                "https://issuer.test:8443/keys?appid=1",
                "https://[2001:db8::1]:443/keys",
                "http://127.0.0.1:1/keys",
                "http://localhost/keys",
                "http://[::1]:8080/keys")) {
            IdentitySection identity = with("identity.jwksUrl=" + url, "identity.proxy=squid_proxy:3128");
            assertThat(new KeyFetch(vertx, Identity.jwksSettings(identity.keys())))
                    .as(url)
                    .isNotNull();
        }
        assertThat(vertx.close()).isNotNull();
    }

    @Test
    void aTokensClaimsAreCalledAsTheConfigurationSays() {
        IdentitySection identity = with(
                "identity.issuer=https://issuer.test",
                "identity.nhsNumberClaim=a",
                "identity.practiceClaim=b",
                "identity.levelClaim=c",
                "identity.organisationClaim=d",
                "identity.organisationTypeClaim=e",
                "identity.scopeClaim=f");

        assertThat(Identity.tokenSettings(identity).dialect().claims())
                .isEqualTo(new ClaimNames("a", "b", "c", "d", "e", "f"));
        assertThat(Identity.tokenSettings(with("identity.issuer=https://issuer.test"))
                        .dialect()
                        .claims())
                .isEqualTo(ClaimNames.USUAL);
    }
}
