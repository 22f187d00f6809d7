package org.slotkeeper.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.telemetry.Meters.TokenCheck;

/**
 * Whether a token whose signature holds is from the right issuer, for us, for now, and an access
 * token at all.
 */
final class ClaimRules {

    /** The year 2100: what lies behind it is no date that anybody meant. */
    private static final long SECONDS_MAX = 4_102_444_800L;

    private static final int AUDIENCES_MAX = 16;
    /**
     * What only an ID token or a refresh token has, beside a nonce: they say who logged in, not
     * what their bearer may do.
     */
    private static final Set<String> NOT_IN_ACCESS_TOKENS = Set.of("at_hash", "c_hash", "s_hash");

    /** As Keycloak says it. */
    private static final Set<String> OTHER_KINDS = Set.of("ID", "Refresh", "Offline", "Logout");

    /** As NHS login says it. */
    private static final Set<String> OTHER_USES = Set.of("id", "refresh");

    private final TokenSettings settings;

    ClaimRules(TokenSettings settings) {
        this.settings = settings;
    }

    /** The check that does not hold; none if all do. */
    Optional<TokenCheck> check(Map<String, Object> claims, long nowSeconds) {
        if (!settings.issuer().equals(claims.get("iss"))) {
            return Optional.of(TokenCheck.WRONG_ISSUER);
        }
        if (!isForUs(claims.getOrDefault("aud", ""))) {
            return Optional.of(TokenCheck.WRONG_AUDIENCE);
        }
        return isAccessToken(claims) ? checkTimes(claims, nowSeconds) : Optional.of(TokenCheck.NO_ACCESS_TOKEN);
    }

    private boolean isAccessToken(Map<String, Object> claims) {
        boolean hasNonce = claims.containsKey("nonce") && !settings.dialect().nonceTaken();
        return !hasNonce
                && claims.keySet().stream().noneMatch(NOT_IN_ACCESS_TOKENS::contains)
                && !OTHER_KINDS.contains(claims.getOrDefault("typ", ""))
                && !OTHER_USES.contains(claims.getOrDefault("token_use", ""));
    }

    private Optional<TokenCheck> checkTimes(Map<String, Object> claims, long now) {
        long leeway = settings.leeway().toSeconds();
        OptionalLong expires = seconds(claims.get("exp"));
        OptionalLong issued = seconds(claims.getOrDefault("iat", now));
        OptionalLong notBefore = seconds(claims.getOrDefault("nbf", now));
        if (expires.isEmpty() || issued.isEmpty() || notBefore.isEmpty()) {
            return Optional.of(TokenCheck.WRONG_TIMES);
        }
        if (Math.max(issued.getAsLong(), notBefore.getAsLong()) > now + leeway) {
            return Optional.of(TokenCheck.NOT_YET_GOOD);
        }
        if (expires.getAsLong() - issued.getAsLong() > settings.lifetimeMax().toSeconds()) {
            return Optional.of(TokenCheck.LIVES_TOO_LONG);
        }
        return now < expires.getAsLong() + leeway ? Optional.empty() : Optional.of(TokenCheck.EXPIRED);
    }

    /** A time of a token, which may have a fraction (RFC 7519, 2: NumericDate). */
    static OptionalLong seconds(@Nullable Object time) {
        double seconds = time instanceof Number number ? Math.floor(number.doubleValue()) : 0;
        return seconds > 0 && seconds < SECONDS_MAX ? OptionalLong.of((long) seconds) : OptionalLong.empty();
    }

    private boolean isForUs(Object audience) {
        if (audience instanceof List<?> several) {
            return several.size() <= AUDIENCES_MAX
                    && several.stream().allMatch(String.class::isInstance)
                    && several.contains(settings.audience());
        }
        return settings.audience().equals(audience);
    }
}
