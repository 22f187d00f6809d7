package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what this server can do, and nothing that it cannot, as an R4 CapabilityStatement. */
final class CapabilityStatement {

    private static final int STATEMENT_BYTES = 6_000;

    /** When what is listed here was last changed. */
    private static final String DATE = "2026-11-29";

    private static final String SECURITY =
            "Every operation but this one and reads of definitions needs a Bearer token (JWT) in Authorization."
                    + " Patients see and change their own appointments only.";

    /** What references and canonical addresses in answers lead to, and nothing else does. */
    private static final Map<String, String> READABLE = readable();

    private CapabilityStatement() {}

    private static Map<String, String> readable() {
        Map<String, String> readable = new LinkedHashMap<>();
        readable.put("Schedule", "One clinician's book at one place.");
        readable.put("HealthcareService", "A practice, by its ODS code.");
        readable.put("Practitioner", "Who sees the patient: the same name, role and place is the same person.");
        readable.put("Location", "Where a practice sees patients.");
        readable.put("StructureDefinition", "Our extensions, and what our OperationOutcomes are like. Open.");
        readable.put("CodeSystem", "The codes in our OperationOutcomes. Open.");
        readable.put("ValueSet", "All of those codes. Open.");
        readable.put("OperationDefinition", "The operation $hold. Open.");
        return readable;
    }

    static Buffer of(FhirSettings settings) {
        JsonText text = new JsonText(STATEMENT_BYTES).open();
        text.field("resourceType", "CapabilityStatement")
                .field("id", "slotkeeper")
                .field("status", "active")
                .field("date", DATE)
                .field("kind", "instance");
        text.object("software")
                .field("name", "Slotkeeper")
                .field("version", settings.softwareVersion())
                .close();
        text.object("implementation")
                .field("description", "Appointment booking for primary care")
                .field("url", settings.serviceBase())
                .close();
        text.field("fhirVersion", "4.0.1");
        text.array("format").text("application/fhir+json").text("json").closeArray();
        text.array("rest").open().field("mode", "server");
        writeSecurity(text);
        text.array("resource");
        writeSlot(text);
        writeAppointment(text);
        READABLE.forEach((type, documentation) -> {
            text.open().field("type", type).field("documentation", documentation);
            writeInteractions(text, "read");
            text.close();
        });
        return text.closeArray().close().closeArray().close().toBuffer();
    }

    private static void writeSecurity(JsonText text) {
        text.object("security")
                .field("cors", false)
                .array("service")
                .open()
                .array("coding")
                .open();
        text.field("system", "http://terminology.hl7.org/CodeSystem/restful-security-service")
                .field("code", "OAuth")
                .close();
        text.closeArray().close().closeArray().field("description", SECURITY).close();
    }

    private static void writeSlot(JsonText text) {
        text.open().field("type", "Slot");
        text.field(
                "documentation",
                "A search finds free slots, soonest first, as they are at this instant; if there are none, one OperationOutcome entry says why for each practice. A read shows a slot's status to whoever may see it.");
        writeInteractions(text, "read", "search-type");
        text.array("searchInclude").text("Slot:schedule").closeArray();
        text.array("searchParam");
        writeParameter(
                text,
                "schedule.actor",
                "reference",
                "HealthcareService/{ODS code}, up to " + SlotSearchReader.PRACTICES_MAX
                        + " with commas between them, or schedule.actor:HealthcareService={ODS code}. Required.");
        writeParameter(
                text,
                "start",
                "date",
                "A day, or once with ge (or gt, sa) and once with lt (or le, eb): an instant with an offset, or a date in London. At most "
                        + SlotSearchReader.DAYS_MAX + " days. Required.");
        writeParameter(text, "status", "token", "free. Required.");
        writeParameter(
                text,
                "service-type",
                "token",
                "The practice's own names for kinds of appointment, with commas between them.");
        writeParameter(text, "appointment-type", "token", "In-person, Telephone or Video, with commas between them.");
        writeResultParameters(
                text,
                "start",
                "Slots on a page: " + SlotSearchReader.COUNT_DEFAULT + " if not given, at most "
                        + SlotSearchReader.COUNT_MAX + ". 0 counts them only.");
        text.closeArray().close();
    }

    private static void writeAppointment(JsonText text) {
        text.open().field("type", "Appointment");
        text.field(
                "documentation",
                "Create books free slots. Update confirms a hold, amends description and comment, moves to other slots, or cancels. X-Request-ID is the idempotency key of every write.");
        writeInteractions(text, "read", "create", "update", "search-type");
        text.field("versioning", "versioned-update")
                .field("readHistory", false)
                .field("updateCreate", false)
                .field("conditionalRead", "not-match")
                .field("conditionalCreate", false)
                .field("conditionalUpdate", false);
        text.array("referencePolicy").text("literal").text("local").closeArray();
        text.array("searchParam");
        writeParameter(
                text,
                "patient:identifier",
                "token",
                Systems.NHS_NUMBER + "|{NHS number}; patient.identifier means the same. Required.");
        writeParameter(
                text,
                "date",
                "date",
                "When it starts, with eq, ge, gt, sa, lt, le, eb or no prefix: an instant with an offset, or a date in London. start means the same.");
        writeParameter(
                text,
                "status",
                "token",
                "R4's words, with commas between them. A patient's live hold is pending, and shown to those who ask for that.");
        writeResultParameters(
                text,
                "date",
                "Appointments on a page, at most " + AppointmentSearchReader.COUNT_MAX + ". 0 counts them only.");
        text.closeArray().array("operation").open();
        text.field("name", "hold")
                .field("definition", Systems.HOLD_OPERATION)
                .field(
                        "documentation",
                        "POST Appointment/$hold with Parameters slot (valueReference, once for each adjacent slot) and patient (valueIdentifier): a pending Appointment until Expires.")
                .close();
        text.closeArray().close();
    }

    /** Those that are alike for all searches. Unknown ones that begin with an underscore are passed over. */
    private static void writeResultParameters(JsonText text, String order, String count) {
        writeParameter(text, "_sort", "string", order + ": the soonest first. There is no other order.");
        writeParameter(text, "_summary", "token", "count: only the total. Others are answered with whole resources.");
        writeParameter(text, "_count", "number", count);
    }

    private static void writeInteractions(JsonText text, String... codes) {
        text.array("interaction");
        for (String code : codes) {
            text.open().field("code", code).close();
        }
        text.closeArray();
    }

    private static void writeParameter(JsonText text, String name, String type, String documentation) {
        text.open()
                .field("name", name)
                .field("type", type)
                .field("documentation", documentation)
                .close();
    }
}
