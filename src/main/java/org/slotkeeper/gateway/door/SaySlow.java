package org.slotkeeper.gateway.door;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slotkeeper.api.Route;
import org.slotkeeper.platform.OwnerThread;

/**
 * Says where the time of a slow request went: before the engine was asked, which is its body and
 * the issuer's keys, and with the engine, which is the hop and the stores. Few of them are said and
 * the others counted: when all are slow, one is like the other. Nothing of what a caller sent is in
 * it.
 */
final class SaySlow implements AnswerStep {

    static final Duration PAUSE = Duration.ofSeconds(10);
    static final int SAID_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SaySlow.class);

    private final OwnerThread owner = new OwnerThread();
    private final long slowNanos;
    private long countedSince;
    private int said;
    private int more;

    SaySlow(Duration slowAfter) {
        this.slowNanos = slowAfter.toNanos();
    }

    @Override
    public void answered(RequestState state, int status, String code, int bytes, long nanos) {
        if (nanos < slowNanos) {
            return;
        }
        owner.require();
        long now = state.beganAt + nanos;
        if (said == 0 || now - countedSince >= PAUSE.toNanos()) {
            countedSince = now;
            said = 0;
        }
        if (said == SAID_MAX) {
            more++;
            return;
        }
        said++;
        say(state, status, code, nanos);
        more = 0;
    }

    private void say(RequestState state, int status, String code, long nanos) {
        long before = state.isAsked ? state.askedAt - state.beganAt : nanos;
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("method", state.method())
                .addKeyValue(
                        "route",
                        state.route()
                                .map(Route::operation)
                                .map(one -> one.template())
                                .orElse("none"))
                .addKeyValue("status", status)
                .addKeyValue("code", code)
                .addKeyValue("ms", millis(nanos))
                .addKeyValue("beforeEngineMs", millis(before))
                .addKeyValue("engineMs", millis(nanos - before))
                .addKeyValue("request", state.echoedId);
        String traceId = state.span.traceId();
        line = traceId.isEmpty() ? line : line.addKeyValue("trace", traceId);
        (more == 0 ? line : line.addKeyValue("othersBefore", more)).log("slow request");
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
