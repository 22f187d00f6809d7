package org.slotkeeper.api.fhir;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slotkeeper.platform.StrictJson;

/**
 * What R4 allows in an Appointment, and what this server makes of it. Each element is read,
 * compared, the server's own, or refused by name with what to send in its place. What of the read
 * ones is not kept is said in src/docs/APPOINTMENT.md.
 */
final class AppointmentElements {

    static final Set<String> IDENTIFIER =
            Set.of("id", "extension", "use", "type", "system", "value", "period", "assigner");
    static final Set<String> REFERENCE = Set.of("id", "extension", "reference", "type", "identifier", "display");
    static final Set<String> EXTENSION_URLS = Set.of(
            Systems.DELIVERY_CHANNEL_EXTENSION,
            Systems.BOOKING_ORGANISATION_EXTENSION,
            Systems.GP_CONNECT_BOOKING_ORGANISATION_EXTENSION,
            Systems.BOOKED_FOR_PATIENT_BY,
            Systems.HOLD_EXPIRES);

    /** Something that the sender says. */
    enum Use {
        /** It decides what is done. */
        READ,
        /** It must be true of the slots or of the appointment, or be left out. */
        COMPARED,
        /** The server says it: what a sender says has no meaning, as R4 has it. */
        OWN,
        /** It would be lost. */
        REFUSED
    }

    /** What is done with an element, and for one that is refused, what to send. */
    record Rule(Use use, String instead) {
        static final Rule READ = new Rule(Use.READ, "");
        static final Rule COMPARED = new Rule(Use.COMPARED, "");
        static final Rule OWN = new Rule(Use.OWN, "");

        static Rule refused(String instead) {
            return new Rule(Use.REFUSED, instead);
        }
    }

    private static final String IN_WORDS = "say it in description (100 characters) or in comment (500 characters)";
    private static final String NO_DETAIL = "leave it out: extensions of simple values are not kept";

    static final Map<String, Rule> RULES = rules();

    private static final Set<String> META = Set.of("versionId", "lastUpdated", "profile");
    private static final Set<String> NARRATIVES_OF_DATA = Set.of("generated", "empty");
    private static final Set<String> PARTICIPANT =
            Set.of("id", "extension", "modifierExtension", "type", "actor", "required", "status", "period");

    private AppointmentElements() {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        for (String name : List.of(
                "resourceType",
                "id",
                "status",
                "cancelationReason",
                "description",
                "comment",
                "start",
                "end",
                "minutesDuration",
                "slot",
                "contained")) {
            rules.put(name, Rule.READ);
        }
        for (String name : List.of("extension", "serviceType", "appointmentType", "participant", "created")) {
            rules.put(name, Rule.COMPARED);
        }
        for (String name : List.of("meta", "text", "language")) {
            rules.put(name, Rule.OWN);
        }
        refuseMore(rules);
        return Collections.unmodifiableMap(rules);
    }

    private static void refuseMore(Map<String, Rule> rules) {
        rules.put("reasonCode", Rule.refused(IN_WORDS));
        rules.put("reasonReference", Rule.refused(IN_WORDS));
        rules.put("supportingInformation", Rule.refused(IN_WORDS));
        rules.put("basedOn", Rule.refused(IN_WORDS));
        rules.put("patientInstruction", Rule.refused("leave it out: instructions are the practice's to give"));
        rules.put("priority", Rule.refused("leave it out: slots are taken as they are, without priorities"));
        rules.put("requestedPeriod", Rule.refused("name the slots instead"));
        rules.put("specialty", Rule.refused("leave it out: serviceType says what a slot is for"));
        rules.put("serviceCategory", Rule.refused("leave it out: serviceType says what a slot is for"));
        rules.put(
                "identifier",
                Rule.refused("leave it out: an appointment is known by its id, and a request by its X-Request-ID"));
        rules.put("modifierExtension", Rule.refused("leave it out: none is understood here"));
        rules.put("implicitRules", Rule.refused("leave it out: none are understood here"));
        for (String name : List.of(
                "implicitRules",
                "language",
                "status",
                "priority",
                "description",
                "start",
                "end",
                "minutesDuration",
                "created",
                "comment",
                "patientInstruction")) {
            rules.put('_' + name, Rule.refused(NO_DETAIL));
        }
    }

    /**
     * Ends the reading at the first element that R4 does not know, or that has another type in R4.
     */
    static void requireShape(Element appointment) {
        appointment.requireOnly(RULES.keySet());
        List.of("meta", "text", "appointmentType").forEach(appointment::object);
        List.of("extension", "identifier", "serviceCategory", "serviceType", "specialty", "contained")
                .forEach(appointment::objects);
        List.of("language", "created").forEach(appointment::text);
        appointment.requireNumber("minutesDuration");
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
        appointment.members().keySet().forEach(name -> {
            Rule rule = RULES.getOrDefault(name, Rule.READ);
            if (rule.use() == Use.REFUSED) {
                throw Unreadable.notSupported(appointment.at(name), rule.instead());
            }
        });
        Extensions.refuseUnknown(appointment, EXTENSION_URLS);
        refuseLostMetaAndLanguage(appointment);
        appointment.object("text").ifPresent(AppointmentElements::refuseLostNarrative);
        if (appointment.has("minutesDuration") && !appointment.has("start")) {
            throw Unreadable.notSupported(appointment.at("minutesDuration"), "send start and end with it");
        }
        BookingOrganisation.refuseOtherContained(appointment);
        Participants.refuseWhatWouldBeLost(appointment.objects("participant"));
    }

    /** What any resource may say of itself. */
    static void refuseLostMetaAndLanguage(Element resource) {
        resource.object("meta").ifPresent(AppointmentElements::refuseLostMeta);
        if (resource.text("language").map(language -> !isEnglish(language)).orElse(false)) {
            throw Unreadable.notSupported(resource.at("language"), "leave it out: texts are kept as English");
        }
    }

    private static void refuseLostMeta(Element meta) {
        for (String name : meta.members().keySet()) {
            if (!META.contains(name)) {
                throw Unreadable.notSupported(meta.at(StrictJson.shown(name)), "leave it out: it is not kept");
            }
        }
    }

    /** Words that say no more than the elements do may go: R4 lets every server write its own. */
    private static void refuseLostNarrative(Element narrative) {
        Optional<String> status = narrative.text("status");
        if (!status.map(NARRATIVES_OF_DATA::contains).orElse(false)) {
            throw Unreadable.notSupported(narrative.at("status"), IN_WORDS);
        }
    }

    private static boolean isEnglish(String language) {
        return language.equals("en") || language.startsWith("en-");
    }

    private static void requireActorShape(Element actor) {
        actor.requireOnly(REFERENCE);
        actor.object("identifier").ifPresent(identifier -> identifier.requireOnly(IDENTIFIER));
    }
}
