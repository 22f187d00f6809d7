package org.slotkeeper.booking;

import java.util.Optional;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** The present version must be one that the change was made for. */
final class VersionCheck {

    private VersionCheck() {}

    static Optional<Refusal> refusal(SeenVersions seen, Appointment present) {
        return seen.include(present.version())
                ? Optional.empty()
                : Optional.of(new Refusal.Plain(Reason.STALE_VERSION));
    }
}
