package org.slotkeeper.gateway.door;

import org.slotkeeper.telemetry.Meters;

/** Counts and times each answer by its operation and status. */
record MeasureAnswer(Meters meters) implements AnswerStep {

    @Override
    public void answered(RequestState state, int status, String code, int bytes, long nanos) {
        meters.httpAnswered(state.route(), status, nanos, bytes);
    }
}
