package org.slotkeeper.booking;

import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.schedule.Slot;

/**
 * What a sender's resource says beside what its command asks for. None of it is passed over: where
 * it says otherwise than what is, the command is refused by the name of the element.
 */
public interface Statement {

    Statement NOTHING = new Statement() {
        @Override
        public Optional<String> contradiction(Optional<Appointment> standing, List<Slot> offered) {
            return Optional.empty();
        }

        @Override
        public List<String> words() {
            return List.of();
        }
    };

    /**
     * The first element that says otherwise than all of these.
     *
     * @param standing the appointment as it is, if there is one
     * @param offered the slots that are held, or that are to be booked; empty if the appointment is
     * to stay where it is
     */
    Optional<String> contradiction(Optional<Appointment> standing, List<Slot> offered);

    /**
     * All that it says in one canonical form, by which another try of the same request is known.
     */
    List<String> words();
}
