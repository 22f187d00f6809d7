package org.slotkeeper.api.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.slotkeeper.domain.party.NhsNumber;

/** Bodies as clients send them. */
public final class Bodies {

    private Bodies() {}

    public static JsonObject appointment(NhsNumber patient, String... slots) {
        return new JsonObject()
                .put("resourceType", "Appointment")
                .put("status", "booked")
                .put("slot", references(slots))
                .put("participant", new JsonArray().add(participant(patient.digits())));
    }

    public static JsonObject participant(String nhsNumber) {
        return new JsonObject()
                .put(
                        "actor",
                        new JsonObject()
                                .put(
                                        "identifier",
                                        new JsonObject()
                                                .put("system", "https://fhir.nhs.uk/Id/nhs-number")
                                                .put("value", nhsNumber)))
                .put("status", "accepted");
    }

    /** A good body with one thing changed. */
    public static String but(JsonObject body, Consumer<JsonObject> change) {
        JsonObject changed = body.copy();
        change.accept(changed);
        return changed.encode();
    }

    public static JsonObject hold(NhsNumber patient, String... slots) {
        JsonArray parameters = new JsonArray();
        for (String slot : slots) {
            parameters.add(new JsonObject()
                    .put("name", "slot")
                    .put("valueReference", new JsonObject().put("reference", slot)));
        }
        parameters.add(new JsonObject()
                .put("name", "patient")
                .put(
                        "valueIdentifier",
                        new JsonObject()
                                .put("system", "https://fhir.nhs.uk/Id/nhs-number")
                                .put("value", patient.digits())));
        return new JsonObject().put("resourceType", "Parameters").put("parameter", parameters);
    }

    public static JsonObject cancelled(JsonObject resource, String reason) {
        return resource.copy()
                .put("status", "cancelled")
                .put("cancelationReason", new JsonObject().put("text", reason));
    }

    private static JsonArray references(String... slots) {
        JsonArray references = new JsonArray();
        for (String slot : slots) {
            references.add(new JsonObject().put("reference", slot));
        }
        return references;
    }
}
