package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.Interval;

/**
 * An appointment to be recorded.
 *
 * @param id its practice and day are those of the seats
 * @param ordinals the seats, ascending
 */
public record NewAppointment(
        AppointmentId id,
        NhsNumber patient,
        List<Integer> ordinals,
        Interval time,
        Appointment.Notes notes,
        int appointmentsPerPatientMax,
        Request request,
        Instant now) {

    public NewAppointment {
        ordinals = List.copyOf(ordinals);
    }
}
