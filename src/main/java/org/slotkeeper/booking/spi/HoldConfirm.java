package org.slotkeeper.booking.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * A patient's word that a hold is to become an appointment. A caller that is bound to what it
 * placed confirms no other hold.
 *
 * @param slots those that were named with it: a hold with others is not confirmed, and stands; none
 * if none were named
 */
public record HoldConfirm(
        AppointmentId hold, NhsNumber patient, List<Claim.Places> slots, Duration lease, Request request, Instant now) {

    public HoldConfirm {
        slots = List.copyOf(slots);
    }
}
