package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.BEN;
import static org.slotkeeper.api.fhir.Desk.BEN_HIMSELF;
import static org.slotkeeper.api.fhir.Desk.id;
import static org.slotkeeper.api.fhir.Desk.issue;
import static org.slotkeeper.api.fhir.Desk.json;
import static org.slotkeeper.api.fhir.Desk.slot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;

/** Each row of the contract's table of errors that the booking API owns. */
final class RefusalTest {

    private static final UUID ONCE = UUID.fromString("00000000-0000-4000-8000-0000000000aa");

    private final Desk desk = new Desk();
    private final String eight = slot(Books.MONDAY, 0);
    private final String tenPast = slot(Books.MONDAY, 1);

    @Test
    void aTakenSlotIsAConflictWithThreeOthersToTake() {
        assertThat(desk.book(appointment(eight)).status()).isEqualTo(201);

        EngineAnswer answer =
                desk.as(BEN_HIMSELF).book(Bodies.appointment(BEN, eight).encode());

        requireRefused(answer, 409, "conflict", "SLOT_TAKEN");
        JsonArray alternatives = issue(answer).getJsonArray("extension");
        assertThat(alternatives).hasSize(3);
        assertThat(alternatives.getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("url", "https://slotkeeper.org/fhir/StructureDefinition/alternative-slot")
                        .put(
                                "valueReference",
                                new JsonObject()
                                        .put("reference", tenPast)
                                        .put("type", "Slot")
                                        .put("display", "Monday 23 November 2026 08:10")));
    }

    @Test
    void aHeldSlotIsTakenToo() {
        assertThat(desk.hold(Bodies.hold(ANN, eight).encode()).status()).isEqualTo(201);

        requireRefused(desk.as(BEN_HIMSELF).hold(Bodies.hold(BEN, eight).encode()), 409, "conflict", "SLOT_TAKEN");
    }

    @Test
    void aRequestIdWithOtherContentIsRefused() {
        assertThat(desk.under(ONCE).book(appointment(eight)).status()).isEqualTo(201);

        requireRefused(desk.under(ONCE).book(appointment(tenPast)), 422, "business-rule", "REQUEST_ID_REUSED");
    }

    @Test
    void anEmbargoedSlotSaysFromWhen() {
        EngineAnswer answer = desk.book(appointment(slot(Books.MONDAY, 27)));

        requireRefused(answer, 422, "business-rule", "EMBARGOED");
        assertThat(issue(answer).getJsonArray("extension").getJsonObject(0))
                .isEqualTo(
                        new JsonObject().put("url", Systems.RELEASED_AT).put("valueInstant", "2026-11-20T08:00:00Z"));
        assertThat(issue(answer).getString("diagnostics")).contains("2026-11-20T08:00:00Z");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment.slot");
    }

    @Test
    void aSlotOutsideTheBookingWindowSaysWhenThatIs() {
        EngineAnswer answer = desk.book(appointment(slot(Books.FAR, 0)));

        requireRefused(answer, 422, "business-rule", "OUTSIDE_BOOKING_WINDOW");
        assertThat(answer.body().toString()).contains("2026-12-07T08:00:00Z", "2026-12-21T07:00:00Z");
    }

    @Test
    void aSlotThatHasBegunIsInThePast() {
        desk.clock.set(Instant.parse("2026-11-23T08:00:00Z"));

        requireRefused(desk.book(appointment(eight)), 422, "business-rule", "IN_THE_PAST");
    }

    @Test
    void aCancellationCanBeTooLate() {
        EngineAnswer booked = desk.book(appointment(eight));
        desk.clock.set(Instant.parse("2026-11-22T08:00:00.001Z"));

        EngineAnswer answer = desk.with("if-match", "W/\"1\"")
                .put(id(booked), Bodies.cancelled(json(booked), "ill").encode());

        requireRefused(answer, 422, "business-rule", "TOO_LATE");
    }

    @Test
    void aPracticeCanBeClosedToOnlineBooking() {
        requireRefused(desk.book(appointment("Slot/B82002-20261123-000")), 422, "business-rule", "ONLINE_BOOKING_OFF");
    }

    @Test
    void aPatientHasACap() {
        assertThat(desk.book(appointment(eight)).status()).isEqualTo(201);
        assertThat(desk.book(appointment(slot(Books.TUESDAY, 0))).status()).isEqualTo(201);

        EngineAnswer answer = desk.book(appointment(slot(Books.TUESDAY, 5)));

        requireRefused(answer, 422, "business-rule", "PATIENT_LIMIT");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment.participant");
    }

    @Test
    void aPatientIsInOnePlaceAtATime() {
        desk.clock.set(Books.RELEASE);
        assertThat(desk.book(appointment(slot(Books.MONDAY, 12))).status()).isEqualTo(201);

        requireRefused(desk.book(appointment(slot(Books.MONDAY, 12))), 422, "business-rule", "PATIENT_OVERLAP");
    }

    @Test
    void aPatientHasOneHoldAtATime() {
        assertThat(desk.hold(Bodies.hold(ANN, eight).encode()).status()).isEqualTo(201);

        EngineAnswer answer = desk.hold(Bodies.hold(ANN, tenPast).encode());

        requireRefused(answer, 422, "business-rule", "HOLD_EXISTS");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Parameters.parameter");
    }

    @Test
    void anExpiredHoldIsAConflict() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());
        desk.clock.pass(Duration.ofMinutes(5));

        requireRefused(desk.put(id(held), appointment(eight)), 409, "conflict", "HOLD_EXPIRED");
    }

    @Test
    void anothersHoldIsNotFound() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());

        EngineAnswer answer = desk.as(BEN_HIMSELF)
                .put(id(held), Bodies.appointment(BEN, eight).encode());

        requireRefused(answer, 404, "not-found", "APPOINTMENT_UNKNOWN");
    }

    @Test
    void aChangeNeedsTheVersionItWasMadeFor() {
        EngineAnswer booked = desk.book(appointment(eight));
        EngineAnswer unsaid = desk.put(id(booked), appointment(eight));
        EngineAnswer neverWas = desk.with("if-match", "W/\"2\"").put(id(booked), appointment(eight));

        requireRefused(unsaid, 428, "required", "VERSION_REQUIRED");
        assertThat(issue(unsaid).getString("diagnostics"))
                .isEqualTo(
                        "A change of an appointment needs If-Match with the version it was made for, as ETag gave it; that of a hold does not.");
        requireRefused(neverWas, 412, "conflict", "STALE_VERSION");
        assertThat(issue(neverWas).getString("diagnostics"))
                .isEqualTo("The appointment is not at that version: read it again.");
        requireRefused(
                desk.with("if-match", "W/\"0\"").put(id(booked), appointment(eight)), 412, "conflict", "STALE_VERSION");
        requireRefused(
                desk.put(id(booked), Bodies.cancelled(json(booked), "ill").encode()),
                428,
                "required",
                "VERSION_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"2\"",
                "W/\"0\"",
                "\"2\"",
                "W/\"0\", W/\"2\"",
                "\"abc\"",
                "W/\"01\"",
                "\"-1\"",
                "\"\"",
                "W/\"99999999999\""
            })
    void aChangeOfAnotherVersionIsStale(String ifMatch) {
        EngineAnswer booked = desk.book(appointment(eight));

        requireRefused(
                desk.with("if-match", ifMatch).put(id(booked), appointment(eight)), 412, "conflict", "STALE_VERSION");
        requireRefused(
                desk.with("if-match", ifMatch)
                        .put(id(booked), Bodies.cancelled(json(booked), "ill").encode()),
                412,
                "conflict",
                "STALE_VERSION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                " * ",
                "W/\"1\"",
                "\"1\"",
                "W/\"7\", W/\"1\"",
                "\"a,b\",W/\"1\" ,\"3\"",
                ",, W/\"1\",",
                "\"1\",\"1\""
            })
    void aChangeOfThePresentVersionIsMadeHoweverItIsNamed(String ifMatch) {
        EngineAnswer booked = desk.book(appointment(eight));

        EngineAnswer amended = desk.with("if-match", ifMatch)
                .put(id(booked), Bodies.but(json(booked), body -> body.put("comment", "Knee")));

        assertThat(amended.status()).as(amended.body().toString()).isEqualTo(200);
        assertThat(amended.headers()).containsEntry("ETag", "W/\"2\"");
    }

    @Test
    void anyVersionOfNothingIsNothing() {
        EngineAnswer booked = desk.book(appointment(eight));
        JsonObject cancelled = Bodies.cancelled(json(booked), "ill");
        cancelled.remove("id");

        EngineAnswer answer =
                desk.with("if-match", "*").put("A81001-20261123-000-aaaaaaaaaaaaaaaaaaaaaaaaaa", cancelled.encode());

        requireRefused(answer, 404, "not-found", "APPOINTMENT_UNKNOWN");
    }

    @Test
    void aHoldIsConfirmedAndWithdrawnInItsOneVersion() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());
        String cancelled = Bodies.cancelled(json(held), "ill").encode();

        requireRefused(desk.with("if-match", "W/\"7\"").put(id(held), cancelled), 412, "conflict", "STALE_VERSION");
        assertThat(desk.with("if-match", "*").put(id(held), cancelled).status()).isEqualTo(200);
    }

    @Test
    void aCancelledAppointmentStaysAsItIs() {
        EngineAnswer booked = desk.book(appointment(eight));
        String cancelled = Bodies.cancelled(json(booked), "ill").encode();
        assertThat(desk.with("if-match", "W/\"1\"").put(id(booked), cancelled).status())
                .isEqualTo(200);

        EngineAnswer answer = desk.with("if-match", "W/\"2\"").put(id(booked), appointment(eight));

        requireRefused(answer, 422, "invariant", "NOT_AMENDABLE");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo("Appointment.status");
    }

    @Test
    void anotherTimeThanTheSlotsIsRefused() {
        String body = Bodies.but(
                Bodies.appointment(ANN, eight),
                appointment -> appointment.put("start", "2026-11-23T08:10:00Z").put("end", "2026-11-23T08:20:00Z"));

        requireRefused(desk.book(body), 422, "invariant", "TIME_MISMATCH");
    }

    @Test
    void aSlotThatNobodyKnowsIsNotFound() {
        requireRefused(desk.book(appointment(slot(Books.MONDAY, 40))), 422, "not-found", "SLOT_UNKNOWN");
        requireRefused(desk.book(appointment("Slot/Z99999-20261123-000")), 422, "not-found", "SLOT_UNKNOWN");
        requireRefused(desk.book(appointment("Slot/D84004-20261123-000")), 422, "not-found", "SLOT_UNKNOWN");
    }

    @Test
    void slotsThatAreNotAdjacentAreRefused() {
        requireRefused(desk.book(appointment(eight, slot(Books.MONDAY, 2))), 422, "invariant", "NOT_ADJACENT");
        requireRefused(desk.book(appointment(eight, eight)), 422, "invariant", "NOT_ADJACENT");
        requireRefused(desk.book(appointment(eight, slot(Books.TUESDAY, 1))), 422, "invariant", "NOT_ADJACENT");
        requireRefused(desk.book(appointment(eight, "Slot/B82002-20261123-001")), 422, "invariant", "NOT_ADJACENT");
    }

    @Test
    void aConditionOnAWriteThatIsNeverAskedIsRefusedByName() {
        requireHeaderRefused(desk.with("if-none-exist", "identifier=x|1").book(appointment(eight)), "If-None-Exist");
        requireHeaderRefused(
                desk.with("if-none-exist", "").hold(Bodies.hold(ANN, eight).encode()), "If-None-Exist");
        requireHeaderRefused(desk.with("if-none-match", "*").book(appointment(eight)), "If-None-Match");
        EngineAnswer booked = desk.book(appointment(eight));
        assertThat(booked.status()).as("nothing was booked before").isEqualTo(201);
        requireHeaderRefused(
                desk.with("if-match", "W/\"1\"").with("if-none-match", "*").put(id(booked), appointment(tenPast)),
                "If-None-Match");
    }

    private static void requireHeaderRefused(EngineAnswer answer, String header) {
        requireRefused(answer, 422, "not-supported", "NOT_SUPPORTED");
        assertThat(issue(answer).getJsonArray("expression").getString(0)).isEqualTo(header);
    }

    @Test
    void nobodyBooksForAnother() {
        requireRefused(desk.book(Bodies.appointment(BEN, eight).encode()), 403, "forbidden", "FORBIDDEN");
        requireRefused(desk.hold(Bodies.hold(BEN, eight).encode()), 403, "forbidden", "FORBIDDEN");
        requireRefused(
                desk.list("patient:identifier=https://fhir.nhs.uk/Id/nhs-number|" + BEN.digits()),
                403,
                "forbidden",
                "FORBIDDEN");
    }

    @Test
    void notAllowedComesBeforeUnknown() {
        requireRefused(desk.book(Bodies.appointment(BEN, "Slot/nonsense").encode()), 403, "forbidden", "FORBIDDEN");
        requireRefused(desk.book(Bodies.appointment(BEN, "Patient/1").encode()), 403, "forbidden", "FORBIDDEN");
    }

    @Test
    void malformedComesBeforeNotAllowed() {
        String body = Bodies.but(
                Bodies.appointment(BEN, eight), appointment -> appointment.put("description", "x".repeat(101)));

        requireRefused(desk.book(body), 400, "value", "INVALID_PARAMETER");
    }

    @Test
    void anOrganisationNeedsTheScope() {
        Caller reader = new Caller.Organisation(new OdsCode("Y00111"), "111", Set.of(Caller.READ));

        requireRefused(desk.as(reader).book(appointment(eight)), 403, "forbidden", "FORBIDDEN");
    }

    @Test
    void anAppointmentThatNobodyKnowsIsNotFound() {
        requireRefused(desk.read("nonsense"), 404, "not-found", "APPOINTMENT_UNKNOWN");
        requireRefused(desk.read("A81001-20261123-000-" + "a".repeat(26)), 404, "not-found", "APPOINTMENT_UNKNOWN");
        requireRefused(desk.put("nonsense", appointment(eight)), 404, "not-found", "APPOINTMENT_UNKNOWN");
    }

    @Test
    void aNumberThatIsNoNhsNumberIsNotRepeated() {
        EngineAnswer answer = desk.book(Bodies.but(
                Bodies.appointment(ANN, eight),
                appointment -> appointment.put("participant", new JsonArray().add(Bodies.participant("9434765918")))));

        requireRefused(answer, 400, "value", "INVALID_NHS_NUMBER");
        assertThat(issue(answer).getJsonArray("expression").getString(0))
                .isEqualTo("Appointment.participant[0].actor.identifier.value");
        assertThat(answer.body().toString()).doesNotContain("9434765918");
    }

    @Test
    void theJudgeOfOurResourcesCanSayNo() {
        assertThatThrownBy(() -> R4.requireValid("{\"resourceType\":\"Appointment\",\"status\":\"booked\"}"))
                .isInstanceOf(AssertionError.class);
    }

    private String appointment(String... slots) {
        return Bodies.appointment(ANN, slots).encode();
    }

    static void requireRefused(EngineAnswer answer, int status, String issueCode, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        R4.requireValid(answer);
        assertThat(answer.code()).isEqualTo(code);
        JsonObject issue = issue(answer);
        assertThat(issue.getString("severity")).isEqualTo("error");
        assertThat(issue.getString("code")).isEqualTo(issueCode);
        JsonObject coding =
                issue.getJsonObject("details").getJsonArray("coding").getJsonObject(0);
        assertThat(coding.getString("system")).isEqualTo("https://slotkeeper.org/codes/outcome");
        assertThat(coding.getString("code")).isEqualTo(code);
        assertThat(issue.getString("diagnostics")).isNotBlank();
    }
}
