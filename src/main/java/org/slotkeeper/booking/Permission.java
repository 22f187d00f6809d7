package org.slotkeeper.booking;

import java.util.Optional;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Who may do what for whom: patients for themselves, practices at their own practice, other
 * organisations for a patient they name.
 */
final class Permission {

    private Permission() {}

    /** Nothing if the caller may book for this patient at this practice. */
    static Optional<Refusal> refusalToBook(Caller caller, NhsNumber patient, OdsCode practice) {
        return unless(caller.match(
                self -> self.nhsNumber().equals(patient),
                own -> own.organisation().equals(practice) && own.may(Caller.WRITE),
                other -> other.may(Caller.WRITE)));
    }

    /**
     * Nothing if the caller may change this appointment; an appointment that is not the caller's to
     * see is unknown to it.
     */
    static Optional<Refusal> refusalToChange(Caller caller, Optional<NhsNumber> named, Appointment appointment) {
        boolean mayKnowOfIt = caller.match(
                self -> self.nhsNumber().equals(appointment.patient()),
                own -> own.organisation().equals(appointment.practice()),
                other -> named.map(appointment.patient()::equals).orElse(false));
        return mayKnowOfIt
                ? refusalToBook(caller, appointment.patient(), appointment.practice())
                : Optional.of(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN));
    }

    /**
     * Whether the caller may know of this hold of a patient at its practice. Who placed it is not
     * known any more once it is on its way to the ledger: then nothing is told of it.
     */
    static boolean mayKnowOf(HeldSeats held, NhsNumber patient, Caller caller, SlotInventory inventory) {
        boolean isPatients = held.patient().equals(inventory.markOf(patient));
        boolean isPlacers = held.placer().map(inventory.markOf(caller)::equals).orElse(held.isConfirmInFlight());
        return isPatients && (isPlacers || !caller.isBoundToWhatItPlaced());
    }

    /**
     * Nothing if the caller may read appointments at all. Which ones it sees is the ledger's to
     * narrow.
     */
    static Optional<Refusal> refusalToRead(Caller caller) {
        return unless(caller.match(self -> true, own -> own.may(Caller.READ), other -> other.may(Caller.READ)));
    }

    private static Optional<Refusal> unless(boolean allowed) {
        return allowed ? Optional.empty() : Optional.of(new Refusal.Plain(Reason.FORBIDDEN));
    }
}
