package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Operation;
import org.slotkeeper.booking.ReadPublished;
import org.slotkeeper.booking.ReadPublished.PublishedCare;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * Reads of what the references in answers lead to: slots, schedules, practices, people and places.
 */
public final class PublishedOperations {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** An id that is made of a practice's care begins with the practice. */
    private static final Pattern CARE_ID = Pattern.compile("([A-Z0-9]{3,10})-[a-z][0-9a-f]+");

    private final ReadPublished published;
    private final SlotTexts texts;
    private final OperationOutcomes outcomes = new OperationOutcomes();

    public PublishedOperations(ReadPublished published, SlotTexts texts) {
        this.published = published;
        this.texts = texts;
    }

    public Map<Operation, Engine> handlers() {
        return Map.of(
                FhirApi.SLOT_READ, read(this::slot),
                FhirApi.SCHEDULE_READ, read(this::schedule),
                FhirApi.HEALTHCARE_SERVICE_READ, read(this::healthcareService),
                FhirApi.PRACTITIONER_READ, read(this::practitioner),
                FhirApi.LOCATION_READ, read(this::location));
    }

    private Engine read(Engine operation) {
        return Answering.checked(operation, outcomes);
    }

    private Future<EngineAnswer> slot(EngineRequest request) {
        Optional<SlotId> id = SlotId.parse(request.values().get(0));
        if (id.isEmpty()) {
            return Future.succeededFuture(unknown("SLOT_UNKNOWN", "Slot"));
        }
        return published
                .slot(id.get(), request.requireCaller())
                .map(outcome -> outcome.match(shown -> found(Slots.resource(shown)), outcomes::notShown));
    }

    private Future<EngineAnswer> healthcareService(EngineRequest request) {
        String id = request.values().get(0);
        if (!OdsCode.isValid(id)) {
            return Future.succeededFuture(unknown("PRACTICE_UNKNOWN", "HealthcareService"));
        }
        return published.practice(new OdsCode(id)).map(practice -> practice.map(
                        known -> found(Providers.healthcareService(known)))
                .orElseGet(() -> unknown("PRACTICE_UNKNOWN", "HealthcareService")));
    }

    private Future<EngineAnswer> schedule(EngineRequest request) {
        String id = request.values().get(0);
        return care("Schedule", id, Care::scheduleId, care -> Buffer.buffer(scheduleText(care, id)));
    }

    private byte[] scheduleText(PublishedCare care, String id) {
        return care.isInBook()
                ? texts.of(care.book()).resource(id)
                : ScheduleTexts.ofThePast(id, care.cares(), care.book().practice());
    }

    private Future<EngineAnswer> practitioner(EngineRequest request) {
        return care(
                "Practitioner",
                request.values().get(0),
                Care::practitionerId,
                care -> Providers.practitioner(care.cares().get(0), practiceOf(care)));
    }

    private Future<EngineAnswer> location(EngineRequest request) {
        return care(
                "Location",
                request.values().get(0),
                Care::locationId,
                care -> Providers.location(care.cares().get(0), practiceOf(care)));
    }

    /** By which of its ids a resource knows the care that it is part of. */
    @FunctionalInterface
    private interface Naming {
        String id(Care care, OdsCode practice);
    }

    private Future<EngineAnswer> care(String type, String id, Naming naming, Function<PublishedCare, Buffer> writer) {
        Matcher parts = CARE_ID.matcher(id);
        if (!parts.matches()) {
            return Future.succeededFuture(unknown("NOT_FOUND", type));
        }
        OdsCode practice = new OdsCode(parts.group(1));
        Predicate<Care> isWanted = care -> naming.id(care, practice).equals(id);
        return published.care(practice, isWanted).map(care -> care.map(known -> found(writer.apply(known)))
                .orElseGet(() -> unknown("NOT_FOUND", type)));
    }

    private static OdsCode practiceOf(PublishedCare care) {
        return care.book().practice().odsCode();
    }

    private static EngineAnswer found(Buffer resource) {
        return Answering.answer(OK, resource);
    }

    private EngineAnswer unknown(String code, String type) {
        return outcomes.write(Failure.of(NOT_FOUND, "not-found", code, "There is no such " + type + '.'));
    }
}
