package org.slotkeeper.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Routes;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.api.practice.PracticeApi;
import org.slotkeeper.identity.DemoApi;

/**
 * What a process can be asked for: the declarations of all rooms, which a gateway before engines
 * has too.
 *
 * @param routes of all doors of the process
 * @param demo who answers what the demonstration adds; nobody elsewhere
 */
public record ServedOperations(Routes routes, Map<Operation, Engine> demo) {

    /** What every engine can be asked for, and nothing else. */
    public static ServedOperations usual() {
        return new ServedOperations(routes(false), Map.of());
    }

    /** @throws IllegalArgumentException if two rooms declare what clashes */
    static Routes routes(boolean isDemo) {
        List<Operation> operations = new ArrayList<>(FhirApi.ALL);
        operations.addAll(PracticeApi.ALL);
        if (isDemo) {
            operations.addAll(DemoApi.ALL);
        }
        return Routes.of(operations);
    }
}
