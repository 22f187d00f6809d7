package org.slotkeeper.relay.spi;

import java.util.Optional;
import org.slotkeeper.domain.appointment.Appointment;

/**
 * A change of an appointment that was recorded.
 *
 * @param before the version that it followed; empty if it is the first, or if the ledger has it no
 * longer
 * @param after the version that it made, as it was then
 */
public record AppointmentChange(Optional<Appointment> before, Appointment after) {

    /** What was done. */
    public enum Kind {
        BOOKED,
        AMENDED,
        MOVED,
        CANCELLED
    }

    public AppointmentChange {
        if (before.isPresent() && before.get().version() + 1 != after.version()) {
            throw new IllegalArgumentException(after.id() + " does not follow version "
                    + before.get().version() + " by version " + after.version());
        }
    }

    public Kind kind() {
        if (!after.state().occupies()) {
            return Kind.CANCELLED;
        }
        if (after.version() == 1) {
            return Kind.BOOKED;
        }
        boolean isElsewhere = before.isPresent() && !before.get().allocation().equals(after.allocation());
        return isElsewhere ? Kind.MOVED : Kind.AMENDED;
    }
}
