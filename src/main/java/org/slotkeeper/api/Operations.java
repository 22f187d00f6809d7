package org.slotkeeper.api;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine as a table: who answers which operation. */
public final class Operations implements Engine {

    private final Routes routes;
    private final Engine[] byNumber;

    /**
     * @param rooms who answers the operations of each room
     * @throws IllegalArgumentException unless each operation that is served is answered by one, and
     * no other is
     */
    public Operations(Routes routes, List<Map<Operation, Engine>> rooms) {
        this.routes = routes;
        this.byNumber = new Engine[routes.numbersEnd()];
        Map<Operation, Engine> left = new HashMap<>();
        rooms.forEach(room -> room.forEach((operation, handler) -> {
            if (left.put(operation, handler) != null) {
                throw new IllegalArgumentException(operation + " is answered twice");
            }
        }));
        for (Operation operation : routes.operations()) {
            Engine handler = left.remove(operation);
            if (handler == null) {
                throw new IllegalArgumentException("nobody answers " + operation);
            }
            byNumber[routes.of(operation).number()] = handler;
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("nobody can ask for " + left.keySet());
        }
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        Route route = request.route();
        return routes.isOurs(route)
                ? byNumber[route.number()].answer(request)
                : Future.failedFuture(new IllegalStateException("no operation answers " + route));
    }
}
