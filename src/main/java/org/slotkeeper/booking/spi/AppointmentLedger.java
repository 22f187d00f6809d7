package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Caller;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Request;

/**
 * What is true: an appointment exists if and only if the ledger has committed it. Each write claims its request id, takes effect, stores its answer, writes the audit trail and the outbox in one statement. A future
 * of it fails only if the write certainly did not happen; {@link LedgerAnswer.Unknown} says that it may have.
 */
public interface AppointmentLedger {

    Future<LedgerAnswer> book(NewAppointment appointment);

    Future<LedgerAnswer> cancel(Change.Cancel cancel);

    Future<LedgerAnswer> amend(Change.Amend amend);

    Future<LedgerAnswer> move(Change.Move move);

    /**
     * Refuses a request for good: no later try of it can have an effect. Answers with what it was told before, if the ledger has met it: then the new refusal counts for nothing.
     */
    Future<LedgerAnswer> refuse(Refusing refusing);

    /** What came of this request, if the ledger has met it. */
    Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request);

    /** The appointment as it is now, if it is for the caller's eyes: what a change begins with. Neither audited nor vouched for, because the change is: nothing of it is told before the ledger was asked again. */
    Future<Optional<Appointment>> look(AppointmentId id, Request request);

    /** The appointment for its reader's eyes, with a row in the audit trail. Empty if there is none or it is not the reader's. */
    Future<Optional<Appointment>> read(AppointmentId id, Reader reader);

    /** The patient's appointments, soonest first, with a row in the audit trail. */
    Future<List<Appointment>> list(NhsNumber patient, Listing listing, Reader reader);

    /** Notes an access that the ledger had no other part in, for example a hold, in the audit trail. */
    Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader);

    /**
     * A refusal that the ledger is to store.
     *
     * @param operation for the audit trail
     */
    record Refusing(OdsCode practice, String operation, Request request, Refusal refusal, Instant now) {}

    /** Who reads, for the audit trail and for what may be seen: patients their own, practices their own, other organisations what is named to them. */
    record Reader(Caller caller, java.util.UUID requestId, Instant now) {}

    /** @param from appointments that end after this instant */
    record Listing(Instant from, Optional<Instant> until, Optional<Appointment.State> state, int countMax) {}
}
