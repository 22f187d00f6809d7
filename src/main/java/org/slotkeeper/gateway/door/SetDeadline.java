package org.slotkeeper.gateway.door;

import java.time.Duration;

/**
 * Says until when a request is worked on. Reading its body may take longer, and the engine is given
 * less: both set it anew.
 */
record SetDeadline(long nanos) implements Step {

    SetDeadline(Duration deadline) {
        this(deadline.toNanos());
    }

    @Override
    public Verdict pass(RequestState state) {
        state.lateAt = state.beganAt + nanos;
        return Verdict.GO_ON;
    }
}
