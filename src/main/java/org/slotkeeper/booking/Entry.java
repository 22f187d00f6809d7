package org.slotkeeper.booking;

import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;

/** What stands under an appointment's id. */
public sealed interface Entry {

    AppointmentId id();

    /** The ledger has it. */
    record Recorded(Appointment appointment) implements Entry {
        @Override
        public AppointmentId id() {
            return appointment.id();
        }
    }

    /** The inventory has it, until it expires. */
    record Held(Hold hold) implements Entry {
        @Override
        public AppointmentId id() {
            return hold.id();
        }
    }

    /** A hold that its patient has just given back. */
    record Withdrawn(Hold hold, String reason) implements Entry {
        @Override
        public AppointmentId id() {
            return hold.id();
        }
    }
}
