package org.slotkeeper.api;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.domain.party.Caller;

/**
 * One admitted request: routed, authenticated, bounded in size, with a deadline.
 *
 * @param headers the allow-listed headers that are present, by lower-case name
 * @param caller present on every route that is not open
 * @param requestId the caller's {@code X-Request-ID}, or one made for it
 * @param body whole; empty if there is none
 */
public record EngineRequest(
        RequestTarget target,
        Map<String, String> headers,
        Optional<Caller> caller,
        UUID requestId,
        Instant deadline,
        Buffer body) {

    public Route route() {
        return target.route();
    }

    public List<String> values() {
        return target.values();
    }

    public List<Map.Entry<String, String>> query() {
        return target.query();
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The caller of a route that is not open. */
    public Caller requireCaller() {
        return caller.orElseThrow(() -> new IllegalStateException(route() + " was let in without a caller"));
    }
}
