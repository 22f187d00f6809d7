package org.slotkeeper.gateway.door;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.gateway.http.RequestIds;

/**
 * Gives each request the id that it is found by, even one that is refused for its id. What a
 * repeated write is known by is its {@code Idempotency-Key}, if it has one: proxies may write other
 * request ids, of whatever form.
 */
record NameRequest(Supplier<UUID> ids) implements Step {

    @Override
    public Verdict pass(RequestState state) {
        String sent = state.head.get(Head.Name.REQUEST_ID);
        String key = state.head.get(Head.Name.IDEMPOTENCY_KEY);
        Optional<UUID> read = sent == null ? Optional.empty() : RequestIds.read(sent);
        Optional<UUID> readKey = key == null ? Optional.empty() : RequestIds.readKey(key);
        // A read is the same whatever it is called.
        if (!state.isRead()) {
            if (key != null && readKey.isEmpty()) {
                state.misnamed = "Idempotency-Key";
            } else if (key == null && sent != null && read.isEmpty()) {
                state.misnamed = "X-Request-ID";
            }
        }
        state.requestId = readKey.or(() -> read).orElseGet(ids);
        state.echoedId = sent != null && read.isPresent() ? sent : state.requestId.toString();
        return Verdict.GO_ON;
    }
}
