package org.slotkeeper.gateway.door;

import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slotkeeper.api.Failure;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.Degraded;

/**
 * What is done about a fault that a request met: one line in the log, a count, and what its caller
 * is told.
 */
record Faults(Meters meters, RandomGenerator chance) {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int RETRY_AFTER_SECONDS_MAX = 3;

    void log(String what, RequestState state, Throwable cause) {
        LoggingEventBuilder line = LOG.atWarn().addKeyValue("request", state.echoedId);
        String traceId = state.span.traceId();
        (traceId.isEmpty() ? line : line.addKeyValue("trace", traceId))
                .setCause(cause)
                .log(what);
    }

    Failure storeAway(String what, RequestState state, Throwable cause) {
        log(what, state, cause);
        meters.degraded(Degraded.REFUSED_STORE_AWAY);
        return Failures.away(retryAfterSeconds());
    }

    /**
     * Whoever asked for a change must not believe that nothing was changed.
     *
     * @param mayBeDone whether the engine was asked for a change
     */
    Failure timedOut(String what, RequestState state, Throwable cause, boolean mayBeDone) {
        log(what, state, cause);
        meters.degraded(Degraded.REFUSED_TIMED_OUT);
        int seconds = retryAfterSeconds();
        return mayBeDone ? Failures.outcomeUnknown(seconds) : Failures.away(seconds);
    }

    /** Not the same for all, so that they do not all come again at once. */
    int retryAfterSeconds() {
        return 1 + chance.nextInt(RETRY_AFTER_SECONDS_MAX);
    }
}
