package org.slotkeeper.api.fhir;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Operation;

/**
 * The definitions of what we have added to R4, as they stand in files: whoever meets one of our
 * extensions, codes or operations can read here what it means.
 */
public final class Definitions {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /**
     * The files by address, for example {@code CodeSystem/outcome}. They are read when the program
     * begins.
     */
    private static final Map<String, byte[]> FILES = files(List.of(
            "StructureDefinition/alternative-slot",
            "StructureDefinition/booked-for-patient-by",
            "StructureDefinition/capacity",
            "StructureDefinition/closes-at",
            "StructureDefinition/held-slot",
            "StructureDefinition/hold-expires",
            "StructureDefinition/nextRelease",
            "StructureDefinition/opens-at",
            "StructureDefinition/outcome",
            "StructureDefinition/own-appointment",
            "StructureDefinition/own-hold",
            "StructureDefinition/released-at",
            "CodeSystem/outcome",
            "ValueSet/outcome",
            "OperationDefinition/hold"));

    private final OperationOutcomes outcomes = new OperationOutcomes();

    public Map<Operation, Engine> handlers() {
        return Map.of(
                FhirApi.STRUCTURE_DEFINITION_READ, reading("StructureDefinition"),
                FhirApi.CODE_SYSTEM_READ, reading("CodeSystem"),
                FhirApi.VALUE_SET_READ, reading("ValueSet"),
                FhirApi.OPERATION_DEFINITION_READ, reading("OperationDefinition"));
    }

    private Engine reading(String type) {
        return Answering.checked(request -> Future.succeededFuture(read(type, request)), outcomes);
    }

    private EngineAnswer read(String type, EngineRequest request) {
        byte[] file = FILES.get(type + '/' + request.values().get(0));
        return file == null
                ? outcomes.write(Failure.of(NOT_FOUND, "not-found", "NOT_FOUND", "There is no such " + type + '.'))
                : Answering.answer(OK, Buffer.buffer(file));
    }

    private static Map<String, byte[]> files(List<String> addresses) {
        Map<String, byte[]> files = new HashMap<>();
        addresses.forEach(address -> files.put(address, file("/fhir/" + address + ".json")));
        return Map.copyOf(files);
    }

    private static byte[] file(String path) {
        try (InputStream file = Definitions.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("the program lacks its file " + path);
            }
            return file.readAllBytes();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
