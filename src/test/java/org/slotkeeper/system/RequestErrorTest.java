package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Requests that are answered before anybody looks at slots: unreadable, unproven, or to nowhere. Nothing is ever booked by one. */
public final class RequestErrorTest {

    private static final NhsNumber ANN = RunningSystem.newPatient();

    private static RunningSystem system;
    private static Api api;
    private static OdsCode practice;
    private static String slot;
    private static String token;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        api = system.api();
        practice = system.practiceWithSlots(1);
        slot = system.freeOnMonday(practice).get(0);
        token = api.patientToken(ANN, practice);
    }

    @AfterAll
    static void nothingWasBooked() {
        try {
            assertThat(system.freeOnMonday(practice)).containsExactly(slot);
            assertThat(system.count("SELECT count(*) FROM request")).isZero();
        } finally {
            system.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "[]",
                "null",
                "{\"resourceType\":\"Appointment\",\"status\":\"booked\"",
                "{\"resourceType\":\"Patient\"}",
                "{\"resourceType\":\"Appointment\",\"status\":\"booked\"} {}",
                "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"status\":\"booked\"}",
                "{\"resourceType\":\"Appointment\",\"status\":[\"booked\"]}"
            })
    void aBodyThatIsNoAppointment(String body) {
        bookRaw(body).refusedAs(400, "structure", "MALFORMED");
    }

    @Test
    void aBodyThatEndsTooSoon() {
        String whole = Bodies.appointment(ANN, slot).encode();

        bookRaw(whole.substring(0, whole.length() / 2)).refusedAs(400, "structure", "MALFORMED");
    }

    @Test
    void aFieldThatStandsTwice() {
        String whole = Bodies.appointment(ANN, slot).encode();

        bookRaw(whole.substring(0, whole.length() - 1) + ",\"description\":\"a\",\"description\":\"b\"}")
                .refusedAs(400, "structure", "MALFORMED");
    }

    @Test
    void aFieldThatR4DoesNotHave() {
        bookWith(appointment -> appointment.put("urgency", "high")).refusedAs(400, "structure", "MALFORMED");
    }

    @Test
    void aBodyInAnotherCharset() {
        api.call("POST", "/FHIR/R4/Appointment")
                .token(token)
                .header("Content-Type", "application/fhir+json; charset=iso-8859-1")
                .body(Bodies.appointment(ANN, slot).encode())
                .send()
                .refusedAs(415, "not-supported", "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aBodyThatIsNotInTheCharsetItSays() {
        String whole = Bodies.appointment(ANN, slot)
                .put("description", "Knie m\u00fcde")
                .encode();

        api.call("POST", "/FHIR/R4/Appointment")
                .token(token)
                .header("Content-Type", Api.FHIR)
                .body(whole.getBytes(StandardCharsets.ISO_8859_1))
                .send()
                .refusedAs(400, "structure", "MALFORMED");
    }

    @Test
    void anNhsNumberWithAWrongCheckDigit() {
        String digits = ANN.digits();
        String wrong = digits.substring(0, 9) + (digits.charAt(9) == '0' ? '1' : '0');

        bookWith(appointment -> appointment
                        .getJsonArray("participant")
                        .getJsonObject(0)
                        .getJsonObject("actor")
                        .getJsonObject("identifier")
                        .put("value", wrong))
                .refusedAs(400, "value", "INVALID_NHS_NUMBER");
        api.call("GET", "/FHIR/R4/Appointment?patient:identifier=" + Api.encoded(Api.NHS_NUMBER + "|" + wrong))
                .token(token)
                .send()
                .refusedAs(400, "value", "INVALID_NHS_NUMBER");
    }

    @Test
    void aDescriptionThatIsTooLong() {
        bookWith(appointment -> appointment.put("description", "x".repeat(101)))
                .refusedAs(400, "value", "INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/FHIR/R4/Slot",
                "/FHIR/R4/Slot?status=free",
                "/FHIR/R4/Slot?status=busy&schedule.actor=HealthcareService/Z99001&start=ge2037-11-23&start=lt2037-11-24",
                "/FHIR/R4/Slot?status=free&schedule.actor=HealthcareService/Z99001&start=ge2037-02-30&start=lt2037-11-24",
                "/FHIR/R4/Slot?status=free&schedule.actor=HealthcareService/Z99001&start=ge2037-11-23&start=lt2037-11-24&colour=blue",
                "/FHIR/R4/Slot?status=free&schedule.actor=HealthcareService/Z99001&start=ge2037-11-23&start=lt2037-11-24&_count=x",
                "/FHIR/R4/Appointment"
            })
    void aSearchWithoutWhatItNeeds(String path) {
        api.call("GET", path).token(token).send().refusedAs(400, "value", "INVALID_PARAMETER");
    }

    @Test
    void aRequestIdThatIsNone() {
        Answer refused = api.book(token, Bodies.appointment(ANN, slot))
                .requestId("the-first")
                .send();

        refused.refusedAs(400, "structure", "MALFORMED");
        assertThat(refused.header("X-Request-ID").orElseThrow()).isNotEqualTo("the-first");
    }

    @Test
    void noToken() {
        Answer refused = api.call("GET", "/FHIR/R4/Appointment/x").send();

        refused.refusedAs(401, "login", "UNAUTHENTICATED");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer realm=\"slotkeeper\"");
    }

    @Test
    void aTokenThatWasTamperedWith() {
        int inSignature = token.length() - 20;
        char other = token.charAt(inSignature) == 'A' ? 'B' : 'A';
        String tampered = token.substring(0, inSignature) + other + token.substring(inSignature + 1);

        Answer refused = api.book(tampered, Bodies.appointment(ANN, slot)).send();

        refused.refusedAs(401, "login", "UNAUTHENTICATED");
        assertThat(refused.header("WWW-Authenticate"))
                .hasValue(
                        "Bearer realm=\"slotkeeper\", error=\"invalid_token\", error_description=\"its signature is of another key or another text\"");
    }

    @Test
    void aTokenThatHasExpired() {
        String brief = api.token("nhs_number=" + ANN.digits() + "&practice=" + practice.value() + "&ttl=60");
        system.clock().pass(Duration.ofMinutes(2));
        try {
            api.book(brief, Bodies.appointment(ANN, slot)).send().refusedAs(401, "login", "UNAUTHENTICATED");
        } finally {
            system.clock().set(RunningSystem.NOW);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /FHIR/R4",
        "GET, /FHIR/R4/Patient/1",
        "POST, /FHIR/R4/Appointment/$steal",
        "POST, /FHIR/R4",
        "GET, /FHIR/R4/_history",
        "GET, /FHIR/R4/Appointment/_history",
        "GET, /FHIR/R4/Appointment/x/_history",
        "GET, /FHIR/R4/Appointment/x/_history/1",
        "POST, /FHIR/R4/Appointment/_search",
        "GET, /metrics",
        "GET, /health/live"
    })
    void aPathThatIsNot(String method, String path) {
        api.call(method, path).token(token).send().refusedAs(404, "not-found", "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /FHIR/R4/Appointment/x, 'GET, HEAD, OPTIONS, PUT'",
        "PUT, /FHIR/R4/Appointment, 'GET, HEAD, OPTIONS, POST'",
        "PUT, /FHIR/R4/Appointment?identifier=x, 'GET, HEAD, OPTIONS, POST'",
        "DELETE, /FHIR/R4/Appointment?identifier=x, 'GET, HEAD, OPTIONS, POST'",
        "POST, /FHIR/R4/Slot, 'GET, HEAD, OPTIONS'",
        "GET, /FHIR/R4/Appointment/$hold, 'OPTIONS, POST'",
        "PATCH, /FHIR/R4/Appointment/x, 'GET, HEAD, OPTIONS, PUT'"
    })
    void aMethodThatThePathDoesNotHave(String method, String path, String allowed) {
        Answer refused = api.call(method, path).token(token).send();

        refused.refusedAs(405, "not-supported", "METHOD_NOT_ALLOWED");
        assertThat(refused.header("Allow")).hasValue(allowed);
    }

    @Test
    void aMediaTypeThatIsNotSpokenHere() {
        api.call("POST", "/FHIR/R4/Appointment")
                .token(token)
                .header("Content-Type", "application/fhir+xml")
                .body("<Appointment/>")
                .send()
                .refusedAs(415, "not-supported", "UNSUPPORTED_MEDIA_TYPE");
        api.book(token, Bodies.appointment(ANN, slot))
                .header("Accept", "application/fhir+xml")
                .send()
                .refusedAs(406, "not-supported", "NOT_ACCEPTABLE");
    }

    @Test
    void aBodyThatIsCompressed() {
        Answer refused = api.book(token, Bodies.appointment(ANN, slot))
                .header("Content-Encoding", "gzip")
                .send();

        refused.refusedAs(415, "not-supported", "UNSUPPORTED_MEDIA_TYPE");
        assertThat(refused.issue().getJsonArray("expression").getString(0)).isEqualTo("Content-Encoding");
        assertThat(refused.header("Accept-Encoding")).hasValue("identity");
    }

    @ParameterizedTest
    @CsvSource({"If-None-Exist, identifier=x", "If-None-Match, *"})
    void aConditionThatIsNotAskedHere(String header, String value) {
        Answer refused = api.book(token, Bodies.appointment(ANN, slot))
                .header(header, value)
                .send();

        refused.refusedAs(422, "not-supported", "NOT_SUPPORTED");
        assertThat(refused.issue().getJsonArray("expression").getString(0)).isEqualTo(header);
    }

    @Test
    void aParameterThatAWriteDoesNotHave() {
        api.call("POST", "/FHIR/R4/Appointment?identifier=x")
                .token(token)
                .fhir(Bodies.appointment(ANN, slot))
                .send()
                .refusedAs(400, "value", "INVALID_PARAMETER");
    }

    @Test
    void theFormatInTheQueryWinsOverAccept() {
        for (String json : List.of(
                "json",
                "application%2Ffhir%2Bjson",
                "application/fhir+json",
                "text/json%3Bcharset=utf-8",
                "application/fhir+json%3BfhirVersion=4.0")) {
            api.call("GET", "/FHIR/R4/metadata?_pretty=true&_format=" + json)
                    .header("Accept", "application/fhir+xml")
                    .send()
                    .withStatus(200)
                    .validR4();
        }
        for (String path : List.of("/FHIR/R4/metadata", "/FHIR/R4/Slot", "/FHIR/R4/Appointment/x")) {
            api.call("GET", path + "?_format=xml")
                    .token(token)
                    .header("Accept", "application/fhir+json")
                    .send()
                    .refusedAs(406, "not-supported", "NOT_ACCEPTABLE");
        }
        api.call("GET", "/FHIR/R4/metadata?_format=application/fhir%2Bjson%3BfhirVersion=3.0")
                .send()
                .refusedAs(406, "not-supported", "NOT_ACCEPTABLE");
        api.call("POST", "/FHIR/R4/Appointment?_format=xml")
                .token(token)
                .fhir(Bodies.appointment(ANN, slot))
                .send()
                .refusedAs(406, "not-supported", "NOT_ACCEPTABLE");
    }

    @Test
    void aBodyThatIsTooLong() {
        bookRaw("{\"resourceType\":\"Appointment\",\"comment\":\"" + "x".repeat(64 * 1024) + "\"}")
                .refusedAs(413, "too-long", "BODY_TOO_LONG");
    }

    @Test
    void everyAnswerHasTheRequestsIdsAndIsNotStored() {
        UUID id = UUID.randomUUID();

        Answer answer = api.call("GET", Api.searchPath(practice, "2037-11-23", "2037-11-24"))
                .token(token)
                .requestId(id)
                .header("X-Correlation-ID", "of-the-caller")
                .send()
                .withStatus(200);

        assertThat(answer.header("X-Request-ID")).hasValue(id.toString());
        assertThat(answer.header("X-Correlation-ID")).hasValue("of-the-caller");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void theReasonThatComesFirstIsTheOneGiven() {
        NhsNumber ben = RunningSystem.newPatient();

        api.call("POST", "/FHIR/R4/Appointment")
                .header("Content-Type", Api.FHIR)
                .body("{")
                .send()
                .refusedAs(401, "login", "UNAUTHENTICATED");
        bookWith(appointment -> appointment
                        .put("participant", Bodies.appointment(ben, slot).getJsonArray("participant"))
                        .put("urgency", "high"))
                .refusedAs(400, "structure", "MALFORMED");
        api.book(token, Bodies.appointment(ben, "Slot/Y99999-20371123-000"))
                .send()
                .refusedAs(403, "forbidden", "FORBIDDEN");
    }

    private static Answer bookRaw(String body) {
        return api.call("POST", "/FHIR/R4/Appointment")
                .token(token)
                .header("Content-Type", Api.FHIR)
                .body(body)
                .send();
    }

    private static Answer bookWith(Consumer<JsonObject> change) {
        return bookRaw(Bodies.but(Bodies.appointment(ANN, slot), change));
    }
}
