package org.slotkeeper.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.QueryText;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.Routes;

/**
 * What a request asks for by its method, path, query and media types; everything behind goes by
 * this and not by what was sent.
 */
public final class Target {

    private static final int UNROUTED_BODY_MAX = 64 * 1024;

    private Optional<Route> route = Optional.empty();
    private BodyKind bodyKind = BodyKind.NONE;
    private List<String> values = List.of();
    private Set<String> methods = Set.of();
    private List<Map.Entry<String, String>> query = List.of();

    /** Why it asks for nothing that can be answered, if it does not. */
    public Optional<Failure> read(HttpServerRequest request, Head head, Routes served) {
        String target = request.uri();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        if (!Framing.isCanonical(path)) {
            return Optional.of(Failures.malformed("The path is not in its one canonical spelling"));
        }
        return served.match(request.method().name(), path)
                .match(
                        found -> found(found, mark < 0 ? "" : target.substring(mark + 1), head),
                        allowed -> Optional.of(Failures.wrongMethod(allowed)),
                        this::methodsAsked,
                        () -> Optional.of(Failures.UNKNOWN_PATH));
    }

    private Optional<Failure> found(Routes.Match.Found found, String queryText, Head head) {
        route = Optional.of(found.route());
        bodyKind = found.route().operation().body();
        values = found.values();
        return readQuery(queryText).or(() -> checkMediaTypes(head));
    }

    private Optional<Failure> methodsAsked(Set<String> allowed) {
        methods = allowed;
        return Optional.empty();
    }

    /** The methods of the path, if it was asked for them and for nothing else. */
    public Set<String> methods() {
        return methods;
    }

    /**
     * The one that was found, once {@link #read} has found no failure and no methods were asked
     * for.
     */
    public Route route() {
        return route.orElseThrow();
    }

    public Optional<Route> routeIfKnown() {
        return route;
    }

    public List<String> values() {
        return values;
    }

    public List<Map.Entry<String, String>> query() {
        return query;
    }

    public int bodyMax() {
        return route.isPresent() ? bodyKind.bytesMax() : UNROUTED_BODY_MAX;
    }

    private Optional<Failure> readQuery(String text) {
        Optional<List<Map.Entry<String, String>>> decoded = QueryText.decode(text);
        if (decoded.isEmpty()) {
            return Optional.of(Failures.malformed("The query is malformed"));
        }
        query = decoded.get();
        return Optional.empty();
    }

    /**
     * Then it is what counts, and the operation looks at it: some callers cannot choose their
     * headers.
     */
    private boolean isFormatGiven() {
        return route().operation().takes(Parameter.FORMAT)
                && query.stream()
                        .anyMatch(parameter -> parameter.getKey().equals(Parameter.FORMAT)
                                && !parameter.getValue().isBlank());
    }

    private Optional<Failure> checkMediaTypes(Head head) {
        String accept = head.get(Head.Name.ACCEPT);
        if (head.bodyLength() > bodyKind.bytesMax() && bodyKind != BodyKind.NONE) {
            return Optional.of(Failures.BODY_TOO_LONG);
        }
        if (accept != null && !isFormatGiven() && !MediaTypes.acceptsJson(accept)) {
            return Optional.of(Failures.NOT_ACCEPTABLE);
        }
        String expected = head.get(Head.Name.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return Optional.of(Failures.EXPECTATION);
        }
        return Bodies.check(bodyKind, head);
    }
}
