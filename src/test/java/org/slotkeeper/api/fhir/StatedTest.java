package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.ANN_HERSELF;
import static org.slotkeeper.api.fhir.Desk.BASE;
import static org.slotkeeper.api.fhir.Desk.BEN;
import static org.slotkeeper.api.fhir.Desk.id;
import static org.slotkeeper.api.fhir.Desk.issue;
import static org.slotkeeper.api.fhir.Desk.json;
import static org.slotkeeper.api.fhir.Desk.slot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;

/** What a resource says beside what it asks for is true, or the request is refused by the name of the element: nothing is dropped. */
final class StatedTest {

    private static final String EIGHT = slot(Books.MONDAY, 0);
    private static final String TEN_PAST = slot(Books.MONDAY, 1);
    private static final String FLU_CLINIC = slot(Books.MONDAY, 12);
    private static final Caller PRACTICE = new Caller.PracticeSystem(Books.OPEN, Set.of(Caller.READ, Caller.WRITE));

    private final Desk desk = new Desk();

    static Stream<Arguments> otherThanItIs() {
        return Stream.of(
                said("slot", body -> body.put("slot", array("reference", TEN_PAST))),
                said("slot", body -> body.getJsonArray("slot").add(new JsonObject().put("reference", TEN_PAST))),
                said("start", body -> body.put("start", "2026-11-23T08:05:00Z").put("minutesDuration", 5)),
                said("end", body -> body.put("end", "2026-11-23T08:20:00Z").put("minutesDuration", 20)),
                said("description", body -> body.put("description", "Elbow")),
                said("comment", body -> body.put("comment", "moved to Tuesday, please")),
                said("serviceType[0]", body -> body.put("serviceType", array("text", "Party"))),
                said("appointmentType", body -> body.put("appointmentType", new JsonObject().put("text", "Video"))),
                said("created", body -> body.put("created", "2026-11-16T09:00:01Z")),
                said("created", body -> body.put("created", "2026-11-16")),
                said("participant[4]", body -> body.getJsonArray("participant")
                        .add(actor(new JsonObject().put("type", "Practitioner").put("display", "Dr Who")))),
                said("participant[1]", body -> body.getJsonArray("participant")
                        .getJsonObject(1)
                        .getJsonObject("actor")
                        .put("reference", "HealthcareService/B82002")),
                said(
                        "extension[0]",
                        body -> body.put(
                                "extension",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("url", Systems.DELIVERY_CHANNEL_EXTENSION)
                                                .put("valueCode", "Video")))),
                said("extension[1]", body -> body.getJsonArray("extension").add(organisation("Y00111"))),
                said("extension[1]", body -> body.getJsonArray("extension")
                        .add(new JsonObject()
                                .put("url", Systems.HOLD_EXPIRES)
                                .put("valueInstant", "2026-11-16T09:05:00Z"))));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("otherThanItIs")
    void aCancellationThatSaysOtherwiseIsRefusedByName(Consumer<JsonObject> change, String path) {
        EngineAnswer booked = bookedWithNotes();

        EngineAnswer answer = desk.with("if-match", "W/\"1\"")
                .put(id(booked), Bodies.but(Bodies.cancelled(json(booked), "better"), change));

        refused(answer, "NOT_AMENDABLE", path);
        assertThat(json(desk.read(id(booked))).getString("status")).isEqualTo("booked");
    }

    static Stream<Arguments> otherThanTheNotes() {
        return otherThanItIs()
                .filter(one -> !Set.of("slot", "description", "comment").contains(one.get()[1]));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("otherThanTheNotes")
    void anAmendmentOfAnythingButTheNotesIsRefusedByName(Consumer<JsonObject> change, String path) {
        EngineAnswer booked = bookedWithNotes();

        EngineAnswer answer = desk.with("if-match", "W/\"1\"").put(id(booked), Bodies.but(json(booked), change));

        refused(answer, "NOT_AMENDABLE", path);
        assertThat(json(desk.read(id(booked)))).isEqualTo(json(booked));
    }

    @Test
    void aCancellationMaySayAllThatWasRead() {
        EngineAnswer booked = bookedWithNotes();
        EngineAnswer read = desk.read(id(booked));

        assertThat(desk.with("if-match", "W/\"1\"")
                        .put(id(booked), Bodies.cancelled(json(read), "better").encode())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aCancellationMaySayNothingElse() {
        EngineAnswer booked = bookedWithNotes();
        JsonObject least = new JsonObject().put("resourceType", "Appointment");

        EngineAnswer cancelled = desk.with("if-match", "W/\"1\"")
                .put(id(booked), Bodies.cancelled(least, "better").encode());

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(json(cancelled).getString("comment")).isEqualTo("by the stairs");
    }

    @Test
    void aCancellationMaySayTheSameInOtherWords() {
        EngineAnswer booked = bookedWithNotes();
        String body = Bodies.but(Bodies.cancelled(json(booked), "better"), same -> {
            same.put("start", "2026-11-23T09:00:00+01:00").put("end", "2026-11-23T08:10:00.000Z");
            same.put("slot", array("reference", BASE + "/FHIR/R4/" + EIGHT));
            same.put("created", "2026-11-16T10:00:00+01:00");
            same.put("participant", new JsonArray().add(Bodies.participant(ANN.digits())));
            same.getJsonObject("meta").put("versionId", "77");
        });

        assertThat(desk.with("if-match", "W/\"1\"").put(id(booked), body).status())
                .isEqualTo(200);
    }

    @Test
    void aPracticeThatNamesAnotherPatientIsRefused() {
        EngineAnswer booked = bookedWithNotes();
        JsonObject others = Bodies.cancelled(json(booked), "closed")
                .put("participant", new JsonArray().add(Bodies.participant(BEN.digits())));

        EngineAnswer answer = desk.as(PRACTICE).with("if-match", "W/\"1\"").put(id(booked), others.encode());

        refused(answer, "NOT_AMENDABLE", "participant");
    }

    @Test
    void anotherCancellationUnderTheSameRequestIdIsRefused() {
        UUID once = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
        EngineAnswer booked = bookedWithNotes();
        JsonObject cancelled = Bodies.cancelled(json(booked), "better");
        assertThat(desk.under(once)
                        .with("if-match", "W/\"1\"")
                        .put(id(booked), cancelled.encode())
                        .status())
                .isEqualTo(200);

        EngineAnswer other = desk.under(once)
                .with("if-match", "W/\"1\"")
                .put(id(booked), cancelled.put("comment", "moved").encode());

        assertThat(other.code()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void aHoldThatIsGivenBackIsNotChangedEither() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, EIGHT).encode());
        JsonObject cancelled = Bodies.cancelled(json(held), "changed my mind");

        refused(
                desk.put(id(held), Bodies.but(cancelled, body -> body.put("slot", array("reference", TEN_PAST)))),
                "NOT_AMENDABLE",
                "slot");
        refused(
                desk.put(id(held), Bodies.but(cancelled, body -> body.put("comment", "later"))),
                "NOT_AMENDABLE",
                "comment");
        assertThat(json(desk.read(id(held))).getString("status")).isEqualTo("pending");
        assertThat(desk.put(id(held), cancelled.encode()).status()).isEqualTo(200);
    }

    @Test
    void aHoldIsConfirmedAsItWasReadAndNotIntoSomethingElse() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, EIGHT, TEN_PAST).encode());
        JsonObject booked = json(held).put("status", "booked");

        refused(
                desk.put(id(held), Bodies.but(booked, body -> body.put("serviceType", array("text", "Party")))),
                "NOT_AMENDABLE",
                "serviceType[0]");
        assertThat(desk.put(id(held), booked.encode()).status()).isEqualTo(200);
    }

    @Test
    void aHoldThatIsConfirmedWithoutItsSlotsIsConfirmedAtItsTime() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, EIGHT, TEN_PAST).encode());
        JsonObject booked = json(held).put("status", "booked");
        booked.remove("slot");
        booked.remove("minutesDuration");

        refused(
                desk.put(id(held), Bodies.but(booked, body -> body.put("end", "2026-11-23T08:10:00Z"))),
                "NOT_AMENDABLE",
                "end");
        assertThat(json(desk.read(id(held))).getString("status")).isEqualTo("pending");
        assertThat(desk.put(id(held), booked.encode()).status()).isEqualTo(200);
    }

    @Test
    void aMoveMaySayWhatWasOrWhatIsToBeAndNothingElse() {
        EngineAnswer booked = bookedWithNotes();
        JsonObject moved = json(booked)
                .put("slot", array("reference", FLU_CLINIC))
                .put("start", "2026-11-23T10:00:00Z")
                .put("end", "2026-11-23T10:20:00Z")
                .put("minutesDuration", 20);

        refused(
                desk.with("if-match", "W/\"1\"")
                        .put(id(booked), Bodies.but(moved, body -> body.put("serviceType", array("text", "Party")))),
                "ELEMENT_MISMATCH",
                "serviceType[0]");
        EngineAnswer answer = desk.with("if-match", "W/\"1\"").put(id(booked), moved.encode());
        assertThat(answer.status()).isEqualTo(200);
        EngineAnswer back = desk.with("if-match", "W/\"2\"")
                .put(id(booked), Bodies.but(json(answer), body -> body.put("slot", array("reference", EIGHT))
                        .put("start", "2026-11-23T08:00:00Z")
                        .put("end", "2026-11-23T08:10:00Z")
                        .put("minutesDuration", 10)
                        .put("serviceType", array("text", "GP appointment"))));
        assertThat(back.status()).isEqualTo(200);
    }

    @Test
    void aBookingMaySayWhatTheSlotSays() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, EIGHT).encode());
        JsonObject all = json(held).put("status", "booked").put("created", "2026-11-16");
        assertThat(desk.put(id(held), Bodies.cancelled(json(held), "again").encode())
                        .status())
                .isEqualTo(200);
        all.remove("id");

        assertThat(desk.book(all.encode()).status()).isEqualTo(201);
    }

    @Test
    void whoSendsWhatWouldBeLostIsToldWhatToSend() {
        AppointmentElements.RULES.forEach((name, rule) -> {
            if (rule.use() == AppointmentElements.Use.REFUSED) {
                EngineAnswer answer = desk.book(Bodies.but(
                        Bodies.appointment(ANN, EIGHT),
                        body -> body.put(
                                name,
                                Set.of("identifier", "specialty", "serviceCategory")
                                                .contains(name)
                                        ? array("x", "y")
                                        : "x")));
                refused(answer, "NOT_SUPPORTED", name);
                assertThat(issue(answer).getString("diagnostics")).endsWith(": " + rule.instead());
            }
        });
    }

    @Test
    void theDocumentSaysOfEachElementWhatIsDoneWithIt() throws IOException {
        String document = Files.readString(Path.of("src/docs/APPOINTMENT.md"));
        AppointmentElements.RULES.forEach((name, rule) -> {
            if (!name.startsWith("_")) {
                String use = rule.use() == AppointmentElements.Use.REFUSED
                        ? "refused: " + rule.instead()
                        : rule.use().name().toLowerCase(Locale.ROOT);
                assertThat(document).contains("| `" + name + "` | " + use);
            }
        });
    }

    static Stream<Arguments> otherThanTheSlot() {
        return Stream.of(
                said("serviceType[0]", body -> body.put("serviceType", array("text", "Party"))),
                said("appointmentType", body -> body.put("appointmentType", new JsonObject().put("text", "Video"))),
                said("participant[1]", body -> body.getJsonArray("participant")
                        .add(actor(new JsonObject().put("type", "Practitioner").put("display", "Dr Who")))),
                said(
                        "extension[0]",
                        body -> body.put(
                                "extension",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("url", Systems.DELIVERY_CHANNEL_EXTENSION)
                                                .put("valueCode", "Video")))));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("otherThanTheSlot")
    void aBookingThatSaysOtherwiseThanTheSlotIsRefusedByName(Consumer<JsonObject> change, String path) {
        EngineAnswer answer = desk.book(Bodies.but(Bodies.appointment(ANN, EIGHT), change));

        refused(answer, "ELEMENT_MISMATCH", path);
        assertThat(desk.book(Bodies.appointment(ANN, EIGHT).encode()).status()).isEqualTo(201);
    }

    @Test
    void minutesAreThoseFromStartToEnd() {
        JsonObject good = Bodies.appointment(ANN, EIGHT)
                .put("start", "2026-11-23T08:00:00Z")
                .put("end", "2026-11-23T08:10:00Z");

        refused(
                desk.book(Bodies.but(good, body -> body.put("minutesDuration", 15))),
                "TIME_MISMATCH",
                "minutesDuration");
        assertThat(desk.book(Bodies.but(good, body -> body.put("minutesDuration", 10)))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {Systems.BOOKING_ORGANISATION_EXTENSION, Systems.GP_CONNECT_BOOKING_ORGANISATION_EXTENSION})
    void theBookingOrganisationIsTheOneOfTheToken(String url) {
        JsonObject body = Bodies.appointment(ANN, EIGHT);
        EngineAnswer other = desk.as(Desk.HUB)
                .book(Bodies.but(
                        body,
                        some -> some.put(
                                "extension",
                                new JsonArray().add(organisation("RXX01").put("url", url)))));
        refused(other, "ELEMENT_MISMATCH", "extension[0]");

        String own = Bodies.but(body, some -> some.put(
                        "extension", new JsonArray().add(contained("#org").put("url", url)))
                .put("contained", new JsonArray().add(organisationResource("org", "Y00111"))));
        assertThat(desk.as(Desk.HUB).book(own).status()).isEqualTo(201);
    }

    @Test
    void aPatientBooksForNoOrganisation() {
        JsonObject body = Bodies.appointment(ANN, EIGHT);
        body.put("extension", new JsonArray().add(organisation("Y00111")));

        refused(desk.as(ANN_HERSELF).book(body.encode()), "ELEMENT_MISMATCH", "extension[0]");
    }

    @Test
    void anOrganisationThatIsNotNamedByItsCodeIsRefused() {
        for (JsonObject extension : new JsonObject[] {
            contained("#other"),
            contained("Organization/Y00111"),
            new JsonObject().put("url", Systems.BOOKING_ORGANISATION_EXTENSION),
            organisation("y00111")
        }) {
            JsonObject body = Bodies.appointment(ANN, EIGHT);
            body.put("extension", new JsonArray().add(extension));
            refused(desk.as(Desk.HUB).book(body.encode()), "ELEMENT_MISMATCH", "extension[0]");
        }
    }

    @Test
    void whoActsForThePatientIsTheOneOfTheToken() {
        Caller carer = new Caller.Patient(ANN, Optional.of(Books.OPEN), Optional.of("carer-1"));
        JsonObject body = Bodies.appointment(ANN, EIGHT);

        refused(
                desk.as(carer).book(Bodies.but(body, some -> some.put("extension", actingFor("carer-2")))),
                "ELEMENT_MISMATCH",
                "extension[0]");
        assertThat(desk.as(carer)
                        .book(Bodies.but(body, some -> some.put("extension", actingFor("carer-1"))))
                        .status())
                .isEqualTo(201);
    }

    private EngineAnswer bookedWithNotes() {
        return desk.as(ANN_HERSELF)
                .book(Bodies.but(Bodies.appointment(ANN, EIGHT), body -> body.put("description", "Knee")
                        .put("comment", "by the stairs")));
    }

    private static void refused(EngineAnswer answer, String code, String path) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment." + path);
        R4.requireValid(answer);
    }

    private static Arguments said(String path, Consumer<JsonObject> change) {
        return Arguments.of(change, path);
    }

    private static JsonArray array(String name, String value) {
        return new JsonArray().add(new JsonObject().put(name, value));
    }

    private static JsonObject actor(JsonObject actor) {
        return new JsonObject().put("actor", actor).put("status", "accepted");
    }

    private static JsonArray actingFor(String actor) {
        return new JsonArray()
                .add(new JsonObject()
                        .put("url", Systems.BOOKED_FOR_PATIENT_BY)
                        .put("valueIdentifier", new JsonObject().put("value", actor)));
    }

    private static JsonObject organisation(String code) {
        return new JsonObject()
                .put("url", Systems.BOOKING_ORGANISATION_EXTENSION)
                .put("valueReference", new JsonObject().put("identifier", ods(code)));
    }

    private static JsonObject contained(String reference) {
        return new JsonObject()
                .put("url", Systems.BOOKING_ORGANISATION_EXTENSION)
                .put("valueReference", new JsonObject().put("reference", reference));
    }

    private static JsonObject organisationResource(String id, String code) {
        return new JsonObject()
                .put("resourceType", "Organization")
                .put("id", id)
                .put("identifier", new JsonArray().add(ods(code)))
                .put("name", "NHS 111")
                .put(
                        "telecom",
                        new JsonArray()
                                .add(new JsonObject().put("system", "phone").put("value", "111")));
    }

    private static JsonObject ods(String code) {
        return new JsonObject().put("system", Systems.ODS_CODE).put("value", code);
    }
}
