package org.slotkeeper.api.fhir;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.booking.SeenVersions;

/** What a request's headers ask for beside its body. */
final class Preconditions {

    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String IF_NONE_EXIST = "If-None-Exist";
    private static final Pattern RETURN =
            Pattern.compile("(?:^|[,;\\s])return\\s*=\\s*\"?(minimal|representation|OperationOutcome)\"?(?:$|[,;\\s])");

    private Preconditions() {}

    /**
     * The versions in {@code If-Match}. A weak tag counts as a strong one would: FHIR's own tags
     * are weak, and it compares versions and not bytes. A tag that never was a version of ours is
     * that of no version.
     */
    static Optional<SeenVersions> seenVersions(EngineRequest request) {
        Optional<String> ifMatch = request.header("if-match").map(String::strip);
        if (ifMatch.isEmpty()) {
            return Optional.empty();
        }
        if (ifMatch.get().equals("*")) {
            return Optional.of(SeenVersions.ANY);
        }
        Set<Integer> versions = EntityTags.versions(ifMatch.get())
                .orElseThrow(() -> Unreadable.invalid(
                        IF_MATCH, "must be *, or versions as ETag gave them with commas between, for example W/\"1\""));
        return Optional.of(new SeenVersions(false, versions));
    }

    /**
     * Ends the reading of a write that is to depend on something that is never asked here: it would
     * be done all the same.
     */
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

    /**
     * Whether the reader has this version already ({@code If-None-Match}); what is no list of tags
     * names nothing.
     */
    static boolean isKnown(EngineRequest request, int version) {
        return request.header("if-none-match")
                .map(known -> known.strip().equals("*")
                        || EntityTags.versions(known).orElse(Set.of()).contains(version))
                .orElse(false);
    }

    /**
     * What the caller wants back of a write: the resource, unless it says otherwise
     * ({@code Prefer: return=…}). The first preference counts.
     */
    static Wanted wanted(EngineRequest request) {
        Matcher preference = RETURN.matcher(request.header("prefer").orElse(""));
        if (!preference.find()) {
            return Wanted.RESOURCE;
        }
        return switch (preference.group(1)) {
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
