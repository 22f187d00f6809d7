package org.slotkeeper.booking;

import java.util.Optional;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;

/** A change must name the version it was made for, and that must be the present one. */
final class VersionCheck {

    private VersionCheck() {}

    static Optional<Refusal> refusal(Optional<Integer> seenVersion, Appointment present) {
        if (seenVersion.isEmpty()) {
            return Optional.of(new Refusal.Plain(Reason.VERSION_REQUIRED));
        }
        return seenVersion.get() == present.version()
                ? Optional.empty()
                : Optional.of(new Refusal.Plain(Reason.STALE_VERSION));
    }
}
