package org.slotkeeper.gateway.http;

import java.util.Optional;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Failure;

/** Whether a request's body is of the kind that its operation takes. */
final class Bodies {

    private Bodies() {}

    static Optional<Failure> check(BodyKind kind, Head head) {
        if (!head.hasBody()) {
            return Optional.empty();
        }
        if (kind == BodyKind.NONE) {
            return Optional.of(Failures.malformed("This operation takes no body"));
        }
        String encoding = head.get(Head.Name.CONTENT_ENCODING);
        String type = head.get(Head.Name.CONTENT_TYPE);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(Failures.ENCODED);
        }
        boolean readable = type != null && MediaTypes.isOneOf(type, kind.mediaTypes());
        return readable ? Optional.empty() : Optional.of(Failures.wrongType(kind.mediaTypes()));
    }
}
