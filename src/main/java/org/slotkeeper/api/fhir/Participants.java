package org.slotkeeper.api.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * Who takes part in an appointment that somebody sends: one patient, known by NHS number, and
 * others who are the server's to say.
 */
final class Participants {

    private static final Set<String> STATUSES = Set.of("accepted", "declined", "tentative", "needs-action");
    /** {@code needs-action} asks the one named to answer, and to book is to answer. */
    private static final Set<String> AGREEING = Set.of("accepted", "needs-action");

    private static final Set<String> OTHER_TYPES =
            Set.of("Practitioner", "PractitionerRole", "Location", "HealthcareService");

    private Participants() {}

    /** The NHS number of the one patient among them. */
    static Optional<NhsNumber> patientAmong(List<Element> participants) {
        Optional<NhsNumber> patient = Optional.empty();
        for (Element participant : participants) {
            Optional<String> status = participant.text("status");
            if (status.isPresent() && !STATUSES.contains(status.get())) {
                throw Unreadable.invalid(participant.at("status"), "no such participation status in R4");
            }
            Optional<NhsNumber> found = participant.object("actor").flatMap(Participants::patientIn);
            if (found.isPresent() && patient.isPresent()) {
                throw Unreadable.malformed(participant.at("actor"), "a second patient: there must be exactly one");
            }
            patient = patient.or(() -> found);
        }
        return patient;
    }

    /** The NHS number that an identifier holds, which must be of the NHS number's system. */
    static NhsNumber nhsNumber(Element identifier) {
        String system = identifier.text("system").orElse("");
        if (!system.equals(Systems.NHS_NUMBER)) {
            throw Unreadable.invalid(identifier.at("system"), "must be " + Systems.NHS_NUMBER);
        }
        String value = identifier.text("value").orElse("");
        if (!NhsNumber.isValid(value)) {
            throw Unreadable.nhsNumber(identifier.at("value"));
        }
        return NhsNumber.parse(value);
    }

    /** Ends the reading if an actor is a resource that cannot be one of this server's. */
    static void requireOwnActors(List<Element> participants, References references) {
        for (Element participant : participants) {
            Optional<Element> actor = participant.object("actor");
            if (actor.flatMap(found -> found.text("reference")).isPresent()) {
                references.requireOwn(actor.orElseThrow(), OTHER_TYPES);
            }
        }
    }

    /**
     * Ends the reading at what a participant says that would be lost: who is in an appointment here
     * has accepted it, and must come.
     */
    static void refuseWhatWouldBeLost(List<Element> participants) {
        for (Element participant : participants) {
            if (participant
                    .text("status")
                    .map(status -> !AGREEING.contains(status))
                    .orElse(false)) {
                throw Unreadable.notSupported(
                        participant.at("status"), "send accepted: who is in an appointment here has accepted it");
            }
            if (participant
                    .text("required")
                    .map(required -> !required.equals("required"))
                    .orElse(false)) {
                throw Unreadable.notSupported(
                        participant.at("required"), "leave it out: who is in an appointment here must come");
            }
            for (String name : List.of("type", "period", "id")) {
                if (participant.has(name)) {
                    throw Unreadable.notSupported(participant.at(name), "leave it out: it is not kept");
                }
            }
        }
    }

    /**
     * Whether a member of this name is the patient, who is known by number and compared as such.
     */
    static boolean isPatient(String name, Object item) {
        return name.equals("participant")
                && new Element(name, Map.of("item", item))
                        .object("item")
                        .flatMap(participant -> participant.object("actor"))
                        .flatMap(Participants::patientIn)
                        .isPresent();
    }

    private static Optional<NhsNumber> patientIn(Element actor) {
        Optional<Element> identifier = actor.object("identifier");
        boolean isPatient = actor.text("type").map("Patient"::equals).orElse(false)
                || identifier
                        .flatMap(known -> known.text("system"))
                        .map(Systems.NHS_NUMBER::equals)
                        .orElse(false);
        if (!isPatient) {
            return Optional.empty();
        }
        return Optional.of(nhsNumber(identifier.orElseThrow(
                () -> Unreadable.malformed(actor.at("identifier"), "a patient is named by NHS number"))));
    }
}
