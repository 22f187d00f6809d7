package org.slotkeeper.api.fhir;

import java.util.List;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Operation.Declaration;

/**
 * The operations of the FHIR API. What they say of themselves here, sentence by sentence, is what
 * the CapabilityStatement says of their resources.
 */
public final class FhirApi {

    /** Below it stand all FHIR resources. */
    static final String BASE = "/FHIR/R4";

    public static final Operation METADATA =
            declared(Operation.get("METADATA", BASE + "/metadata").open());

    public static final Operation SLOT_SEARCH = declared(
            Operation.get("SLOT_SEARCH", BASE + "/Slot")
                    .parameters(SlotSearchParameters.all())
                    .documented(
                            "A search finds free slots, soonest first, as they are at this instant. An OperationOutcome entry says of a practice why it has none or, beside its slots, when more will be released."));
    public static final Operation SLOT_READ =
            read("SLOT_READ", "Slot", "A read shows a slot's status to whoever may see it.");

    public static final Operation BOOK = declared(Operation.post("BOOK", BASE + "/Appointment")
            .body(BodyKind.FHIR)
            .repeatable()
            .documented("Create books free slots."));
    public static final Operation APPOINTMENT_CHANGE = declared(Operation.put(
                    "APPOINTMENT_CHANGE", BASE + "/Appointment/{id}")
            .body(BodyKind.FHIR)
            .repeatable()
            .documented("Update confirms a hold, amends description and comment, moves to other slots, or cancels."
                    + " That of an appointment needs If-Match, that of a hold does not."
                    + " To cancel, a hold too, needs cancelationReason."
                    + " start and end must be those of the slots, in a move of the new ones, or be left out."
                    + " X-Request-ID, a UUID, is the idempotency key of every write."));
    public static final Operation APPOINTMENT_SEARCH = declared(
            Operation.get("APPOINTMENT_SEARCH", BASE + "/Appointment").parameters(AppointmentSearchParameters.all()));
    public static final Operation APPOINTMENT_READ = read("APPOINTMENT_READ", "Appointment", "");
    public static final Operation HOLD = declared(
            Operation.post("HOLD", BASE + "/Appointment/$hold")
                    .body(BodyKind.FHIR)
                    .repeatable()
                    .documented(
                            "POST Appointment/$hold with Parameters slot (valueReference, once for each adjacent slot) and patient (valueIdentifier): a pending Appointment until Expires."));

    // What references and canonical addresses in answers lead to, and nothing else does.
    public static final Operation SCHEDULE_READ =
            read("SCHEDULE_READ", "Schedule", "One clinician's book at one place.");
    public static final Operation HEALTHCARE_SERVICE_READ =
            read("HEALTHCARE_SERVICE_READ", "HealthcareService", "A practice, by its ODS code.");
    public static final Operation PRACTITIONER_READ = read(
            "PRACTITIONER_READ",
            "Practitioner",
            "Who sees the patient: the same name, role and place is the same person.");
    public static final Operation LOCATION_READ = read("LOCATION_READ", "Location", "Where a practice sees patients.");
    public static final Operation STRUCTURE_DEFINITION_READ = definition(
            "STRUCTURE_DEFINITION_READ",
            "StructureDefinition",
            "Our extensions, and what our OperationOutcomes are like. Open.");
    public static final Operation CODE_SYSTEM_READ =
            definition("CODE_SYSTEM_READ", "CodeSystem", "The codes in our OperationOutcomes. Open.");
    public static final Operation VALUE_SET_READ =
            definition("VALUE_SET_READ", "ValueSet", "All of those codes. Open.");
    public static final Operation OPERATION_DEFINITION_READ =
            definition("OPERATION_DEFINITION_READ", "OperationDefinition", "The operation $hold. Open.");

    /** All of them, in the order in which documents list them. */
    public static final List<Operation> ALL = List.of(
            METADATA,
            SLOT_SEARCH,
            SLOT_READ,
            BOOK,
            APPOINTMENT_CHANGE,
            APPOINTMENT_SEARCH,
            APPOINTMENT_READ,
            HOLD,
            SCHEDULE_READ,
            HEALTHCARE_SERVICE_READ,
            PRACTITIONER_READ,
            LOCATION_READ,
            STRUCTURE_DEFINITION_READ,
            CODE_SYSTEM_READ,
            VALUE_SET_READ,
            OPERATION_DEFINITION_READ);

    private FhirApi() {}

    private static Operation read(String name, String type, String documentation) {
        return declared(Operation.get(name, BASE + '/' + type + "/{id}").documented(documentation));
    }

    private static Operation definition(String name, String type, String documentation) {
        return declared(Operation.get(name, BASE + '/' + type + "/{id}").open().documented(documentation));
    }

    /** All of them may be asked for a form. */
    private static Operation declared(Declaration declaration) {
        return declaration.parameters(ResultParameters.FORMAT).declared();
    }
}
