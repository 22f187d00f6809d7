package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.AppointmentId;

/**
 * A live hold as the inventory knows it. Whose it is can only be asked, not read.
 *
 * @param placer who placed it; not known any more once its confirm is in flight
 */
public record HeldSeats(
        AppointmentId id,
        List<Integer> ordinals,
        Instant expiresAt,
        boolean isConfirmInFlight,
        PatientMark patient,
        Optional<CallerMark> placer) {

    public HeldSeats {
        ordinals = List.copyOf(ordinals);
    }

    /** A keyed hash in place of a patient. Equal marks of one inventory are the same patient. */
    public record PatientMark(String value) {}

    /** A keyed hash in place of a caller. Equal marks of one inventory are the same caller. */
    public record CallerMark(String value) {}
}
