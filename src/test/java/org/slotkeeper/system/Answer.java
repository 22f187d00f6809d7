package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slotkeeper.api.fhir.R4;

/** What came back over HTTP. */
public record Answer(int status, HttpHeaders headers, String body) {

    public JsonObject json() {
        return new JsonObject(body);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public String id() {
        return json().getString("id");
    }

    public String etag() {
        return header("ETag").orElseThrow();
    }

    /** The first slot that an appointment is in. */
    public String slot() {
        return json().getJsonArray("slot").getJsonObject(0).getString("reference");
    }

    /** The first issue of an OperationOutcome. */
    JsonObject issue() {
        return json().getJsonArray("issue").getJsonObject(0);
    }

    /** Our stable code in the first issue; nothing if this is no OperationOutcome. */
    String code() {
        if (body.isEmpty() || !"OperationOutcome".equals(json().getString("resourceType"))) {
            return "";
        }
        return issue().getJsonObject("details")
                .getJsonArray("coding")
                .getJsonObject(0)
                .getString("code");
    }

    /** The slots that a refusal offers instead. */
    public List<String> alternatives() {
        return objects(issue().getJsonArray("extension", new JsonArray()))
                .filter(extension -> extension.getString("url").endsWith("/alternative-slot"))
                .map(extension -> extension.getJsonObject("valueReference").getString("reference"))
                .toList();
    }

    /** The instant in an extension of the first issue. */
    public Optional<String> instant(String extensionName) {
        return objects(issue().getJsonArray("extension", new JsonArray()))
                .filter(extension -> extension.getString("url").endsWith('/' + extensionName))
                .map(extension -> extension.getString("valueInstant"))
                .findFirst();
    }

    /** What the extensions of this name in the first issue refer to. */
    public List<String> references(String extensionName) {
        return objects(issue().getJsonArray("extension", new JsonArray()))
                .filter(extension -> extension.getString("url").endsWith('/' + extensionName))
                .map(extension -> extension.getJsonObject("valueReference").getString("reference"))
                .toList();
    }

    public String diagnostics() {
        return issue().getString("diagnostics");
    }

    int total() {
        return json().getInteger("total");
    }

    /** The resources of this type in a Bundle, in their order. */
    public List<JsonObject> resources(String type) {
        return objects(json().getJsonArray("entry", new JsonArray()))
                .map(entry -> entry.getJsonObject("resource"))
                .filter(resource -> resource.getString("resourceType").equals(type))
                .toList();
    }

    /** References to the slots in a Bundle. */
    public List<String> slots() {
        return resources("Slot").stream()
                .map(slot -> "Slot/" + slot.getString("id"))
                .toList();
    }

    /** References to the slots of a session that was published just now. */
    List<String> publishedSlots() {
        return json().getJsonArray("slots").stream()
                .map(slot -> "Slot/" + ((JsonObject) slot).getString("id"))
                .toList();
    }

    @CanIgnoreReturnValue
    public Answer withStatus(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is an OperationOutcome that says so, with what every answer must have. */
    @CanIgnoreReturnValue
    public Answer refusedAs(int status, String issueCode, String code) {
        withStatus(status);
        assertThat(issue().getString("severity")).isEqualTo("error");
        assertThat(issue().getString("code")).as(body).isEqualTo(issueCode);
        assertThat(code()).as(body).isEqualTo(code);
        assertThat(issue().getString("diagnostics")).isNotBlank();
        assertThat(header("Content-Type")).hasValue("application/fhir+json;charset=utf-8");
        assertThat(header("Cache-Control")).hasValue("no-store");
        assertThat(header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(header("X-Request-ID").map(UUID::fromString)).isPresent();
        return validR4();
    }

    /** Fails unless HAPI finds nothing wrong with it. */
    @CanIgnoreReturnValue
    Answer validR4() {
        R4.requireValid(body);
        return this;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
