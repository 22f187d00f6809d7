package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Operation;

/** Says what this server can do to whoever asks. */
public final class Metadata {

    private static final int OK = 200;

    private final EngineAnswer statement;

    /** @param operations all that can be asked for, whichever room answers them */
    public Metadata(FhirSettings settings, List<Operation> operations) {
        this.statement = Answering.answer(OK, CapabilityStatement.of(settings, operations));
    }

    /**
     * Whoever asks first may not know yet which parameters there are: all are passed over but the
     * one for the form.
     */
    public Map<Operation, Engine> handlers() {
        return Map.of(
                FhirApi.METADATA,
                Answering.readable(request -> Future.succeededFuture(statement), new OperationOutcomes()));
    }
}
