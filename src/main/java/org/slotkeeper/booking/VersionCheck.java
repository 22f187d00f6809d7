package org.slotkeeper.booking;

import java.util.Optional;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;

/** The version that a change was made for must be the present one. */
final class VersionCheck {

    private VersionCheck() {}

    static Optional<Refusal> refusal(int seenVersion, Appointment present) {
        return seenVersion == present.version()
                ? Optional.empty()
                : Optional.of(new Refusal.Plain(Reason.STALE_VERSION));
    }
}
