package org.slotkeeper.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a token whose signature holds is from the right issuer, for us, for now, and an access
 * token at all.
 */
final class ClaimRules {

    /** The year 2100: what lies behind it is no date that anybody meant. */
    private static final long SECONDS_MAX = 4_102_444_800L;

    private static final int AUDIENCES_MAX = 16;
    /**
     * What only an ID token or a refresh token has: they say who logged in, not what their bearer
     * may do.
     */
    private static final Set<String> NOT_IN_ACCESS_TOKENS = Set.of("nonce", "at_hash", "c_hash", "s_hash");

    private static final Set<String> OTHER_KINDS = Set.of("ID", "Refresh", "Offline", "Logout");

    private final TokenSettings settings;

    ClaimRules(TokenSettings settings) {
        this.settings = settings;
    }

    enum Finding {
        GOOD,
        EXPIRED,
        WRONG
    }

    Finding check(Map<String, Object> claims, long nowSeconds) {
        boolean right = settings.issuer().equals(claims.get("iss"))
                && isForUs(claims.getOrDefault("aud", ""))
                && claims.keySet().stream().noneMatch(NOT_IN_ACCESS_TOKENS::contains)
                && !OTHER_KINDS.contains(claims.getOrDefault("typ", ""));
        return right ? checkTimes(claims, nowSeconds) : Finding.WRONG;
    }

    private Finding checkTimes(Map<String, Object> claims, long now) {
        long leeway = settings.leeway().toSeconds();
        if (!(claims.get("exp") instanceof Long expires) || !isSane(expires)) {
            return Finding.WRONG;
        }
        if (!(claims.getOrDefault("iat", now) instanceof Long issued) || !isSane(issued) || issued > now + leeway) {
            return Finding.WRONG;
        }
        if (!(claims.getOrDefault("nbf", now) instanceof Long notBefore) || !isSane(notBefore)) {
            return Finding.WRONG;
        }
        if (expires - issued > settings.lifetimeMax().toSeconds() || notBefore > now + leeway) {
            return Finding.WRONG;
        }
        return now < expires + leeway ? Finding.GOOD : Finding.EXPIRED;
    }

    private boolean isForUs(Object audience) {
        if (audience instanceof List<?> several) {
            return several.size() <= AUDIENCES_MAX
                    && several.stream().allMatch(String.class::isInstance)
                    && several.contains(settings.audience());
        }
        return settings.audience().equals(audience);
    }

    private static boolean isSane(long seconds) {
        return seconds > 0 && seconds < SECONDS_MAX;
    }
}
