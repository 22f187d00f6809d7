package org.slotkeeper.api.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.booking.Command;
import org.slotkeeper.domain.party.NhsNumber;

/**
 * Makes a command of the Parameters of {@code $hold}: one {@code patient}, and a {@code slot} for
 * each adjacent slot.
 */
final class HoldReader {

    private static final String ROOT = "Parameters";
    private static final Set<String> KNOWN = Set.of(
            "resourceType", "id", "meta", "language", "implicitRules", "_implicitRules", "_language", "parameter");
    private static final Set<String> UNSUPPORTED = Set.of("implicitRules", "_implicitRules", "_language");
    private static final Set<String> PARAMETER =
            Set.of("id", "extension", "modifierExtension", "name", "valueReference", "valueIdentifier");

    private final References references;

    HoldReader(References references) {
        this.references = references;
    }

    Command.Hold hold(EngineRequest request) {
        Element parameters = Element.read(request.body(), ROOT);
        if (!parameters.text("resourceType").orElse("").equals(ROOT)) {
            throw Unreadable.malformed(parameters.at("resourceType"), "must be " + ROOT);
        }
        parameters.requireOnly(KNOWN);
        List<Element> slots = new ArrayList<>();
        NhsNumber patient = read(parameters.objects("parameter"), slots)
                .orElseThrow(() -> Unreadable.malformed(
                        parameters.at("parameter"), "there must be a parameter patient with a valueIdentifier"));
        if (slots.isEmpty()) {
            throw Unreadable.malformed(
                    parameters.at("parameter"), "there must be at least one parameter slot with a valueReference");
        }
        AppointmentReader.requireSelf(request.requireCaller(), patient, parameters.at("parameter"));
        parameters.refuse(UNSUPPORTED);
        AppointmentElements.refuseLostMetaAndLanguage(parameters);
        Extensions.refuseUnknown(parameters, Set.of());
        return new Command.Hold(AppointmentReader.from(request), patient, references.slots(slots));
    }

    private static Optional<NhsNumber> read(List<Element> parameters, List<Element> slots) {
        Optional<NhsNumber> patient = Optional.empty();
        for (Element parameter : parameters) {
            parameter.requireOnly(PARAMETER);
            String name = parameter.text("name").orElse("");
            if (name.equals("slot")) {
                slots.add(slot(parameter));
            } else if (name.equals("patient")) {
                if (patient.isPresent()) {
                    throw Unreadable.malformed(parameter.path(), "a second patient: there must be exactly one");
                }
                patient = Optional.of(Participants.nhsNumber(value(parameter, "valueIdentifier", "valueReference")));
            } else {
                throw Unreadable.invalid(parameter.at("name"), "must be slot or patient");
            }
        }
        return patient;
    }

    private static Element slot(Element parameter) {
        Element reference = value(parameter, "valueReference", "valueIdentifier");
        reference.requireOnly(AppointmentElements.REFERENCE);
        Optional<String> target = reference.text("reference");
        if (target.isEmpty()) {
            throw Unreadable.malformed(reference.at("reference"), "must be there");
        }
        return reference;
    }

    private static Element value(Element parameter, String name, String other) {
        if (parameter.has(other)) {
            throw Unreadable.malformed(parameter.at(other), "must be a " + name);
        }
        Element value =
                parameter.object(name).orElseThrow(() -> Unreadable.malformed(parameter.at(name), "must be there"));
        if (name.equals("valueIdentifier")) {
            value.requireOnly(AppointmentElements.IDENTIFIER);
        }
        return value;
    }
}
