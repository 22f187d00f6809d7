package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.fhir.OperationOutcomes.Sent;
import org.slotkeeper.booking.BookingOffice;
import org.slotkeeper.booking.Command;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.booking.NoLongerKept;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/**
 * Answers the operations of the FHIR API that are about appointments, and the search for slots:
 * each reads its request into the words of booking, asks the booking office, and writes what it
 * says. A fault is not answered here.
 */
public final class FhirOperations {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_MODIFIED = 304;

    private final BookingOffice office;
    private final NoLongerKept noLongerKept;
    private final String serviceBase;
    private final AppointmentReader appointmentReader;
    private final HoldReader holdReader;
    private final SlotSearchReader slotSearchReader;
    private final SlotBundles slotBundles;
    private final AppointmentSearchReader appointmentSearchReader;
    private final AppointmentBundles appointmentBundles;
    private final OperationOutcomes outcomes = new OperationOutcomes();

    /** @param texts shared by all event loops */
    public FhirOperations(
            BookingOffice office, NoLongerKept noLongerKept, SlotTexts texts, CursorSeal seal, FhirSettings settings) {
        this.office = office;
        this.noLongerKept = noLongerKept;
        this.serviceBase = settings.serviceBase();
        References references = new References(settings);
        this.appointmentReader = new AppointmentReader(references);
        this.holdReader = new HoldReader(references);
        this.slotSearchReader = new SlotSearchReader(settings);
        this.slotBundles = new SlotBundles(texts, settings);
        ListPlaces places = new ListPlaces(seal);
        this.appointmentSearchReader = new AppointmentSearchReader(places);
        this.appointmentBundles = new AppointmentBundles(places, serviceBase);
    }

    private FhirOperations(BookingOffice office, FhirOperations other) {
        this.office = office;
        this.noLongerKept = other.noLongerKept;
        this.serviceBase = other.serviceBase;
        this.appointmentReader = other.appointmentReader;
        this.holdReader = other.holdReader;
        this.slotSearchReader = other.slotSearchReader;
        this.slotBundles = other.slotBundles;
        this.appointmentSearchReader = other.appointmentSearchReader;
        this.appointmentBundles = other.appointmentBundles;
    }

    /** The same operations, asking another office. */
    public FhirOperations asking(BookingOffice other) {
        return new FhirOperations(other, this);
    }

    public Map<Operation, Engine> handlers() {
        return Map.of(
                FhirApi.SLOT_SEARCH, checked(this::searchSlots),
                FhirApi.HOLD, writing(this::hold),
                FhirApi.BOOK, writing(this::book),
                FhirApi.APPOINTMENT_SEARCH, checked(this::searchAppointments),
                FhirApi.APPOINTMENT_READ, checked(this::read),
                FhirApi.APPOINTMENT_CHANGE, writing(this::change));
    }

    private Engine checked(Engine operation) {
        return Answering.checked(operation, outcomes);
    }

    /**
     * What stands beside the body of a write and would be passed over is refused before anything is
     * done.
     */
    private Engine writing(Engine operation) {
        return checked(request -> {
            Preconditions.refuseUnaskedConditions(request);
            return operation.answer(request);
        });
    }

    private Future<EngineAnswer> searchSlots(EngineRequest request) {
        SlotQuery query = slotSearchReader.read(request);
        return office.findFreeSlots()
                .find(query.search())
                .map(free -> Answering.answer(OK, slotBundles.write(free, query, request.requestId())));
    }

    private Future<EngineAnswer> hold(EngineRequest request) {
        Command.Hold command = holdReader.hold(request);
        return office.placeHold()
                .place(command)
                .map(outcome -> outcome.match(
                        held -> written(CREATED, new Entry.Held(held), request),
                        refusal -> outcomes.write(refusal, Sent.PARAMETERS, request.requestId())));
    }

    private Future<EngineAnswer> book(EngineRequest request) {
        Command.Book command = appointmentReader.book(request);
        return office.bookAppointment().book(command).map(outcome -> recorded(CREATED, outcome, request));
    }

    private Future<EngineAnswer> change(EngineRequest request) {
        return appointmentReader.change(request).match(keep -> keep(keep, request), cancel -> cancel(cancel, request));
    }

    private Future<EngineAnswer> keep(Command.Keep keep, EngineRequest request) {
        return office.keepAppointment()
                .keep(keep)
                .compose(outcome -> noLongerKept.orAsItIs(keep.id(), outcome))
                .map(outcome -> recorded(OK, outcome, request));
    }

    private Future<EngineAnswer> cancel(Command.Cancel cancel, EngineRequest request) {
        return office.cancelAppointment()
                .cancel(cancel)
                .compose(outcome -> noLongerKept.orAsItIs(cancel.id(), outcome))
                .map(outcome ->
                        outcome.match(entry -> written(OK, entry, request), refusal -> refused(refusal, request)));
    }

    private Future<EngineAnswer> read(EngineRequest request) {
        Optional<AppointmentId> id = AppointmentId.parse(request.values().get(0));
        if (id.isEmpty()) {
            return Future.succeededFuture(refused(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN), request));
        }
        return office.readAppointments()
                .read(id.get(), AppointmentReader.from(request))
                .compose(outcome -> noLongerKept.orAsItIs(id.get(), outcome))
                .map(outcome -> outcome.match(entry -> shown(entry, request), refusal -> refused(refusal, request)));
    }

    private Future<EngineAnswer> searchAppointments(EngineRequest request) {
        AppointmentQuery query = appointmentSearchReader.read(request);
        return office.readAppointments()
                .list(query.wanted(), AppointmentReader.from(request))
                .map(outcome -> outcome.match(
                        page -> Answering.answer(OK, appointmentBundles.write(page, query)),
                        refusal -> refused(refusal, request)));
    }

    private EngineAnswer recorded(int status, Outcome<Appointment> outcome, EngineRequest request) {
        return outcome.match(
                appointment -> written(status, new Entry.Recorded(appointment), request),
                refusal -> refused(refusal, request));
    }

    /** What a write has come to, in the form that the caller wants. */
    private EngineAnswer written(int status, Entry entry, EngineRequest request) {
        Map<String, String> headers = headersOf(entry);
        headers.put("Location", Appointments.address(serviceBase, entry.id().text()));
        return switch (Preconditions.wanted(request)) {
            case NOTHING -> new EngineAnswer(status, Map.copyOf(headers), Buffer.buffer(), "");
            case OUTCOME -> Answering.answer(status, headers, OperationOutcomes.done());
            case RESOURCE -> Answering.answer(status, headers, Appointments.resource(entry));
        };
    }

    private static EngineAnswer shown(Entry entry, EngineRequest request) {
        if (Preconditions.isKnown(request, Appointments.versionOf(entry))) {
            return new EngineAnswer(NOT_MODIFIED, Map.copyOf(headersOf(entry)), Buffer.buffer(), "");
        }
        return Answering.answer(OK, headersOf(entry), Appointments.resource(entry));
    }

    private EngineAnswer refused(Refusal refusal, EngineRequest request) {
        return outcomes.write(refusal, Sent.APPOINTMENT, request.requestId());
    }

    private static Map<String, String> headersOf(Entry entry) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", "W/\"" + Appointments.versionOf(entry) + '"');
        Optional<Hold> hold = entry.match(recorded -> Optional.empty(), Optional::of, withdrawn -> Optional.empty());
        hold.ifPresent(live -> headers.put("Expires", Times.http(live.expiresAt())));
        return headers;
    }
}
