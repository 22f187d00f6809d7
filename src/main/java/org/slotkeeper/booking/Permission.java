package org.slotkeeper.booking;

import java.util.Optional;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.HeldSeats;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Who may do what for whom: patients for themselves, practices at their own practice, other organisations for a patient they name. */
final class Permission {

    private Permission() {}

    /** Nothing if the caller may book for this patient at this practice. */
    static Optional<Refusal> refusalToBook(Caller caller, NhsNumber patient, OdsCode practice) {
        if (caller instanceof Caller.Patient self) {
            return unless(self.nhsNumber().equals(patient));
        }
        if (caller instanceof Caller.PracticeSystem own) {
            return unless(own.organisation().equals(practice) && own.may(Caller.WRITE));
        }
        return unless(caller instanceof Caller.Organisation other && other.may(Caller.WRITE));
    }

    /** Nothing if the caller may change this appointment; an appointment that is not the caller's to see is unknown to it. */
    static Optional<Refusal> refusalToChange(Caller caller, Optional<NhsNumber> named, Appointment appointment) {
        if (caller instanceof Caller.Patient self && !self.nhsNumber().equals(appointment.patient())) {
            return Optional.of(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN));
        }
        if (caller instanceof Caller.PracticeSystem own && !own.organisation().equals(appointment.practice())) {
            return Optional.of(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN));
        }
        if (caller instanceof Caller.Organisation
                && !named.map(appointment.patient()::equals).orElse(false)) {
            return Optional.of(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN));
        }
        return refusalToBook(caller, appointment.patient(), appointment.practice());
    }

    /** Whether the caller may know of this hold of a patient at its practice. Who placed it is not known any more once it is on its way to the ledger: then nothing is told of it. */
    static boolean mayKnowOf(HeldSeats held, NhsNumber patient, Caller caller, SlotInventory inventory) {
        boolean isPatients = held.patient().equals(inventory.markOf(patient));
        boolean isPlacers = held.placer().map(inventory.markOf(caller)::equals).orElse(held.isConfirmInFlight());
        return isPatients && (isPlacers || !caller.isBoundToWhatItPlaced());
    }

    /** Nothing if the caller may read appointments at all. Which ones it sees is the ledger's to narrow. */
    static Optional<Refusal> refusalToRead(Caller caller) {
        if (caller instanceof Caller.PracticeSystem own) {
            return unless(own.may(Caller.READ));
        }
        if (caller instanceof Caller.Organisation other) {
            return unless(other.may(Caller.READ));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> unless(boolean allowed) {
        return allowed ? Optional.empty() : Optional.of(new Refusal.Plain(Reason.FORBIDDEN));
    }
}
