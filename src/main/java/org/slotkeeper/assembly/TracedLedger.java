package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.NewAppointment;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;

/** The ledger as one request asks it, each call within a span: from the word to the batcher to the answer of the commit that it shares with others. */
record TracedLedger(AppointmentLedger ledger, Span span) implements AppointmentLedger {

    @Override
    public Future<LedgerAnswer> book(NewAppointment appointment) {
        return TracedPorts.within(span, Step.BOOK, practiceOf(appointment.id()), () -> ledger.book(appointment));
    }

    @Override
    public Future<LedgerAnswer> change(Change change) {
        Step step = change.match(cancel -> Step.CANCEL, amend -> Step.AMEND, move -> Step.MOVE, refuse -> Step.REFUSE);
        return TracedPorts.within(span, step, change.practice(), () -> ledger.change(change));
    }

    @Override
    public Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request) {
        return TracedPorts.within(span, Step.ANSWER_TO, practice, () -> ledger.answerTo(practice, request));
    }

    @Override
    public Future<Optional<Appointment>> look(AppointmentId id, Request request) {
        return TracedPorts.within(span, Step.LOOK, practiceOf(id), () -> ledger.look(id, request));
    }

    @Override
    public Future<Optional<Appointment>> read(AppointmentId id, Reader reader) {
        return TracedPorts.within(span, Step.READ, practiceOf(id), () -> ledger.read(id, reader));
    }

    @Override
    public Future<Optional<Refusal>> objection(Room room) {
        return TracedPorts.within(span, Step.ROOM, room.practice(), () -> ledger.objection(room));
    }

    @Override
    public Future<Listed> list(NhsNumber patient, Listing listing, Reader reader) {
        return TracedPorts.within(span, Step.LIST, () -> ledger.list(patient, listing, reader));
    }

    @Override
    public Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        return TracedPorts.within(
                span, Step.AUDIT, practice, () -> ledger.audit(practice, operation, outcome, appointment, reader));
    }

    private static OdsCode practiceOf(AppointmentId id) {
        return id.origin().practice();
    }
}
