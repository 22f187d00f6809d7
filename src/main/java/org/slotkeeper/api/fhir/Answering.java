package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;

/** What all operations of the FHIR API have in common when they answer. */
final class Answering {

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

    static EngineAnswer answer(int status, Map<String, String> headers, Buffer body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", EngineAnswer.FHIR_JSON);
        return new EngineAnswer(status, Map.copyOf(all), body, "");
    }
}
