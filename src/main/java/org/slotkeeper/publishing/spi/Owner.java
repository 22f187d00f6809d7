package org.slotkeeper.publishing.spi;

import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.domain.appointment.AppointmentId;

/** Who has a seat in the ledger. */
public sealed interface Owner {

    /** One function for each, so that whoever asks has thought of all of them. */
    <R> R match(Function<? super AppointmentId, ? extends R> byAppointment, Supplier<? extends R> byPractice);

    record ByAppointment(AppointmentId appointment) implements Owner {
        @Override
        public <R> R match(
                Function<? super AppointmentId, ? extends R> byAppointment, Supplier<? extends R> byPractice) {
            return byAppointment.apply(appointment);
        }
    }

    /** The practice has withdrawn the seat: it is never offered again. */
    record ByPractice() implements Owner {
        @Override
        public <R> R match(
                Function<? super AppointmentId, ? extends R> byAppointment, Supplier<? extends R> byPractice) {
            return byPractice.get();
        }
    }
}
