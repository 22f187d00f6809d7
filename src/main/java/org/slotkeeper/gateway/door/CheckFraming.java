package org.slotkeeper.gateway.door;

import java.util.Optional;
import org.slotkeeper.api.Failure;
import org.slotkeeper.gateway.http.Framing;

/**
 * Ends the connection of a request that two servers could read in two ways: what follows it might
 * be another's.
 */
record CheckFraming() implements Step {

    @Override
    public Verdict pass(RequestState state) {
        Optional<Failure> unframed = Framing.check(state.request, state.head);
        return unframed.isPresent() ? new Verdict.RefusedAtOnce(unframed.get(), true) : Verdict.GO_ON;
    }
}
