package org.slotkeeper.publishing;

import java.util.List;
import java.util.Optional;
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

    /** As it was found later, if somebody has it then. */
    KeptSlot as(Optional<KeptSlot> later) {
        return later.filter(one -> isPending() || !one.appointments.isEmpty()).orElse(this);
    }

    public boolean isPending() {
        return heldPlaces > 0;
    }
}
