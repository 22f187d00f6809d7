package org.slotkeeper.booking;

import java.util.function.Function;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;

/** What stands under an appointment's id. */
public sealed interface Entry {

    AppointmentId id();

    /** One function for each, so that whoever shows an entry has thought of all of them. */
    <R> R match(
            Function<? super Appointment, ? extends R> recorded,
            Function<? super Hold, ? extends R> held,
            Function<? super Withdrawn, ? extends R> withdrawn);

    /** The ledger has it. */
    record Recorded(Appointment appointment) implements Entry {
        @Override
        public AppointmentId id() {
            return appointment.id();
        }

        @Override
        public <R> R match(
                Function<? super Appointment, ? extends R> recorded,
                Function<? super Hold, ? extends R> held,
                Function<? super Withdrawn, ? extends R> withdrawn) {
            return recorded.apply(appointment);
        }
    }

    /** The inventory has it, until it expires. */
    record Held(Hold hold) implements Entry {
        @Override
        public AppointmentId id() {
            return hold.id();
        }

        @Override
        public <R> R match(
                Function<? super Appointment, ? extends R> recorded,
                Function<? super Hold, ? extends R> held,
                Function<? super Withdrawn, ? extends R> withdrawn) {
            return held.apply(hold);
        }
    }

    /** A hold that its patient has just given back. */
    record Withdrawn(Hold hold, String reason) implements Entry {
        @Override
        public AppointmentId id() {
            return hold.id();
        }

        @Override
        public <R> R match(
                Function<? super Appointment, ? extends R> recorded,
                Function<? super Hold, ? extends R> held,
                Function<? super Withdrawn, ? extends R> withdrawn) {
            return withdrawn.apply(this);
        }
    }
}
