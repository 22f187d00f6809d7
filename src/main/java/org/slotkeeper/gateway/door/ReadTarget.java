package org.slotkeeper.gateway.door;

import java.util.Optional;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Routes;
import org.slotkeeper.gateway.http.Answers;

/**
 * Finds out what is asked for, by a path of one spelling, a method, a query and media types;
 * answers at once if only the methods of a path were asked for.
 */
record ReadTarget(Routes served) implements Step {

    @Override
    public Verdict pass(RequestState state) {
        Optional<Failure> failure = state.target.read(state.request, state.head, served);
        if (failure.isPresent()) {
            return new Verdict.Refused(failure.get());
        }
        return state.target.methods().isEmpty()
                ? Verdict.GO_ON
                : new Verdict.Answered(Answers.methods(state.target.methods()));
    }
}
