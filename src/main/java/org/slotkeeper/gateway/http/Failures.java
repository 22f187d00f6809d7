package org.slotkeeper.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.api.Failure;
import org.slotkeeper.telemetry.Meters.TokenCheck;

/** What the gateway says to requests that get no further. */
public final class Failures {

    public static final Failure HEADERS_TOO_MANY =
            Failure.of(431, "too-long", "HEADERS_TOO_LONG", "The request has too many headers, or too long ones");
    public static final Failure TARGET_TOO_LONG =
            Failure.of(414, "too-long", "URI_TOO_LONG", "The request's URI is too long");
    public static final Failure BODY_TOO_LONG =
            Failure.of(413, "too-long", "BODY_TOO_LONG", "The request's body is too long");
    public static final Failure BODY_TOO_SLOW =
            Failure.of(408, "timeout", "BODY_TOO_SLOW", "The request's body did not arrive in time");
    static final Failure EXPECTATION =
            Failure.of(417, "not-supported", "EXPECTATION_FAILED", "Nothing but 100-continue can be expected");
    static final Failure ENCODED = Failure.of(
                    415, "not-supported", "UNSUPPORTED_MEDIA_TYPE", "The body must be sent as it is, not compressed")
            .at("Content-Encoding")
            .with(Map.of("Accept-Encoding", "identity"));
    static final Failure UNKNOWN_PATH = Failure.of(404, "not-found", "NOT_FOUND", "There is nothing at this path");
    static final Failure NOT_ACCEPTABLE = Failure.of(
            406, "not-supported", "NOT_ACCEPTABLE", "Answers are application/fhir+json or application/json only");
    public static final Failure NO_TOKEN = Failure.of(401, "login", "UNAUTHENTICATED", "A bearer token is needed")
            .with(Map.of("WWW-Authenticate", "Bearer realm=\"slotkeeper\""));
    public static final Failure INSUFFICIENT_IDENTITY = Failure.of(
            403,
            "forbidden",
            "FORBIDDEN",
            "The token is good, but the identity in it is not proven far enough, or has no part in booking");

    private static final Failure OVERLOADED =
            Failure.of(503, "transient", "OVERLOADED", "Too much to do at the moment: try again later");
    private static final Failure STORE_AWAY =
            Failure.of(503, "transient", "STORE_AWAY", "A part of the service is away: try again later");
    private static final Failure OUTCOME_UNKNOWN = Failure.of(
            503,
            "transient",
            "OUTCOME_UNKNOWN",
            "It is not known yet whether this was done: ask again with the same Idempotency-Key, or X-Request-ID if you sent none");

    private static final Map<TokenCheck, Failure> BAD_TOKENS =
            Stream.of(TokenCheck.values()).collect(Collectors.toMap(why -> why, Failures::ofBadToken));

    private Failures() {}

    /** Says which check a token did not pass, and nothing of what is in it. */
    public static Failure badToken(TokenCheck why) {
        return Objects.requireNonNull(BAD_TOKENS.get(why));
    }

    private static Failure ofBadToken(TokenCheck why) {
        String reason = reason(why);
        return Failure.of(401, "login", "UNAUTHENTICATED", "The bearer token is not accepted: " + reason)
                .with(Map.of(
                        "WWW-Authenticate",
                        "Bearer realm=\"slotkeeper\", error=\"invalid_token\", error_description=\"" + reason + '"'));
    }

    private static String reason(TokenCheck why) {
        return switch (why) {
            case UNKNOWN_KEY -> "its kid is of no key of the issuer, or of one for another alg";
            case BAD_SIGNATURE -> "its signature is of another key or another text";
            case WRONG_ISSUER -> "its iss is another issuer";
            case WRONG_AUDIENCE -> "its aud does not name this service";
            case NO_ACCESS_TOKEN -> "it has what ID tokens and refresh tokens have: nonce, at_hash or typ";
            case WRONG_TIMES -> "its exp, iat or nbf is missing or no time";
            case NOT_YET_GOOD -> "its iat or nbf is in the future";
            case LIVES_TOO_LONG -> "it lives longer from iat to exp than is allowed here";
            case EXPIRED -> "its exp is over";
            case WRONG_CLAIMS -> "a claim about its bearer is malformed or contradicts another";
            case MALFORMED -> "it is no JWT of a typ, alg and kid that are taken here";
            // No check that a token can fail.
            case CACHED, VERIFIED, INSUFFICIENT, KEY_ASKED_TOO_SOON, KEYS_AWAY -> "it was not looked at";
        };
    }

    public static Failure malformed(String diagnostics) {
        return Failure.of(400, "structure", "MALFORMED", diagnostics);
    }

    static Failure wrongMethod(Set<String> allowed) {
        return Failure.of(405, "not-supported", "METHOD_NOT_ALLOWED", "This path is not asked for by this method")
                .with(Map.of("Allow", String.join(", ", allowed)));
    }

    static Failure wrongType(List<String> types) {
        return Failure.of(
                415,
                "not-supported",
                "UNSUPPORTED_MEDIA_TYPE",
                "The body must be " + String.join(" or ", types) + " in UTF-8");
    }

    public static Failure overloaded(int retryAfterSeconds) {
        return OVERLOADED.with(retryAfter(retryAfterSeconds));
    }

    public static Failure away(int retryAfterSeconds) {
        return STORE_AWAY.with(retryAfter(retryAfterSeconds));
    }

    public static Failure outcomeUnknown(int retryAfterSeconds) {
        return OUTCOME_UNKNOWN.with(retryAfter(retryAfterSeconds));
    }

    private static Map<String, String> retryAfter(int seconds) {
        return Map.of("Retry-After", Integer.toString(seconds));
    }
}
