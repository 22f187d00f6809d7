package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.schedule.Interval;

/** A change of an appointment that was seen in one version, and takes effect only if that is still the version. */
public sealed interface Change {

    Appointment seen();

    Request request();

    Instant now();

    record Cancel(Appointment seen, String reason, Request request, Instant now) implements Change {}

    record Amend(Appointment seen, Appointment.Notes notes, Request request, Instant now) implements Change {}

    /** Takes the new seats and gives the old ones back in one step. The id stays. */
    record Move(
            Appointment seen,
            LocalDate day,
            List<Integer> ordinals,
            Interval time,
            Appointment.Notes notes,
            int appointmentsPerPatientMax,
            Request request,
            Instant now)
            implements Change {
        public Move {
            ordinals = List.copyOf(ordinals);
        }
    }
}
