package org.slotkeeper.gateway.door;

import java.util.Optional;
import org.slotkeeper.telemetry.Meters;

/**
 * Counts and times each answer by its operation and status; by none if strangers can have as many
 * of them as they like.
 */
record MeasureAnswer(Meters meters) implements AnswerStep {

    @Override
    public void answered(RequestState state, int status, String code, int bytes, long nanos) {
        meters.httpAnswered(state.isOfAnybody ? Optional.empty() : state.route(), status, nanos, bytes);
    }
}
