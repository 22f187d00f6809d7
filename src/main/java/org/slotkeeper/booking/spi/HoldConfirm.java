package org.slotkeeper.booking.spi;

import java.time.Duration;
import java.util.List;
import org.slotkeeper.domain.appointment.AppointmentId;

/**
 * A patient's word that a hold is to become an appointment. A caller that is bound to what it
 * placed confirms no other hold.
 *
 * @param slots those that were named with it: a hold with others is not confirmed, and stands; none
 * if none were named
 */
public record HoldConfirm(AppointmentId hold, Attempt attempt, List<Claim.Places> slots, Duration lease) {

    public HoldConfirm {
        slots = List.copyOf(slots);
    }
}
