package org.slotkeeper.assembly;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slotkeeper.api.fhir.OperationOutcomes;
import org.slotkeeper.config.SlotkeeperConfig.IdentitySection;
import org.slotkeeper.identity.Algorithm;
import org.slotkeeper.identity.DemoIssuer;
import org.slotkeeper.identity.DemoKeys;
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
                new TokenSettings.Leniency(identity.registeredAnywhere(), identity.nonceTaken()),
                CACHED_MAX);
    }

    static JwksSettings jwksSettings(IdentitySection identity) {
        return JwksSettings.of(URI.create(identity.jwksUrl()));
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
