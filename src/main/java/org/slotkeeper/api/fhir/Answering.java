package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;

/** What all operations of the FHIR API have in common when they answer. */
final class Answering {

    private static final Map<String, String> FHIR_JSON = Map.of("Content-Type", EngineAnswer.FHIR_JSON);

    private Answering() {}

    /** What cannot be read is answered, here and nowhere else. */
    static Engine readable(Engine operation, OperationOutcomes outcomes) {
        return request -> {
            try {
                Formats.requireJson(request.query());
                return operation.answer(request);
            } catch (Unreadable unreadable) {
                return Future.succeededFuture(outcomes.write(unreadable.failure()));
            }
        };
    }

    /** Asked with no parameters but those that the operation declares. */
    static Engine checked(Engine operation, OperationOutcomes outcomes) {
        return readable(
                request -> {
                    QueryParameters.check(request);
                    return operation.answer(request);
                },
                outcomes);
    }

    /** @param headers its own, and FHIR's type is put to them */
    static EngineAnswer answer(int status, Map<String, String> headers, Buffer body) {
        headers.put("Content-Type", EngineAnswer.FHIR_JSON);
        return new EngineAnswer(status, Map.copyOf(headers), body, "");
    }

    /** With no headers of its own. */
    static EngineAnswer answer(int status, Buffer body) {
        return new EngineAnswer(status, FHIR_JSON, body, "");
    }
}
