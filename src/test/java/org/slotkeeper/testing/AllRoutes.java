package org.slotkeeper.testing;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.RequestTarget;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.Routes;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.api.practice.PracticeApi;
import org.slotkeeper.identity.DemoApi;

/** The operations of all rooms, those of the demonstration too, as a process has them. */
public final class AllRoutes {

    public static final Routes ALL = Routes.of(operations());

    private AllRoutes() {}

    public static Route of(Operation operation) {
        return ALL.of(operation);
    }

    /** A request of nobody, with nothing but this body. */
    public static EngineRequest asking(Route route, String body) {
        return new EngineRequest(
                new RequestTarget(route, List.of(), List.of()),
                Map.of(),
                Optional.empty(),
                new UUID(0, 1),
                Instant.MAX,
                Buffer.buffer(body));
    }

    public static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>(FhirApi.ALL);
        operations.addAll(PracticeApi.ALL);
        operations.addAll(DemoApi.ALL);
        return operations;
    }
}
