package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Step;

/** The ledger as one request that is looked at asks it. */
record TracedLedger(AppointmentLedger port, TracedCalls calls) implements AppointmentLedger {

    @Override
    public Future<LedgerAnswer> change(Change change) {
        Step step = change.match(
                book -> Step.BOOK,
                cancel -> Step.CANCEL,
                amend -> Step.AMEND,
                move -> Step.MOVE,
                refuse -> Step.REFUSE);
        return calls.noted(step, change.practice(), () -> port.change(change));
    }

    @Override
    public Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request) {
        return calls.noted(Step.ANSWER_TO, practice, () -> port.answerTo(practice, request));
    }

    @Override
    public Future<Optional<Appointment>> look(AppointmentId id, Request request) {
        return calls.noted(Step.LOOK, id.origin().practice(), () -> port.look(id, request));
    }

    @Override
    public Future<Optional<Appointment>> read(AppointmentId id, Reader reader) {
        return calls.noted(Step.READ, id.origin().practice(), () -> port.read(id, reader));
    }

    @Override
    public Future<Optional<Refusal>> objection(Room room) {
        return calls.noted(Step.ROOM, room.practice(), () -> port.objection(room));
    }

    @Override
    public Future<Listed> list(NhsNumber patient, Listing listing, Reader reader) {
        return calls.noted(Step.LIST, () -> port.list(patient, listing, reader));
    }

    @Override
    public Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        return calls.noted(Step.AUDIT, practice, () -> port.audit(practice, operation, outcome, appointment, reader));
    }
}
