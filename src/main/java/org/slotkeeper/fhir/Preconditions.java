package org.slotkeeper.fhir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.engine.EngineRequest;

/** What a request's headers ask for beside its body. */
final class Preconditions {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([0-9]{1,9})\"");
    private static final Pattern MINIMAL = Pattern.compile("(^|[,;\\s])return\\s*=\\s*\"?minimal\"?($|[,;\\s])");

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

    /** Whether the caller wants no body back ({@code Prefer: return=minimal}). */
    static boolean wantsMinimal(EngineRequest request) {
        return request.header("prefer")
                .map(prefer -> MINIMAL.matcher(prefer).find())
                .orElse(false);
    }
}
