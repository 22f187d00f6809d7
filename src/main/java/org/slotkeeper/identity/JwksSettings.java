package org.slotkeeper.identity;

import java.net.URI;
import java.time.Duration;

/**
 * Where an issuer publishes its keys and how patient we are with it.
 *
 * @param url asked for exactly, without following anybody elsewhere
 * @param refreshEvery at most so often are the keys fetched because a token names one that is
 * unknown
 * @param freshFor after so long the keys are fetched again, while the ones we have serve on
 * @param goodFor after so long without a successful fetch nobody is believed any more
 */
public record JwksSettings(URI url, Duration timeout, Duration refreshEvery, Duration freshFor, Duration goodFor) {

    public JwksSettings {
        boolean loopback = "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
        require(
                url.getHost() != null
                        && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback)),
                "identity.jwksUrl must be https (http only to this machine)");
        require(!timeout.isNegative() && !timeout.isZero(), "identity.jwksTimeout must be above zero");
        require(!refreshEvery.isNegative() && !refreshEvery.isZero(), "identity.jwksRefreshEvery must be above zero");
        require(freshFor.compareTo(refreshEvery) >= 0, "identity.jwksFreshFor must be at least jwksRefreshEvery");
        require(goodFor.compareTo(freshFor) >= 0, "identity.jwksGoodFor must be at least jwksFreshFor");
    }

    public static JwksSettings of(URI url) {
        return new JwksSettings(
                url, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(24));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
