package org.slotkeeper.gateway.door;

import java.util.function.IntSupplier;
import org.slotkeeper.gateway.http.Failures;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.Degraded;

/**
 * Turns away what there is no room for, and what may have waited for so long that nobody waits for
 * it any more.
 */
record Admit(StallDetector stallDetector, InFlight inFlight, Meters meters, IntSupplier retryAfterSeconds)
        implements Step {

    @Override
    public Verdict pass(RequestState state) {
        if (!stallDetector.isJustOver(state.beganAt) && inFlight.admit(state.atWork)) {
            return Verdict.GO_ON;
        }
        meters.degraded(Degraded.REFUSED_OVERLOADED);
        return new Verdict.RefusedAtOnce(Failures.overloaded(retryAfterSeconds.getAsInt()), state.head.hasBody());
    }
}
