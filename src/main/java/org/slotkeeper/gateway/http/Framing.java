package org.slotkeeper.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.Failure;

/**
 * Refuses every request that two servers could read in two ways: where it ends, whom it is for,
 * what it asks for.
 */
public final class Framing {

    private static final int HOST_LENGTH_MAX = 255;

    private Framing() {}

    public static Optional<Failure> check(HttpServerRequest request, Head head) {
        if (head.isTooMany()) {
            return Optional.of(Failures.HEADERS_TOO_MANY);
        }
        if (head.isAmbiguous()) {
            return Optional.of(Failures.malformed("A header that can stand only once stands twice"));
        }
        if (!isHost(head.get(Head.Name.HOST))) {
            return Optional.of(Failures.malformed("The request must have exactly one Host header"));
        }
        if (head.has(Head.Name.TRANSFER_ENCODING)) {
            boolean plain = "chunked".equalsIgnoreCase(head.get(Head.Name.TRANSFER_ENCODING))
                    && !head.has(Head.Name.CONTENT_LENGTH)
                    && request.version() == HttpVersion.HTTP_1_1;
            return plain ? Optional.empty() : Optional.of(Failures.malformed("The request's end is ambiguous"));
        }
        return Optional.empty();
    }

    /**
     * Whether a path has one spelling only: the plain characters of our own paths, no percent, no
     * empty or dotted segment. What is decided by this path is then true of the path that anybody
     * behind us sees.
     */
    static boolean isCanonical(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int segmentAt = 1;
        for (int at = 1; at <= path.length(); at++) {
            char c = at < path.length() ? path.charAt(at) : '/';
            if (c == '/') {
                if (!isSegment(path, segmentAt, at) && path.length() > 1) {
                    return false;
                }
                segmentAt = at + 1;
            } else if (!isPlain(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSegment(String path, int from, int to) {
        boolean dots = true;
        for (int at = from; at < to && dots; at++) {
            dots = path.charAt(at) == '.';
        }
        return !dots;
    }

    private static boolean isPlain(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~'
                || c == '$';
    }

    private static boolean isHost(@Nullable String host) {
        if (host == null || host.isEmpty() || host.length() > HOST_LENGTH_MAX) {
            return false;
        }
        for (int at = 0; at < host.length(); at++) {
            char c = host.charAt(at);
            if (!isPlain(c) && c != ':' && c != '[' && c != ']') {
                return false;
            }
        }
        return true;
    }
}
