package org.slotkeeper.cost.jpa;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Inserts and lets the database refuse the second one. */
@Service
@Profile("unique")
public class UniqueConstraintBooking implements BookingService {

    private final SlotRepository slots;
    private final AppointmentRepository appointments;

    public UniqueConstraintBooking(SlotRepository slots, AppointmentRepository appointments) {
        this.slots = slots;
        this.appointments = appointments;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> findFree(String practice, LocalDateTime from, LocalDateTime to, Limit limit) {
        return slots.findWithoutAppointment(practice, from, to, limit);
    }

    @Override
    @Transactional
    public Appointment take(Long slot, String patient, String description, Appointment.State state) {
        Slot wanted = slots.findById(slot).orElseThrow();
        Instant heldUntil = state == Appointment.State.HELD ? Instant.now().plus(Duration.ofMinutes(5)) : null;
        try {
            return appointments.saveAndFlush(new Appointment(wanted, patient, description, state, heldUntil));
        } catch (DataIntegrityViolationException duplicate) {
            throw new SlotTaken();
        }
    }

    @Override
    @Transactional
    public Appointment confirm(Long appointment) {
        Appointment held = appointments.findById(appointment).orElseThrow();
        held.confirm();
        return held;
    }

    @Override
    @Transactional
    public void cancel(Long appointment) {
        appointments.deleteById(appointment);
    }
}
