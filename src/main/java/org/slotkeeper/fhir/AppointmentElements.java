package org.slotkeeper.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What R4 allows in an Appointment, and what this server makes of it: read, its own to say (accepted and left alone), or refused by name because it would be lost. */
final class AppointmentElements {

    static final Set<String> IDENTIFIER =
            Set.of("id", "extension", "use", "type", "system", "value", "period", "assigner");
    static final Set<String> REFERENCE = Set.of("id", "extension", "reference", "type", "identifier", "display");

    private static final Set<String> READ = Set.of(
            "resourceType",
            "id",
            "status",
            "cancelationReason",
            "description",
            "start",
            "end",
            "slot",
            "comment",
            "participant");
    private static final Set<String> OWN_OBJECTS = Set.of("meta", "text", "appointmentType");
    private static final Set<String> OWN_ARRAYS =
            Set.of("extension", "identifier", "serviceCategory", "serviceType", "specialty");
    private static final Set<String> OWN_TEXTS = Set.of("language", "created");
    private static final String OWN_NUMBER = "minutesDuration";

    private static final Set<String> UNSUPPORTED = Set.of(
            "implicitRules",
            "contained",
            "modifierExtension",
            "reasonCode",
            "reasonReference",
            "priority",
            "supportingInformation",
            "patientInstruction",
            "basedOn",
            "requestedPeriod",
            "_implicitRules",
            "_language",
            "_status",
            "_priority",
            "_description",
            "_start",
            "_end",
            "_minutesDuration",
            "_created",
            "_comment",
            "_patientInstruction");
    private static final Set<String> KNOWN = knownNames();

    private static final Set<String> EXTENSION_URLS = Set.of(
            Systems.DELIVERY_CHANNEL_EXTENSION,
            Systems.BOOKING_ORGANISATION_EXTENSION,
            Systems.BOOKED_FOR_PATIENT_BY,
            Systems.HOLD_EXPIRES);

    private static final Set<String> PARTICIPANT_UNSUPPORTED = Set.of("period");
    private static final Set<String> PARTICIPANT =
            Set.of("id", "extension", "modifierExtension", "type", "actor", "required", "status", "period");

    private AppointmentElements() {}

    /** Ends the reading at the first element that R4 does not know, or that has another type in R4. */
    static void requireShape(Element appointment) {
        appointment.requireOnly(KNOWN);
        OWN_OBJECTS.forEach(appointment::object);
        OWN_ARRAYS.forEach(appointment::objects);
        OWN_TEXTS.forEach(appointment::text);
        appointment.requireNumber(OWN_NUMBER);
        for (Element participant : appointment.objects("participant")) {
            participant.requireOnly(PARTICIPANT);
            participant.text("required");
            participant.objects("type");
            participant.object("actor").ifPresent(AppointmentElements::requireActorShape);
        }
        appointment.objects("slot").forEach(slot -> slot.requireOnly(REFERENCE));
        appointment.object("cancelationReason").ifPresent(reason -> {
            reason.requireOnly(Set.of("id", "extension", "coding", "text"));
            reason.objects("coding")
                    .forEach(coding -> coding.requireOnly(
                            Set.of("id", "extension", "system", "version", "code", "display", "userSelected")));
        });
    }

    /** Ends the reading at the first element that R4 knows but that would be lost. */
    static void refuseWhatWouldBeLost(Element appointment) {
        appointment.refuse(UNSUPPORTED);
        Extensions.refuseUnknown(appointment, EXTENSION_URLS);
        List<Element> participants = appointment.objects("participant");
        participants.forEach(participant -> participant.refuse(PARTICIPANT_UNSUPPORTED));
    }

    private static void requireActorShape(Element actor) {
        actor.requireOnly(REFERENCE);
        actor.object("identifier").ifPresent(identifier -> identifier.requireOnly(IDENTIFIER));
    }

    private static Set<String> knownNames() {
        Set<String> known = new HashSet<>(READ);
        known.addAll(OWN_OBJECTS);
        known.addAll(OWN_ARRAYS);
        known.addAll(OWN_TEXTS);
        known.add(OWN_NUMBER);
        known.addAll(UNSUPPORTED);
        return Set.copyOf(known);
    }
}
