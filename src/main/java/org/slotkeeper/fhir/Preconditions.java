package org.slotkeeper.fhir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.engine.EngineRequest;

/** What a request's headers ask for beside its body. */
final class Preconditions {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([0-9]{1,9})\"");
    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String IF_NONE_EXIST = "If-None-Exist";
    private static final Pattern RETURN =
            Pattern.compile("(?:^|[,;\\s])return\\s*=\\s*\"?(minimal|representation|OperationOutcome)\"?(?:$|[,;\\s])");

    private Preconditions() {}

    /** The version in {@code If-Match}. */
    static Optional<Integer> seenVersion(EngineRequest request) {
        Optional<String> ifMatch = request.header("if-match");
        if (ifMatch.isEmpty()) {
            return Optional.empty();
        }
        Matcher etag = ETAG.matcher(ifMatch.get().strip());
        if (!etag.matches()) {
            throw Unreadable.invalid("If-Match", "must be one version as ETag gave it, for example W/\"1\"");
        }
        return Optional.of(Integer.parseInt(etag.group(1)));
    }

    /** Ends the reading of a write that is to depend on something that is never asked here: it would be done all the same. */
    static void refuseUnaskedConditions(EngineRequest request) {
        if (request.header("if-none-exist").isPresent()) {
            throw Unreadable.notSupported(
                    IF_NONE_EXIST,
                    "there is no conditional create here: a create that is repeated with the same X-Request-ID is done once");
        }
        if (request.header("if-none-match").isPresent()) {
            throw Unreadable.notSupported(
                    IF_NONE_MATCH, "no write is made to depend on this here: a change names its version in If-Match");
        }
    }

    /** Whether the reader has this version already ({@code If-None-Match}). */
    static boolean isKnown(EngineRequest request, int version) {
        return request.header("if-none-match")
                .map(known -> known.strip().equals("*") || namesVersion(known, version))
                .orElse(false);
    }

    /** Tags are compared weakly, as RFC 9110 says for this header; what is no tag matches nothing. */
    private static boolean namesVersion(String known, int version) {
        for (String tag : known.split(",", -1)) {
            Matcher etag = ETAG.matcher(tag.strip());
            if (etag.matches() && Integer.parseInt(etag.group(1)) == version) {
                return true;
            }
        }
        return false;
    }

    /** What the caller wants back of a write: the resource, unless it says otherwise ({@code Prefer: return=…}). The first wish counts. */
    static Wanted wanted(EngineRequest request) {
        Matcher wish = RETURN.matcher(request.header("prefer").orElse(""));
        if (!wish.find()) {
            return Wanted.RESOURCE;
        }
        return switch (wish.group(1)) {
            case "minimal" -> Wanted.NOTHING;
            case "OperationOutcome" -> Wanted.OUTCOME;
            default -> Wanted.RESOURCE;
        };
    }

    enum Wanted {
        RESOURCE,
        NOTHING,
        OUTCOME
    }
}
