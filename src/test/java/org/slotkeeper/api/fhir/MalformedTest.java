package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.issue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;

/** Bodies as they should not be: each is answered, says where it is wrong, and books nothing. */
final class MalformedTest {

    private static final String EIGHT = Desk.slot(Books.MONDAY, 0);
    private static final JsonObject GOOD = Bodies.appointment(ANN, EIGHT);

    private final Desk desk = new Desk();

    static Stream<Arguments> bytes() {
        String good = GOOD.encode();
        String description = "\"description\":";
        return Stream.of(
                Arguments.of("empty", utf8("")),
                Arguments.of("blank", utf8("  ")),
                Arguments.of("truncated", utf8(good.substring(0, good.length() / 2))),
                Arguments.of("without its last brace", utf8(good.substring(0, good.length() - 1))),
                Arguments.of("not JSON", utf8("<Appointment/>")),
                Arguments.of("an array", utf8("[" + good + "]")),
                Arguments.of("a string", utf8("\"Appointment\"")),
                Arguments.of("null", utf8("null")),
                Arguments.of("trailing garbage", utf8(good + "x")),
                Arguments.of("a second object", utf8(good + good)),
                Arguments.of("a trailing comma", utf8(good.replace("}]}", "}],}"))),
                Arguments.of("a comment", utf8("/* hello */" + good)),
                Arguments.of("single quotes", utf8(good.replace('"', '\''))),
                Arguments.of("a name twice", utf8(with("\"status\":\"booked\",\"status\":\"cancelled\""))),
                Arguments.of("a name twice, spelt otherwise", utf8(with("\"comment\":\"a\",\"c\\u006fmment\":\"b\""))),
                Arguments.of("too deep", utf8(with("\"meta\":" + "{\"a\":".repeat(30) + "1" + "}".repeat(30)))),
                Arguments.of("far too deep", utf8("[".repeat(100_000))),
                Arguments.of("a byte order mark", utf8("\uFEFF" + good)),
                Arguments.of("UTF-16", good.getBytes(StandardCharsets.UTF_16)),
                Arguments.of("UTF-32", good.getBytes(Charset.forName("UTF-32"))),
                Arguments.of("Latin-1", with(description + "\"caf\u00e9\"").getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("an overlong slash", withBytes(0xC0, 0xAF)),
                Arguments.of("a surrogate as bytes", withBytes(0xED, 0xA0, 0x80)),
                Arguments.of("a byte that UTF-8 never has", withBytes(0xFF)),
                Arguments.of("half a pair", utf8(with(description + "\"\\ud800\""))),
                Arguments.of("the other half", utf8(with(description + "\"\\udc00x\""))),
                Arguments.of("a pair the wrong way round", utf8(with(description + "\"\\udc00\\ud800\""))),
                Arguments.of("an unknown escape", utf8(with(description + "\"\\x41\""))),
                Arguments.of("a raw line end in a string", utf8(with(description + "\"a\nb\""))),
                Arguments.of("not a number", utf8(with("\"minutesDuration\":NaN"))),
                Arguments.of("infinity", utf8(with("\"minutesDuration\":Infinity"))),
                Arguments.of("1e400", utf8(with("\"minutesDuration\":1e400"))),
                Arguments.of("a number without end", utf8(with("\"minutesDuration\":" + "9".repeat(500)))),
                Arguments.of("a number beyond long", utf8(with("\"minutesDuration\":" + "9".repeat(30)))),
                Arguments.of("a leading zero", utf8(with("\"minutesDuration\":010"))),
                Arguments.of("null for a value", utf8(with("\"description\":null"))),
                Arguments.of("a very long string", utf8(with(description + '"' + "x".repeat(200_000) + '"'))),
                Arguments.of("a very long name", utf8(with('"' + "x".repeat(100_000) + "\":1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    void bytesThatAreNoResource(String what, byte[] body) {
        EngineAnswer answer = desk.book(Buffer.buffer(body));

        RefusalTest.requireRefused(answer, 400, "structure", "MALFORMED");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).startsWith("Appointment");
        assertThat(answer.body().length()).isLessThan(2_000);
        assertNothingIsBooked();
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                malformed("resourceType", body -> body.put("resourceType", "Bundle")
                        .remove("slot")),
                malformed("resourceType", body -> body.remove("resourceType")),
                malformed("resourceType", body -> body.put("resourceType", 1)),
                malformed("isAdmin", body -> body.put("isAdmin", true)),
                malformed("patient", body -> body.put("patient", "me")),
                malformed("?", body -> body.put("<b>", 1)),
                malformed("status", body -> body.remove("status")),
                malformed("status", body -> body.put("status", new JsonArray().add("booked"))),
                malformed("slot", body -> body.remove("slot")),
                malformed("slot", body -> body.put("slot", new JsonArray())),
                malformed("slot", body -> body.put("slot", new JsonObject().put("reference", EIGHT))),
                malformed("slot[0]", body -> body.put("slot", new JsonArray().add(EIGHT))),
                malformed("slot[0].reference", body -> body.put("slot", array("reference", 8))),
                malformed("slot[0].colour", body -> body.put("slot", array("colour", "red"))),
                malformed("participant", body -> body.remove("participant")),
                malformed("participant", body -> body.put("participant", "me")),
                malformed("participant[1].actor", body -> body.getJsonArray("participant")
                        .add(Bodies.participant(Desk.BEN.digits()))),
                malformed("participant[0].actor", body -> participant(body).put("actor", "me")),
                malformed("participant[0].role", body -> participant(body).put("role", "boss")),
                malformed("participant[0].actor.nhsNumber", body -> actor(body).put("nhsNumber", "1")),
                malformed(
                        "participant[0].actor.identifier.number",
                        body -> actor(body).getJsonObject("identifier").put("number", "1")),
                malformed("description", body -> body.put("description", 7)),
                malformed("minutesDuration", body -> body.put("minutesDuration", "ten")),
                malformed("meta", body -> body.put("meta", "x")),
                malformed("serviceType", body -> body.put("serviceType", "x")),
                invalid("status", body -> body.put("status", "definitely")),
                invalid("description", body -> body.put("description", "x".repeat(101))),
                invalid("description", body -> body.put("description", "")),
                invalid("description", body -> body.put("description", "   ")),
                invalid("description", body -> body.put("description", "a\u0000b")),
                invalid("comment", body -> body.put("comment", "x".repeat(501))),
                invalid("comment", body -> body.put("comment", "ring\u0007")),
                invalid("start", body -> body.put("start", "2026-11-23").put("end", "2026-11-24")),
                invalid("start", body -> body.put("start", "2026-11-23T08:00:00")
                        .put("end", "2026-11-23T08:10:00Z")),
                invalid("start", body -> body.put("start", "2026-11-31T08:00:00Z")
                        .put("end", "2026-12-31T08:10:00Z")),
                invalid("start", body -> body.put("start", "+999999999-01-01T00:00:00Z")
                        .put("end", "2026-12-31T08:10:00Z")),
                invalid("start", body -> body.put("start", "2026-11-23T08:00:00+99:00")
                        .put("end", "2026-11-23T08:10:00Z")),
                invalid("end", body -> body.put("start", "2026-11-23T08:10:00Z").put("end", "2026-11-23T08:10:00Z")),
                invalid("end", body -> body.put("start", "2026-11-23T08:00:00Z")),
                invalid("participant[0].status", body -> participant(body).put("status", "keen")));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("shapes")
    void shapesThatAreNoAppointment(Consumer<JsonObject> change, String code, String path) {
        EngineAnswer answer = desk.book(Bodies.but(GOOD, change));

        RefusalTest.requireRefused(answer, 400, code.equals("MALFORMED") ? "structure" : "value", code);
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment." + path);
        assertNothingIsBooked();
    }

    static Stream<Arguments> unsupported() {
        JsonObject bomb = new JsonObject().put("resourceType", "Patient").put("id", "p");
        return Stream.of(
                lost("reasonCode", body -> body.put("reasonCode", array("text", "knee"))),
                lost("supportingInformation", body -> body.put("supportingInformation", array("reference", "X/1"))),
                lost("patientInstruction", body -> body.put("patientInstruction", "fast")),
                lost("requestedPeriod", body -> body.put("requestedPeriod", array("start", "2026"))),
                lost("basedOn", body -> body.put("basedOn", array("reference", "ServiceRequest/1"))),
                lost("contained", body -> body.put("contained", many(bomb, 2_000))),
                lost("modifierExtension", body -> body.put("modifierExtension", array("url", "https://x.example"))),
                lost("implicitRules", body -> body.put("implicitRules", "https://x.example")),
                lost("priority", body -> body.put("priority", 1)),
                lost("reasonReference", body -> body.put("reasonReference", array("reference", "Condition/1"))),
                lost("specialty", body -> body.put("specialty", array("text", "GP"))),
                lost("serviceCategory", body -> body.put("serviceCategory", array("text", "GP"))),
                lost("identifier", body -> body.put("identifier", array("value", "mine"))),
                lost("minutesDuration", body -> body.put("minutesDuration", 10)),
                lost("language", body -> body.put("language", "cy")),
                lost("meta.tag", body -> body.put("meta", new JsonObject().put("tag", array("code", "x")))),
                lost("text.status", body -> body.put("text", new JsonObject().put("status", "additional"))),
                lost("participant[0].status", body -> participant(body).put("status", "declined")),
                lost("participant[0].required", body -> participant(body).put("required", "optional")),
                lost("participant[0].type", body -> participant(body).put("type", array("text", "x"))),
                lost("_description", body -> body.put("_description", new JsonObject().put("id", "x"))),
                lost("participant[0].period", body -> participant(body).put("period", new JsonObject())),
                lost("extension[0].url", body -> body.put("extension", array("url", "https://x.example"))),
                lost(
                        "extension[0].extension",
                        body -> body.put(
                                "extension",
                                new JsonArray()
                                        .add(added("https://x.example")
                                                .put("url", Systems.DELIVERY_CHANNEL_EXTENSION)))),
                lost("participant[0].modifierExtension", body -> participant(body)
                        .put("modifierExtension", array("url", "https://x.example"))),
                lost("participant[0].extension", body -> participant(body)
                        .put("extension", array("url", "https://x.example"))),
                lost("participant[0].actor.identifier.extension", body -> actor(body)
                        .getJsonObject("identifier")
                        .put("extension", array("url", Systems.HOLD_EXPIRES))),
                lost("slot[0].extension", body -> body.getJsonArray("slot")
                        .getJsonObject(0)
                        .put("extension", array("url", "https://x.example"))),
                lost("meta.extension", body -> body.put("meta", added("https://x.example"))),
                lost(
                        "serviceType[0].coding[1]._display.extension",
                        body -> body.put(
                                "serviceType",
                                array(
                                        "coding",
                                        new JsonArray()
                                                .add(new JsonObject().put("code", "x"))
                                                .add(new JsonObject().put("_display", added("https://x.example")))))));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unsupported")
    void whatWouldBeLostIsRefusedByName(Consumer<JsonObject> change, String path) {
        EngineAnswer answer = desk.book(Bodies.but(GOOD, change));

        RefusalTest.requireRefused(answer, 422, "not-supported", "NOT_SUPPORTED");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment." + path);
        assertNothingIsBooked();
    }

    @Test
    void whatAHoldSaysOfItselfIsRefusedWhereItWouldBeLost() {
        for (var lost : Map.of("language", (Object) "cy", "meta.tag", new JsonObject().put("tag", array("code", "x")))
                .entrySet()) {
            JsonObject hold = Bodies.hold(ANN, EIGHT).put(lost.getKey().replace(".tag", ""), lost.getValue());

            EngineAnswer answer = desk.hold(hold.encode());

            RefusalTest.requireRefused(answer, 422, "not-supported", "NOT_SUPPORTED");
            assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Parameters." + lost.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"extension", "modifierExtension"})
    void whatAHoldCannotKeepIsRefusedByName(String name) {
        JsonObject hold = Bodies.hold(ANN, EIGHT);
        hold.getJsonArray("parameter").getJsonObject(1).put(name, array("url", "https://x.example"));

        EngineAnswer answer = desk.hold(hold.encode());

        RefusalTest.requireRefused(answer, 422, "not-supported", "NOT_SUPPORTED");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Parameters.parameter[1]." + name);
        assertNothingIsBooked();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/FHIR/R4/Slot/A81001-20261123-000",
                "https://booking.example.evil.example/FHIR/R4/Slot/A81001-20261123-000",
                "http://booking.example/FHIR/R4/Slot/A81001-20261123-000",
                "//evil.example/Slot/A81001-20261123-000",
                "file:///etc/passwd",
                "#contained",
                "urn:uuid:00000000-0000-4000-8000-000000000000",
                "Schedule/A81001-20261123-000",
                "slot/A81001-20261123-000",
                "Slot/",
                "Slot/A81001-20261123-000/_history/1",
                "A81001-20261123-000"
            })
    void aForeignReferenceIsRefused(String reference) {
        EngineAnswer answer = desk.book(Bodies.appointment(ANN, reference).encode());

        RefusalTest.requireRefused(answer, 422, "invariant", "INVALID_REFERENCE");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment.slot[0].reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Slot/1",
                "Slot/A81001-20261123-0",
                "Slot/A81001-20261123-0000",
                "Slot/A81001-20260231-000",
                "Slot/a81001-20261123-000",
                "Slot/A81001-20261123-99999",
                "Slot/A81001-20261123-000' OR 1=1--",
                "Slot/..%2f..%2fetc",
                "Slot/A81001-20261123-\u0660\u0660\u0660"
            })
    void anIdThatCannotBeASlotIsUnknown(String reference) {
        RefusalTest.requireRefused(
                desk.book(Bodies.appointment(ANN, reference).encode()), 422, "not-found", "SLOT_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                "94347659190",
                "943476591",
                "943 476 5919",
                "",
                "9434765919 ",
                "abcdefghij",
                "0000000000"
            })
    void whatIsNoNhsNumberIsNotRepeated(String number) {
        EngineAnswer answer = desk.book(
                Bodies.but(GOOD, body -> actor(body).getJsonObject("identifier").put("value", number)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(issue(answer).getJsonArray("expression").getString(0))
                .isEqualTo("Appointment.participant[0].actor.identifier.value");
        assertThat(answer.code()).isEqualTo(number.isEmpty() ? "INVALID_PARAMETER" : "INVALID_NHS_NUMBER");
    }

    @Test
    void aForeignActorIsRefused() {
        EngineAnswer answer = desk.book(Bodies.but(GOOD, body -> body.getJsonArray("participant")
                .add(new JsonObject()
                        .put("status", "accepted")
                        .put("actor", new JsonObject().put("reference", "https://evil.example/Practitioner/1")))));

        RefusalTest.requireRefused(answer, 422, "invariant", "INVALID_REFERENCE");
    }

    @Test
    void whatTheServerOwnsIsAcceptedAndLeftAlone() {
        EngineAnswer answer = desk.book(Bodies.but(GOOD, body -> body.put("id", "mine")
                .put("meta", new JsonObject().put("versionId", "77"))
                .put("text", new JsonObject().put("status", "generated").put("div", "<div><script>x</script></div>"))
                .put("language", "en-GB")
                .put("created", "1999-01-01")));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().toString()).doesNotContain("mine", "77", "script", "1999");
        R4.requireValid(answer);
    }

    @Test
    void aNewAppointmentIsBookedAndNothingElse() {
        for (String status : new String[] {"pending", "arrived", "cancelled", "proposed"}) {
            EngineAnswer answer = desk.book(Bodies.but(GOOD, body -> body.put("status", status)));
            RefusalTest.requireRefused(answer, 422, "invariant", "STATUS_NOT_ALLOWED");
        }
    }

    @Test
    void onlyACancelledAppointmentHasAReason() {
        String booked = Bodies.but(GOOD, body -> body.put("cancelationReason", new JsonObject().put("text", "x")));
        RefusalTest.requireRefused(desk.book(booked), 422, "invariant", "CANCELLATION_REASON_UNEXPECTED");

        String id = Desk.id(desk.book(GOOD.encode()));
        String cancelled = Bodies.but(GOOD, body -> body.put("status", "cancelled"));
        RefusalTest.requireRefused(
                desk.with("if-match", "W/\"1\"").put(id, cancelled), 422, "invariant", "CANCELLATION_REASON_REQUIRED");
        RefusalTest.requireRefused(
                desk.with("if-match", "W/\"1\"")
                        .put(id, Bodies.cancelled(GOOD, "x".repeat(501)).encode()),
                400,
                "value",
                "INVALID_PARAMETER");
    }

    @Test
    void anotherIdThanThePathsIsMalformed() {
        String id = Desk.id(desk.book(GOOD.encode()));
        EngineAnswer answer =
                desk.with("if-match", "W/\"1\"").put(id, Bodies.but(GOOD, body -> body.put("id", "other")));

        RefusalTest.requireRefused(answer, 400, "structure", "MALFORMED");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment.id");
    }

    private void assertNothingIsBooked() {
        assertThat(desk.ledger.appointments()).isEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The good body with some more members, as they are written. */
    private static String with(String members) {
        return "{" + members + "," + GOOD.encode().substring(1);
    }

    private static byte[] withBytes(int... raw) {
        Buffer body = Buffer.buffer("{\"description\":\"");
        for (int one : raw) {
            body.appendByte((byte) one);
        }
        return body.appendString("\"," + GOOD.encode().substring(1)).getBytes();
    }

    private static Arguments malformed(String path, Consumer<JsonObject> change) {
        return Arguments.of(change, "MALFORMED", path);
    }

    private static Arguments invalid(String path, Consumer<JsonObject> change) {
        return Arguments.of(change, "INVALID_PARAMETER", path);
    }

    private static Arguments lost(String path, Consumer<JsonObject> change) {
        return Arguments.of(change, path);
    }

    private static JsonArray array(String name, Object value) {
        return new JsonArray().add(new JsonObject().put(name, value));
    }

    /** An element with an extension of this address. */
    private static JsonObject added(String url) {
        return new JsonObject().put("extension", array("url", url));
    }

    private static JsonArray many(JsonObject resource, int count) {
        JsonArray all = new JsonArray();
        for (int at = 0; at < count; at++) {
            all.add(resource.copy());
        }
        return all;
    }

    private static JsonObject participant(JsonObject body) {
        return body.getJsonArray("participant").getJsonObject(0);
    }

    private static JsonObject actor(JsonObject body) {
        return participant(body).getJsonObject("actor");
    }
}
