package org.slotkeeper.gateway;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slotkeeper.engine.Route;

/** Writes one line a request, or one in so many, without anything that the caller chose but the method's and the request's id. */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final int SERVER_FAULT = 500;

    private final int every;
    private int skipped;

    /** @param every 1 for each request, 0 for none; our own failures are written unless it is 0 */
    AccessLog(int every) {
        this.every = every;
    }

    boolean takes(int status) {
        if (every == 0 || !LOG.isInfoEnabled()) {
            return false;
        }
        if (++skipped >= every) {
            skipped = 0;
            return true;
        }
        return status >= SERVER_FAULT;
    }

    void write(Line line) {
        LoggingEventBuilder told = LOG.atInfo()
                .addKeyValue("method", line.method)
                .addKeyValue("route", line.route.map(Route::template).orElse("none"))
                .addKeyValue("status", line.status)
                .addKeyValue("code", line.code)
                .addKeyValue("ms", line.nanos / 1_000_000)
                .addKeyValue("bytes", line.bytes)
                .addKeyValue("request", line.requestId);
        (line.traceId.isEmpty() ? told : told.addKeyValue("trace", line.traceId)).log("request answered");
    }

    /** @param traceId empty if the request is in no trace */
    record Line(
            String method,
            Optional<Route> route,
            int status,
            String code,
            long nanos,
            long bytes,
            String requestId,
            String traceId) {}
}
