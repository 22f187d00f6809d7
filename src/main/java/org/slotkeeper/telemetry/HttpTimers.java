package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.Routes;

/** A timer for each route and status that has occurred. Statuses that nobody foresaw share one. */
final class HttpTimers {

    private static final int[] STATUSES = {
        0, 200, 201, 304, 400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 414, 415, 417, 422, 425, 428, 429, 431, 499,
        500, 503, 505
    };
    private static final int[] STATUS_INDEX = index(STATUSES);

    private final MeterRegistry registry;
    private final Routes routes;
    private final AtomicReferenceArray<Timer> timers;

    HttpTimers(MeterRegistry registry, Routes routes) {
        this.registry = registry;
        this.routes = routes;
        this.timers = new AtomicReferenceArray<>((routes.numbersEnd() + 1) * STATUSES.length);
    }

    void record(Optional<Route> route, int status, long nanos) {
        int row = route.map(Route::number).orElse(routes.numbersEnd());
        int column = status >= 0 && status < STATUS_INDEX.length ? STATUS_INDEX[status] : 0;
        int at = row * STATUSES.length + column;
        Timer timer = timers.get(at);
        if (timer == null) {
            timer = made(route, STATUSES[column]);
            timers.set(at, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer made(Optional<Route> route, int status) {
        if (route.isPresent() && !routes.isOurs(route.get())) {
            throw new IllegalArgumentException(route.get() + " has its number from elsewhere");
        }
        return Timer.builder("slotkeeper.http.requests")
                .description("Requests, by route and status of the answer")
                .tag("route", route.map(known -> known.operation().label()).orElse("none"))
                .tag("status", status == 0 ? "other" : Integer.toString(status))
                .serviceLevelObjectives(MeterConventions.latencySteps())
                .register(registry);
    }

    private static int[] index(int[] statuses) {
        int[] index = new int[600];
        for (int at = 0; at < statuses.length; at++) {
            index[statuses[at]] = at;
        }
        return index;
    }
}
