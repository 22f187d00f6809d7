package org.slotkeeper.api.fhir;

import java.util.List;
import java.util.Optional;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.booking.Command;
import org.slotkeeper.booking.SeenVersions;
import org.slotkeeper.booking.SlotChoice;
import org.slotkeeper.booking.Statement;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * Makes commands of R4 Appointments. The reasons to refuse one come in their fixed order:
 * malformed, not allowed, then what is well-formed but breaks a rule. What a resource says beside
 * what it asks for goes along as a {@link Stated}.
 */
final class AppointmentReader {

    private static final String ROOT = "Appointment";

    private final References references;

    AppointmentReader(References references) {
        this.references = references;
    }

    Command.Book book(EngineRequest request) {
        AppointmentDraft draft = AppointmentDraft.of(Element.read(request.body(), ROOT));
        NhsNumber patient = draft.patient()
                .orElseThrow(() -> Unreadable.malformed(
                        draft.source().at("participant"), "must have one patient, named by NHS number"));
        if (draft.slots().isEmpty()) {
            throw Unreadable.malformed(draft.source().at("slot"), "must name at least one slot");
        }
        requireSelf(request.requireCaller(), patient, draft.source().at("participant"));
        requireKeepable(draft);
        if (draft.status() != AppointmentDraft.Status.BOOKED) {
            throw statusNotAllowed(draft, "a new appointment must be booked; to hold slots, use $hold");
        }
        List<SlotId> slots = references.slots(draft.slots());
        Statement statement = Stated.statement(draft, request.requireCaller());
        return new Command.Book(from(request), patient, new SlotChoice(slots, draft.time(), statement), draft.notes());
    }

    /** A {@link Command.Keep} or a {@link Command.Cancel}, by the status. */
    Command.Update change(EngineRequest request) {
        AppointmentDraft draft = AppointmentDraft.of(Element.read(request.body(), ROOT));
        String pathId = request.values().get(0);
        draft.requireId(pathId);
        Optional<SeenVersions> seen = Preconditions.seenVersions(request);
        draft.patient()
                .ifPresent(patient -> requireSelf(
                        request.requireCaller(), patient, draft.source().at("participant")));
        AppointmentId id =
                AppointmentId.parse(pathId).orElseThrow(() -> Unreadable.refused(Reason.APPOINTMENT_UNKNOWN, "id"));
        return switch (draft.status()) {
            case BOOKED -> keep(request, draft, id, seen);
            case CANCELLED -> cancel(request, draft, id, seen);
            case OTHER -> throw statusNotAllowed(draft, "only booked and cancelled can be asked for");
        };
    }

    static Command.From from(EngineRequest request) {
        return new Command.From(request.requireCaller(), request.requestId(), request.deadline());
    }

    /** A patient acts for nobody else, whatever the body says. */
    static void requireSelf(Caller caller, NhsNumber patient, String path) {
        boolean isOther =
                caller.patient().map(self -> !self.nhsNumber().equals(patient)).orElse(false);
        if (isOther) {
            throw Unreadable.refused(Reason.FORBIDDEN, path);
        }
    }

    private Command.Update keep(
            EngineRequest request, AppointmentDraft draft, AppointmentId id, Optional<SeenVersions> seen) {
        requireKeepable(draft);
        List<SlotId> slots = references.slots(draft.slots());
        Notes notes = draft.notes();
        Statement statement = Stated.statement(draft, request.requireCaller());
        return new Command.Keep(
                from(request), id, draft.patient(), new SlotChoice(slots, draft.time(), statement), notes, seen);
    }

    private Command.Update cancel(
            EngineRequest request, AppointmentDraft draft, AppointmentId id, Optional<SeenVersions> seen) {
        AppointmentElements.refuseWhatWouldBeLost(draft.source());
        String reason = draft.cancelationReason()
                .orElseThrow(() -> Unreadable.rule(
                        "CANCELLATION_REASON_REQUIRED",
                        draft.source().at("cancelationReason"),
                        "a cancellation needs a reason"));
        List<SlotId> slots = draft.slots().isEmpty() ? List.of() : references.slots(draft.slots());
        Statement unchanging = Stated.unchanging(draft, slots, request.requireCaller());
        return new Command.Cancel(from(request), id, draft.patient(), reason, seen, unchanging);
    }

    private void requireKeepable(AppointmentDraft draft) {
        AppointmentElements.refuseWhatWouldBeLost(draft.source());
        if (draft.source().has("cancelationReason") && draft.status() != AppointmentDraft.Status.CANCELLED) {
            throw Unreadable.rule(
                    "CANCELLATION_REASON_UNEXPECTED",
                    draft.source().at("cancelationReason"),
                    "only a cancelled appointment has one");
        }
        Participants.requireOwnActors(draft.source().objects("participant"), references);
    }

    private static Unreadable statusNotAllowed(AppointmentDraft draft, String diagnostics) {
        return Unreadable.rule("STATUS_NOT_ALLOWED", draft.source().at("status"), diagnostics);
    }
}
