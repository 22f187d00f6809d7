package org.slotkeeper.publishing;

import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;

/** Who publishes for a practice: its own systems, with the scope for it, and nobody else. */
final class Publishers {

    private Publishers() {}

    static boolean mayPublish(Caller caller, OdsCode practice) {
        return caller.match(
                patient -> false,
                own -> own.organisation().equals(practice) && own.may(Caller.PUBLISH),
                other -> false);
    }
}
