package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.fhir.Interaction.Kind;
import org.slotkeeper.platform.JsonText;

/**
 * Writes what this server can do, and nothing that it cannot, as an R4 CapabilityStatement: what
 * its operations say of themselves.
 */
final class CapabilityStatement {

    private static final int STATEMENT_BYTES = 6_000;

    /** When what is listed here was last changed. */
    private static final String DATE = "2026-11-30";

    private static final String SECURITY =
            "Every operation but this one and reads of definitions needs a Bearer token (JWT) in Authorization."
                    + " Patients see and change their own appointments only.";

    private CapabilityStatement() {}

    static Buffer of(FhirSettings settings, List<Operation> operations) {
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
        byType(operations).forEach((type, interactions) -> writeType(text, type, interactions));
        return text.closeArray().close().closeArray().close().toBuffer();
    }

    private static Map<String, List<Interaction>> byType(List<Operation> operations) {
        Map<String, List<Interaction>> byType = new LinkedHashMap<>();
        operations.forEach(operation -> Interaction.of(operation)
                .ifPresent(interaction -> byType.computeIfAbsent(interaction.type(), type -> new ArrayList<>())
                        .add(interaction)));
        return byType;
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

    private static void writeType(JsonText text, String type, List<Interaction> interactions) {
        List<Interaction> known = interactions.stream()
                .filter(interaction -> interaction.kind() != Kind.EXTENDED)
                .toList();
        text.open().field("type", type);
        String documentation = known.stream()
                .map(interaction -> interaction.operation().documentation())
                .filter(sentences -> !sentences.isEmpty())
                .collect(Collectors.joining(" "));
        if (!documentation.isEmpty()) {
            text.field("documentation", documentation);
        }
        writeInteractions(text, known);
        if (known.stream().anyMatch(interaction -> interaction.kind() == Kind.UPDATE)) {
            writeVersions(text);
        }
        writeParameters(text, known);
        writeExtended(
                text,
                interactions.stream()
                        .filter(interaction -> interaction.kind() == Kind.EXTENDED)
                        .toList());
        text.close();
    }

    private static void writeInteractions(JsonText text, List<Interaction> interactions) {
        if (interactions.isEmpty()) {
            return;
        }
        text.array("interaction");
        interactions.stream()
                .map(Interaction::kind)
                .sorted(Comparator.naturalOrder())
                .forEach(kind -> text.open().field("code", kind.code()).close());
        text.closeArray();
    }

    /** What can be changed has versions, and is changed alike whatever it is. */
    private static void writeVersions(JsonText text) {
        text.field("versioning", "versioned-update")
                .field("readHistory", false)
                .field("updateCreate", false)
                .field("conditionalRead", "not-match")
                .field("conditionalCreate", false)
                .field("conditionalUpdate", false);
        text.array("referencePolicy").text("literal").text("local").closeArray();
    }

    private static void writeParameters(JsonText text, List<Interaction> interactions) {
        List<Parameter> listed = interactions.stream()
                .filter(interaction -> interaction.kind() == Kind.SEARCH)
                .flatMap(search -> search.operation().parameters().stream())
                .filter(Parameter::isListed)
                .toList();
        List<Parameter> includes =
                listed.stream().filter(CapabilityStatement::isInclude).toList();
        if (!includes.isEmpty()) {
            text.array("searchInclude");
            includes.forEach(include -> text.text(include.documentation()));
            text.closeArray();
        }
        if (listed.size() > includes.size()) {
            text.array("searchParam");
            listed.stream().filter(parameter -> !isInclude(parameter)).forEach(parameter -> text.open()
                    .field("name", parameter.name())
                    .field("type", parameter.type().word())
                    .field("documentation", parameter.documentation())
                    .close());
            text.closeArray();
        }
    }

    private static boolean isInclude(Parameter parameter) {
        return parameter.type() == Parameter.Type.INCLUDE;
    }

    private static void writeExtended(JsonText text, List<Interaction> interactions) {
        if (interactions.isEmpty()) {
            return;
        }
        text.array("operation");
        interactions.forEach(interaction -> text.open()
                .field("name", interaction.name())
                .field("definition", Systems.operation(interaction.name()))
                .field("documentation", interaction.operation().documentation())
                .close());
        text.closeArray();
    }
}
