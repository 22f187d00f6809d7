package org.slotkeeper.cost.jpa;

import java.time.LocalDateTime;
import java.util.List;
import org.springframework.data.domain.Limit;

/** What the two ways of keeping patients out of each other's slots have in common. */
public interface BookingService {

    List<Slot> findFree(String practice, LocalDateTime from, LocalDateTime to, Limit limit);

    /** @throws SlotTaken if somebody has it, or holds it */
    Appointment take(Long slot, String patient, String description, Appointment.State state);

    Appointment confirm(Long appointment);

    void cancel(Long appointment);
}
