package org.slotkeeper.gateway.door;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.api.Failure;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.Degraded;

/**
 * What is done about a fault that a request met: a word in the log, a count, and what its caller is
 * told.
 */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int RETRY_AFTER_SECONDS_MAX = 3;

    private final Meters meters;
    private final RandomGenerator chance;
    private final LongSupplier nanos;
    private final FaultLog log = new FaultLog(LOG);

    Faults(Meters meters, RandomGenerator chance, LongSupplier nanos) {
        this.meters = meters;
        this.chance = chance;
        this.nanos = nanos;
    }

    /** @param code what the request is answered, or is accounted for as */
    void log(String what, String code, RequestState state, Throwable cause) {
        log.met(what, code, state, cause, nanos.getAsLong());
    }

    Failure storeAway(String what, RequestState state, Throwable cause) {
        meters.degraded(Degraded.REFUSED_STORE_AWAY);
        Failure away = Failures.away(retryAfterSeconds());
        log(what, away.code(), state, cause);
        return away;
    }

    /**
     * Whoever asked for a change must not believe that nothing was changed.
     *
     * @param mayBeDone whether the engine was asked for a change
     */
    Failure timedOut(String what, RequestState state, Throwable cause, boolean mayBeDone) {
        meters.degraded(Degraded.REFUSED_TIMED_OUT);
        int seconds = retryAfterSeconds();
        Failure told = mayBeDone ? Failures.outcomeUnknown(seconds) : Failures.away(seconds);
        log(what, told.code(), state, cause);
        return told;
    }

    /** Not the same for all, so that they do not all come again at once. */
    int retryAfterSeconds() {
        return 1 + chance.nextInt(RETRY_AFTER_SECONDS_MAX);
    }

    void sweep(long now) {
        log.sweep(now);
    }

    void close() {
        log.close();
    }
}
