package org.slotkeeper.gateway.door;

import org.slotkeeper.gateway.http.Failures;

/** Refuses a write whose own id cannot be read: it could not be found again by it. */
record CheckName() implements Step {

    @Override
    public Verdict pass(RequestState state) {
        String header = state.misnamed;
        return header == null
                ? Verdict.GO_ON
                : new Verdict.Refused(
                        Failures.malformed(header + " must be a UUID").at(header));
    }
}
