package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;

/**
 * An appointment to be recorded.
 *
 * @param id its practice, day and ordinal are those of the first seat; its key is that of the hold
 * it comes of, or else of the request
 * @param place its seats ascending
 */
public record NewAppointment(
        AppointmentId id,
        Appointment.Place place,
        Appointment.Notes notes,
        int appointmentsPerPatientMax,
        Attempt attempt) {

    public Request request() {
        return attempt.request();
    }

    public NhsNumber patient() {
        return attempt.patient();
    }

    public Instant now() {
        return attempt.now();
    }

    public OdsCode practice() {
        return id.practice();
    }

    public List<Integer> ordinals() {
        return place.ordinals();
    }

    public Interval time() {
        return place.time();
    }

    /** The appointment that it has become. */
    public Appointment recorded(LedgerAnswer.Recorded recorded) {
        return new Appointment(
                id,
                patient(),
                new Appointment.Revision(
                        recorded.version(), Appointment.State.BOOKED, Optional.empty(), recorded.recordedAt()),
                place,
                notes,
                new Appointment.Booked(Booker.of(request().caller()), recorded.recordedAt()));
    }
}
