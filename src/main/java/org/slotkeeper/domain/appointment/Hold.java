package org.slotkeeper.domain.appointment;

import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Slot;

/**
 * A patient's short claim on adjacent slots while deciding. It is live at every instant before
 * {@code expiresAt}, and at no other.
 */
public record Hold(AppointmentId id, NhsNumber patient, List<Slot> slots, Instant expiresAt) {

    /** A hold has one version: the one before an appointment's first. */
    public static final int VERSION = 0;

    public Hold {
        slots = List.copyOf(slots);
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("a hold needs a slot");
        }
    }

    public Interval time() {
        return new Interval(
                slots.get(0).time().start(), slots.get(slots.size() - 1).time().end());
    }
}
