package org.slotkeeper.booking.spi;

import java.time.Instant;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;

/** What the ledger says to a write. */
public sealed interface LedgerAnswer {

    /** Committed just now. */
    record Recorded(int version, Instant recordedAt) implements LedgerAnswer {}

    /** The same request was committed before: the appointment as it was told then. */
    record Replayed(Appointment appointment) implements LedgerAnswer {}

    record Refused(Refusal refusal) implements LedgerAnswer {}

    /** The connection was lost while the commit was on its way, and it could not be found out in time how it ended. */
    record Unknown() implements LedgerAnswer {}
}
