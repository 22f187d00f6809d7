package org.slotkeeper.cost.jpa;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Locks the slot's row, looks, and writes. */
@Service
@Profile("lock")
public class PessimisticLockBooking implements BookingService {

    private final SlotRepository slots;
    private final AppointmentRepository appointments;

    public PessimisticLockBooking(SlotRepository slots, AppointmentRepository appointments) {
        this.slots = slots;
        this.appointments = appointments;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> findFree(String practice, LocalDateTime from, LocalDateTime to, Limit limit) {
        return slots.findInStateFree(practice, from, to, limit);
    }

    @Override
    @Transactional
    public Appointment take(Long slot, String patient, String description, Appointment.State state) {
        Slot wanted = slots.findAndLockById(slot).orElseThrow();
        if (wanted.getState() != Slot.State.FREE) {
            throw new SlotTaken();
        }
        boolean isHold = state == Appointment.State.HELD;
        wanted.setState(isHold ? Slot.State.HELD : Slot.State.BOOKED);
        return appointments.save(new Appointment(wanted, patient, description, state, isHold ? Instant.now().plus(Duration.ofMinutes(5)) : null));
    }

    @Override
    @Transactional
    public Appointment confirm(Long appointment) {
        Appointment held = appointments.findById(appointment).orElseThrow();
        slots.findAndLockById(held.getSlot().getId()).orElseThrow().setState(Slot.State.BOOKED);
        held.confirm();
        return held;
    }

    @Override
    @Transactional
    public void cancel(Long appointment) {
        Appointment booked = appointments.findById(appointment).orElseThrow();
        slots.findAndLockById(booked.getSlot().getId()).orElseThrow().setState(Slot.State.FREE);
        appointments.delete(booked);
    }
}
