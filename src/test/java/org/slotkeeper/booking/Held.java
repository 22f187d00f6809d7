package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Caller;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.HeldSeats.CallerMark;
import org.slotkeeper.domain.HeldSeats.PatientMark;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SlotId;

/** Seats that somebody has and the ledger has not told of. */
record Held(
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

    /** A confirm whose lease has ended: only the ledger knows what became of it. */
    boolean isSuspect(Instant now) {
        return !isHold() && !now.isBefore(expiresAt);
    }

    /** Whether this caller may know of it: of a hold that is not its own an organisation knows nothing. */
    boolean isFor(Caller caller) {
        return !caller.isBoundToWhatItPlaced() || (isHold() && markOf(caller).equals(markOf(request.caller())));
    }

    static CallerMark markOf(Caller caller) {
        return new CallerMark("mark of " + caller.key());
    }

    HeldSeats seen(OdsCode practice) {
        AppointmentId id = new AppointmentId(new SlotId(practice, day, ordinals.get(0)), key);
        PatientMark mark = new PatientMark("mark of " + patient.digits());
        Optional<CallerMark> placer = isHold() ? Optional.of(markOf(request.caller())) : Optional.empty();
        return new HeldSeats(id, ordinals, expiresAt, !isHold(), mark, placer);
    }
}
