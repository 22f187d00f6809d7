package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.issue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;

/** Headers, Parameters and query parameters as they should not be. */
final class MalformedParametersTest {

    private static final String EIGHT = Desk.slot(Books.MONDAY, 0);
    private static final JsonObject GOOD = Bodies.appointment(ANN, EIGHT);

    private static final String ANNS = "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919";
    private static final String FREE = "schedule.actor=HealthcareService/A81001&start=2026-11-23&status=free";

    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1",
                "W/1",
                "w/\"1\"",
                "W/\"1",
                "\"1\"\"2\"",
                "\"1\" \"2\"",
                "*, \"1\"",
                "\"1\", *",
                "\"1 \""
            })
    void anIfMatchThatIsNoListOfTagsSaysSo(String ifMatch) {
        String id = Desk.id(desk.book(GOOD.encode()));
        EngineAnswer answer = desk.with("if-match", ifMatch).put(id, GOOD.encode());

        RefusalTest.requireRefused(answer, 400, "value", "INVALID_PARAMETER");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("If-Match");
    }

    static Stream<Arguments> holds() {
        JsonObject good = Bodies.hold(ANN, EIGHT);
        return Stream.of(
                hold("resourceType", good.copy().put("resourceType", "Appointment")),
                hold("colour", good.copy().put("colour", "red")),
                hold("parameter", good.copy().put("parameter", new JsonArray())),
                hold("parameter", without(good, 0)),
                hold("parameter", without(good, 1)),
                hold("parameter[0].name", changed(good, 0, parameter -> parameter.put("name", "slots"))),
                hold("parameter[0].name", changed(good, 0, parameter -> parameter.remove("name"))),
                hold("parameter[0].valueString", changed(good, 0, parameter -> parameter.put("valueString", "x"))),
                hold("parameter[0].valueReference", changed(good, 0, parameter -> parameter.remove("valueReference"))),
                hold("parameter[0].valueReference.reference", changed(good, 0, parameter -> parameter
                        .getJsonObject("valueReference")
                        .clear())),
                hold("parameter[1].valueIdentifier.system", changed(good, 1, parameter -> parameter
                        .getJsonObject("valueIdentifier")
                        .put("system", "https://x.example"))),
                hold("parameter[1].valueIdentifier.value", changed(good, 1, parameter -> parameter
                        .getJsonObject("valueIdentifier")
                        .put("value", "9434765918"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("holds")
    void aHoldThatCannotBeReadSaysWhere(String path, JsonObject body) {
        EngineAnswer answer = desk.hold(body.encode());

        R4.requireValid(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Parameters." + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "patient:identifier=9434765919",
                "patient:identifier=https://x.example|9434765919",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765918",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&status=happy",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&start=2026-11",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&date=ap2026-11-23",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&date=2026-11-23,2026-11-24",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&date:missing=true",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&status=https://x.example|booked",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&_sort=-date",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&_summary=short",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&_after=elsewhere",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&start=geyesterday",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919"
                        + "&patient.identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919"
                        + "&patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919"
            })
    void aListThatCannotBeReadSaysSo(String query) {
        EngineAnswer answer = desk.list(query);

        R4.requireValid(answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).doesNotContain("943476591");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5"})
    void aCountThatIsNoneIsToldWhatIsTaken(String count) {
        String sentence = "_count: must be a whole number, 0 or more";

        assertThat(issue(desk.list(ANNS + "&_count=" + count)).getString("diagnostics"))
                .isEqualTo(sentence);
        assertThat(issue(desk.search(FREE + "&_count=" + count)).getString("diagnostics"))
                .isEqualTo(sentence);
    }

    @Test
    void anOrderThatThereIsNotIsToldTheOneThatThereIs() {
        String sentence = ": the soonest comes first, and there is no other order";

        assertThat(issue(desk.list(ANNS + "&_sort=-date")).getString("diagnostics"))
                .isEqualTo("_sort: must be date" + sentence);
        assertThat(issue(desk.search(FREE + "&_sort=-start")).getString("diagnostics"))
                .isEqualTo("_sort: must be start" + sentence);
    }

    private static Arguments hold(String path, JsonObject body) {
        return Arguments.of(path, body);
    }

    private static JsonObject without(JsonObject hold, int parameter) {
        JsonObject changed = hold.copy();
        changed.getJsonArray("parameter").remove(parameter);
        return changed;
    }

    private static JsonObject changed(JsonObject hold, int parameter, Consumer<JsonObject> change) {
        JsonObject changed = hold.copy();
        change.accept(changed.getJsonArray("parameter").getJsonObject(parameter));
        return changed;
    }
}
