package org.slotkeeper.identity;

import java.time.Duration;

/**
 * How patient we are with an issuer that publishes its keys.
 *
 * @param refreshEvery how long it takes until one more look for an unknown key is allowed, after a
 * few at once
 * @param freshFor after so long the keys are fetched again, while the ones we have serve on
 * @param goodFor after so long without a successful fetch nobody is believed any more
 */
public record JwksSettings(
        IssuerAddress address, Duration timeout, Duration refreshEvery, Duration freshFor, Duration goodFor) {

    public JwksSettings {
        require(!timeout.isNegative() && !timeout.isZero(), "the timeout must be above zero");
        require(!refreshEvery.isNegative() && !refreshEvery.isZero(), "refreshEvery must be above zero");
        require(freshFor.compareTo(refreshEvery) >= 0, "freshFor must be at least refreshEvery");
        require(goodFor.compareTo(freshFor) >= 0, "goodFor must be at least freshFor");
    }

    public static JwksSettings of(IssuerAddress address) {
        return new JwksSettings(
                address, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(24));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
