package org.slotkeeper.api;

import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The engine as a table: which operation answers which route. */
public final class Operations implements Engine {

    private final Map<Route, Engine> byRoute;

    public Operations(Map<Route, Engine> byRoute) {
        this.byRoute = new EnumMap<>(byRoute);
    }

    public Set<Route> routes() {
        return byRoute.keySet();
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        Engine operation = byRoute.get(request.route());
        if (operation == null) {
            return Future.failedFuture(new IllegalStateException("no operation answers " + request.route()));
        }
        return operation.answer(request);
    }
}
