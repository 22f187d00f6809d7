package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hl7.fhir.r4.model.Appointment;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.schedule.Wording;

/** What patients write comes back as they wrote it; what anybody sends is answered. */
final class RoundTripPropertiesTest {

    private static final String EIGHT = Desk.slot(Books.MONDAY, 0);

    @Property(tries = 300)
    void wordsComeBackAsTheyWereWritten(@ForAll("words") String description, @ForAll("words") String comment) {
        String body = Bodies.but(
                Bodies.appointment(Desk.ANN, EIGHT),
                appointment -> appointment.put("description", description).put("comment", comment));

        EngineAnswer answer = new Desk().book(body);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        Appointment booked = R4.parse(Appointment.class, answer.body().toString());
        assertThat(booked.getDescription()).isEqualTo(description);
        assertThat(booked.getComment()).isEqualTo(comment);
    }

    @Property(tries = 1_000)
    void anyMemberWithAnyValueIsAnswered(@ForAll("names") String name, @ForAll("values") Object value) {
        JsonObject body = Bodies.appointment(Desk.ANN, EIGHT).put(name, value);

        EngineAnswer answer = new Desk().book(body.encode());

        assertThat(answer.status()).isIn(201, 400, 403, 409, 422);
    }

    @Property(tries = 1_000)
    void anyMemberWithinIsAnswered(@ForAll("names") String name, @ForAll("values") Object value) {
        JsonObject participant = Bodies.participant(Desk.ANN.digits());
        participant.getJsonObject("actor").put(name, value);
        participant.put(name, value);
        JsonObject body = Bodies.appointment(Desk.ANN, EIGHT).put("participant", new JsonArray().add(participant));

        EngineAnswer answer = new Desk().put("A81001-20261123-000-" + "a".repeat(26), body.encode());

        assertThat(answer.status()).isIn(400, 403, 404, 409, 422);
    }

    @Property(tries = 1_000)
    void anyBytesAreAnswered(@ForAll byte[] bytes) {
        assertThat(new Desk().book(Buffer.buffer(bytes)).status()).isEqualTo(400);
    }

    @Property(tries = 1_000)
    void anyParameterIsAnswered(@ForAll("parameters") String name, @ForAll String value) {
        String clean = value.replace("&", "");
        String query = "schedule.actor=HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free&";

        EngineAnswer answer = new Desk().search(query + name + '=' + clean);

        assertThat(answer.status()).isIn(200, 400, 406, 422);
    }

    /** Text that R4 and people allow: not blank, whole characters, no control characters but tabs and line ends. */
    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .all()
                .withChars('"', '\\', '/', '\n', '\t', '<', '&', '\u2028')
                .ofMinLength(1)
                .ofMaxLength(50)
                .filter(text -> !text.isBlank()
                        && text.codePoints().noneMatch(RoundTripPropertiesTest::isUnwritable)
                        && !text.strip().isEmpty()
                        && Wording.PROSE.brokenRule(text, 50).isEmpty()
                        && text.equals(Wording.PROSE.tidy(text)));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "resourceType",
                        "id",
                        "meta",
                        "extension",
                        "status",
                        "slot",
                        "participant",
                        "actor",
                        "identifier",
                        "reference",
                        "type",
                        "period",
                        "start",
                        "end",
                        "description",
                        "comment",
                        "cancelationReason",
                        "serviceType",
                        "minutesDuration",
                        "contained",
                        "text",
                        "language",
                        "created",
                        "required"),
                Arbitraries.strings().ofMaxLength(8));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(20).map(text -> (Object) text),
                Arbitraries.of("booked", "cancelled", "2026-11-23T08:00:00Z", "Patient", EIGHT, "9434765919"),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(true, false));
        return Arbitraries.oneOf(
                plain,
                plain.list().ofMaxSize(3).map(items -> (Object) new JsonArray(items)),
                plain.map(value -> new JsonObject().put("reference", value)),
                plain.map(value -> new JsonArray().add(new JsonObject().put("text", value))),
                plain.map(value -> new JsonObject().put("identifier", new JsonObject().put("system", value))));
    }

    @Provide
    Arbitrary<String> parameters() {
        return Arbitraries.of(
                "schedule.actor",
                "start",
                "status",
                "service-type",
                "appointment-type",
                "_include",
                "_count",
                "_format",
                "_after",
                "other");
    }

    private static boolean isUnwritable(int point) {
        boolean isControl = Character.isISOControl(point) && point != '\n' && point != '\t';
        boolean isHalf = point >= 0xD800 && point <= 0xDFFF;
        return isControl || isHalf || !Character.isDefined(point);
    }
}
