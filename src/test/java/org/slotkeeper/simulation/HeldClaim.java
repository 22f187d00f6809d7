package org.slotkeeper.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SlotId;

/** Seats that somebody has in the inventory and the ledger has not told of. */
record HeldClaim(
        Claim.Kind kind,
        LocalDate day,
        List<Integer> ordinals,
        String key,
        NhsNumber patient,
        Request request,
        Instant since,
        Instant expiresAt) {

    boolean isHold() {
        return kind == Claim.Kind.HOLD;
    }

    /** An expired hold is nothing; an expired confirm is there until the ledger was asked. */
    boolean isHere(Instant now) {
        return !isHold() || now.isBefore(expiresAt);
    }

    HeldClaim confirmed(Request by, Instant from, Instant until) {
        return new HeldClaim(Claim.Kind.CONFIRM, day, ordinals, key, patient, by, from, until);
    }

    HeldSeats seen(OdsCode practice) {
        AppointmentId id = new AppointmentId(new SlotId(practice, day, ordinals.get(0)), key);
        return new HeldSeats(id, ordinals, expiresAt, !isHold(), markOf(patient));
    }

    static HeldSeats.PatientMark markOf(NhsNumber patient) {
        return new HeldSeats.PatientMark("mark of " + patient.digits());
    }
}
