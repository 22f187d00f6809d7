package org.slotkeeper.postgres.ledger;

import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.party.Caller;

/**
 * What of the ledger a caller may see: patients their own, practices their own, other organisations
 * what they booked themselves. One of the three is there.
 */
public record Viewer(
        @Nullable Long ofPatient,
        @Nullable String ofPractice,
        @Nullable String ofBooker) {

    public static Viewer of(Caller caller) {
        return caller.match(
                self -> new Viewer(self.nhsNumber().value(), null, null),
                own -> new Viewer(null, own.organisation().value(), null),
                other -> new Viewer(null, null, other.key()));
    }
}
