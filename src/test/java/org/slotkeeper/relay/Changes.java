package org.slotkeeper.relay;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.relay.spi.AppointmentChange;

/** Changes as the ledger would have recorded them, at {@link LedgerWorld#NOW}. */
public final class Changes {

    private Changes() {}

    public static AppointmentChange booked(OdsCode practice, LocalDate day, int ordinal) {
        NhsNumber patient = LedgerWorld.newPatient();
        Change.Book wanted = LedgerWorld.wanted(
                practice, patient, LedgerWorld.request(LedgerWorld.self(patient)), day, List.of(ordinal));
        Appointment booked = new Appointment(
                wanted.id(),
                patient,
                new Appointment.Revision(1, Appointment.State.BOOKED, Optional.empty(), LedgerWorld.NOW),
                wanted.allocation(),
                wanted.notes(),
                new Appointment.Booked(Booker.of(LedgerWorld.self(patient)), LedgerWorld.NOW));
        return new AppointmentChange(Optional.empty(), booked);
    }

    public static AppointmentChange movedTo(LocalDate day, int ordinal, Appointment before) {
        Change.Move move = LedgerWorld.move(before, day, ordinal);
        return followed(before, Appointment.State.BOOKED, Optional.empty(), move.to());
    }

    public static AppointmentChange cancelled(Appointment before) {
        return followed(before, Appointment.State.CANCELLED, Optional.of("better now"), before.allocation());
    }

    public static AppointmentChange amended(Appointment before) {
        return followed(before, Appointment.State.BOOKED, Optional.empty(), before.allocation());
    }

    private static AppointmentChange followed(
            Appointment before,
            Appointment.State state,
            Optional<String> cancelReason,
            Appointment.Allocation allocation) {
        Instant now = LedgerWorld.NOW;
        Appointment after = new Appointment(
                before.id(),
                before.patient(),
                new Appointment.Revision(before.version() + 1, state, cancelReason, now),
                allocation,
                before.notes(),
                before.booked());
        return new AppointmentChange(Optional.of(before), after);
    }
}
