package org.slotkeeper.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.api.Failure;

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
    /** The same whatever was wrong with it: why is nobody's business but the issuer's. */
    public static final Failure BAD_TOKEN = Failure.of(
                    401, "login", "UNAUTHENTICATED", "The bearer token is not accepted")
            .with(Map.of("WWW-Authenticate", "Bearer realm=\"slotkeeper\", error=\"invalid_token\""));

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
            "It is not known yet whether this was done: ask again with the same X-Request-ID");

    private Failures() {}

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
