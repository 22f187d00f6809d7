package org.slotkeeper.publishing.spi;

import org.slotkeeper.domain.appointment.AppointmentId;

/** Who has a seat in the ledger. */
public sealed interface Owner {

    record ByAppointment(AppointmentId appointment) implements Owner {}

    /** The practice has withdrawn the seat: it is never offered again. */
    record ByPractice() implements Owner {}
}
