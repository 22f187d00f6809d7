package org.slotkeeper.publishing;

import java.util.List;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * A slot that the practice no longer wants, or no longer wants so many places in, and that stays as
 * it is because somebody has it.
 *
 * @param appointments those in the places that stay
 * @param heldPlaces places that somebody is about to book: whoever asks again hears whether they
 * did
 */
public record KeptSlot(SlotId id, Interval time, List<AppointmentId> appointments, int heldPlaces) {
    public KeptSlot {
        appointments = List.copyOf(appointments);
    }

    public boolean isPending() {
        return heldPlaces > 0;
    }
}
