package org.slotkeeper.identity;

import java.time.Duration;
import java.util.Set;

/**
 * Which tokens are good.
 *
 * @param issuer the {@code iss} they must have, letter by letter
 * @param audience what must be among their {@code aud}
 * @param algorithms the ones this issuer signs with
 * @param lifetimeMax the longest time from {@code iat} to {@code exp} that is believed
 * @param leeway by how much the issuer's clock may differ from ours
 * @param dialect how this issuer's tokens differ from those of others
 * @param cached how many verified tokens are remembered, so that a busy caller's token is verified
 * once
 */
public record TokenSettings(
        String issuer,
        String audience,
        Set<Algorithm> algorithms,
        Duration lifetimeMax,
        Duration leeway,
        Dialect dialect,
        int cached) {

    /**
     * @param claims what it calls those about the bearer
     * @param registeredAnywhere whether a patient whose token names no practice counts as
     * registered at every one, in place of none
     * @param nonceTaken whether access tokens may have a {@code nonce}, which in others is an ID
     * token's
     */
    public record Dialect(ClaimNames claims, boolean registeredAnywhere, boolean nonceTaken) {

        public static final Dialect USUAL = new Dialect(ClaimNames.USUAL, false, false);
    }

    private static final Duration LIFETIME_LIMIT = Duration.ofHours(24);
    private static final Duration LEEWAY_LIMIT = Duration.ofMinutes(2);

    public TokenSettings {
        algorithms = Set.copyOf(algorithms);
        require(!issuer.isBlank(), "identity.issuer must not be empty");
        require(!audience.isBlank(), "identity.audience must not be empty");
        require(!algorithms.isEmpty(), "identity.algorithms must name one at least");
        require(
                lifetimeMax.compareTo(Duration.ZERO) > 0 && lifetimeMax.compareTo(LIFETIME_LIMIT) <= 0,
                "identity.tokenLifeMax must be above zero and at most PT24H");
        require(
                !leeway.isNegative() && leeway.compareTo(LEEWAY_LIMIT) <= 0,
                "identity.leeway must be from zero to PT2M");
        require(cached >= 0 && cached <= 1_000_000, "identity.cached must be from 0 to 1000000");
    }

    /**
     * For an issuer that is otherwise as most are: an hour, half a minute, a hundred thousand
     * tokens.
     */
    public static TokenSettings of(String issuer, String audience) {
        return new TokenSettings(
                issuer,
                audience,
                Set.of(Algorithm.values()),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Dialect.USUAL,
                100_000);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
