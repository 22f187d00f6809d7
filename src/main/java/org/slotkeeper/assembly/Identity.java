package org.slotkeeper.assembly;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.api.fhir.OperationOutcomes;
import org.slotkeeper.config.SlotkeeperConfig.IdentitySection;
import org.slotkeeper.config.SlotkeeperConfig.IssuerClaims;
import org.slotkeeper.config.SlotkeeperConfig.IssuerKeys;
import org.slotkeeper.identity.Algorithm;
import org.slotkeeper.identity.ClaimNames;
import org.slotkeeper.identity.DemoIssuer;
import org.slotkeeper.identity.DemoKeys;
import org.slotkeeper.identity.IssuerAddress;
import org.slotkeeper.identity.JwksSettings;
import org.slotkeeper.identity.TokenSettings;
import org.slotkeeper.platform.CannotRun;

/** Whose tokens a process believes. */
public final class Identity {

    /** The issuer of the demonstration, which no real process may trust. */
    public static final String DEMO_ISSUER = "https://demo.slotkeeper.org";

    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final int CACHED_MAX = 200_000;

    private Identity() {}

    static TokenSettings tokenSettings(IdentitySection identity) {
        return new TokenSettings(
                identity.issuer(),
                identity.audience(),
                Set.of(Algorithm.values()),
                identity.tokenLifeMax(),
                LEEWAY,
                new TokenSettings.Dialect(
                        names(identity.claims()), identity.registeredAnywhere(), identity.nonceTaken()),
                CACHED_MAX);
    }

    private static ClaimNames names(IssuerClaims claims) {
        return new ClaimNames(
                claims.nhsNumberClaim(),
                claims.practiceClaim(),
                claims.levelClaim(),
                claims.organisationClaim(),
                claims.organisationTypeClaim(),
                claims.scopeClaim());
    }

    /** Reads the file of authorities, once for the process. Blocks: for the start. */
    static JwksSettings jwksSettings(IssuerKeys keys) {
        Optional<IssuerAddress.Proxy> proxy =
                Optional.of(keys.proxy()).filter(text -> !text.isEmpty()).map(Identity::proxy);
        Optional<String> authorities =
                Optional.of(keys.caFile()).filter(file -> !file.isEmpty()).map(Identity::text);
        return JwksSettings.of(new IssuerAddress(URI.create(keys.jwksUrl()), proxy, authorities));
    }

    private static IssuerAddress.Proxy proxy(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
        return new IssuerAddress.Proxy(host, Integer.parseInt(text.substring(colon + 1)));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException cause) {
            throw new CannotRun("identity.caFile names " + file + ", which cannot be read", cause);
        }
    }

    public static DemoIssuer demoIssuer(Path keyFile, IdentitySection identity, Clock clock, Chance chance) {
        try {
            DemoKeys keys = DemoKeys.loadOrGenerate(keyFile, chance.random());
            return new DemoIssuer(keys, tokenSettings(identity), clock, new OperationOutcomes());
        } catch (IOException cause) {
            throw new CannotRun("the demonstration's key " + keyFile + " cannot be read or written", cause);
        }
    }
}
