package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.system.RunningSystem.MONDAY;
import static org.slotkeeper.system.RunningSystem.session;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.system.Answer;
import org.slotkeeper.system.Api;
import org.slotkeeper.system.RequestErrorTest;
import org.slotkeeper.system.RunningSystem;

/** What the business refuses, as a caller sees it: one test for each row of the contract's table. What goes wrong before anybody looks at the business is in {@link RequestErrorTest}. */
final class ErrorTableTest {

    private static RunningSystem system;
    private static Api api;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private final NhsNumber ann = RunningSystem.newPatient();

    @BeforeEach
    void wednesdayAtNine() {
        system.clock().set(RunningSystem.NOW);
    }

    @Test
    void takenWithAlternatives() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        system.booked(RunningSystem.newPatient(), practice, slots.get(0));

        Answer refused = system.book(ann, practice, slots.get(0)).refusedAs(409, "conflict", "SLOT_TAKEN");

        assertThat(refused.alternatives()).isEqualTo(slots.subList(1, 4));
    }

    @Test
    void requestIdReused() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        String token = api.patientToken(ann, practice);
        UUID id = UUID.randomUUID();
        Answer first = api.book(token, Bodies.appointment(ann, slots.get(0)))
                .requestId(id)
                .send()
                .withStatus(201);

        Answer other = api.book(token, Bodies.appointment(ann, slots.get(1)))
                .requestId(id)
                .send();
        Answer same = api.book(token, Bodies.appointment(ann, slots.get(0)))
                .requestId(id)
                .send();

        other.refusedAs(422, "business-rule", "REQUEST_ID_REUSED");
        assertThat(other.header("X-Request-ID")).hasValue(id.toString());
        assertThat(same.withStatus(201).json()).isEqualTo(first.json());
    }

    @Test
    void aRefusalIsGivenAgainEvenOnceTheSlotIsFree() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        NhsNumber ben = RunningSystem.newPatient();
        Answer bens = system.booked(ben, practice, slot);
        String token = api.patientToken(ann, practice);
        UUID id = UUID.randomUUID();
        api.book(token, Bodies.appointment(ann, slot)).requestId(id).send().refusedAs(409, "conflict", "SLOT_TAKEN");
        api.change(api.patientToken(ben, practice), bens.id(), Bodies.cancelled(bens.json(), "Feeling better"))
                .ifMatch(bens.etag())
                .send()
                .withStatus(200);

        api.book(token, Bodies.appointment(ann, slot)).requestId(id).send().refusedAs(409, "conflict", "SLOT_TAKEN");
    }

    @Test
    void embargoedUntilAnInstant() {
        OdsCode practice = system.newPractice();
        String slot = system.publish(
                        practice,
                        "later",
                        session(MONDAY, 1)
                                .put(
                                        "release",
                                        new JsonObject().put("daysBefore", 1).put("time", "08:00")))
                .get(0);

        Answer refused = system.book(ann, practice, slot).refusedAs(422, "business-rule", "EMBARGOED");
        assertThat(refused.instant("released-at")).hasValue("2037-11-22T08:00:00Z");

        system.clock().set(Instant.parse("2037-11-22T07:59:59.999Z"));
        system.book(ann, practice, slot).refusedAs(422, "business-rule", "EMBARGOED");
        system.clock().set(Instant.parse("2037-11-22T08:00:00Z"));
        system.booked(ann, practice, slot);
    }

    @Test
    void outsideTheBookingWindow() {
        OdsCode practice = system.newPractice();
        String slot =
                system.publish(practice, "far", session(MONDAY.plusDays(42), 1)).get(0);

        Answer refused = system.book(ann, practice, slot).refusedAs(422, "business-rule", "OUTSIDE_BOOKING_WINDOW");

        assertThat(refused.instant("opens-at")).hasValue("2037-11-23T08:00:00Z");
    }

    @Test
    void inThePast() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        system.clock().set(Instant.parse("2037-11-23T08:00:00Z"));

        system.book(ann, practice, slot).refusedAs(422, "business-rule", "IN_THE_PAST");
    }

    @Test
    void aHoldWhoseSlotHasBegunAndAnAppointmentThatHas() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        Answer booked = system.booked(ann, practice, slots.get(1));
        system.clock().set(Instant.parse("2037-11-23T07:59:00Z"));
        NhsNumber ben = RunningSystem.newPatient();
        Answer hold = system.held(ben, practice, slots.get(0));

        system.clock().set(Instant.parse("2037-11-23T08:00:00Z"));
        system.confirm(ben, practice, hold).refusedAs(422, "business-rule", "IN_THE_PAST");

        system.clock().set(Instant.parse("2037-11-23T08:10:00Z"));
        system.cancel(ann, practice, booked, booked.etag()).refusedAs(422, "business-rule", "IN_THE_PAST");
        Answer byStaff = api.change(
                        api.practiceToken(practice), booked.id(), Bodies.cancelled(booked.json(), "Doctor is ill"))
                .ifMatch(booked.etag())
                .send()
                .withStatus(200);
        assertThat(byStaff.json().getString("status")).isEqualTo("cancelled");
    }

    @Test
    void tooLateToCancelOrMove() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        rules(practice, true, 120);
        Answer booked = system.booked(ann, practice, slots.get(0));
        system.clock().set(Instant.parse("2037-11-23T06:00:00.001Z"));

        system.cancel(ann, practice, booked, booked.etag()).refusedAs(422, "business-rule", "TOO_LATE");
        system.move(ann, practice, booked, slots.get(1)).refusedAs(422, "business-rule", "TOO_LATE");

        system.clock().set(Instant.parse("2037-11-23T06:00:00Z"));
        system.cancel(ann, practice, booked, booked.etag()).withStatus(200);
    }

    @Test
    void closedToOnlineBooking() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        rules(practice, false, 0);

        system.book(ann, practice, slot).refusedAs(422, "business-rule", "ONLINE_BOOKING_OFF");

        api.book(api.practiceToken(practice), Bodies.appointment(ann, slot))
                .send()
                .withStatus(201);
    }

    @Test
    void thePatientsLimit() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        List<String> own = slots.subList(0, 5).stream()
                .map(slot -> system.booked(ann, practice, slot).id())
                .toList();

        untilNamed(
                () -> system.book(ann, practice, slots.get(5)).refusedAs(422, "business-rule", "PATIENT_LIMIT"), own);
    }

    @Test
    void thePatientsOtherAppointmentAtThatTime() {
        OdsCode practice = system.practiceWithSlots(1);
        String other = system.publish(practice, "beside", session(MONDAY, 1).put("clinician", "Dr B. Example"))
                .get(0);
        Answer own = system.booked(ann, practice, other);

        String slot = system.freeOnMonday(practice).get(0);
        Answer refused = untilNamed(
                () -> system.book(ann, practice, slot).refusedAs(422, "business-rule", "PATIENT_OVERLAP"),
                List.of(own.id()));

        assertThat(refused.diagnostics()).contains(own.id());
    }

    /** A refusal does not wait long for the names of what it is for: on a busy machine it may come without them, but never with others. */
    private static Answer untilNamed(Supplier<Answer> refusing, List<String> ids) {
        List<String> references = ids.stream().map(id -> "Appointment/" + id).toList();
        return await().until(refusing::get, refused -> {
            List<String> named = refused.references("own-appointment");
            assertThat(references).containsAll(named);
            return named.size() == references.size();
        });
    }

    @Test
    void aSecondHold() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        Answer held = system.held(ann, practice, slots.get(0));

        Answer refused = api.hold(api.patientToken(ann, practice), Bodies.hold(ann, slots.get(1)))
                .send()
                .refusedAs(422, "business-rule", "HOLD_EXISTS");

        namesHold(refused, held);
    }

    @Test
    void takenByOnesOwnHold() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        Answer held = system.held(ann, practice, slots.get(0));

        Answer refused = system.book(ann, practice, slots.get(0)).refusedAs(409, "conflict", "SLOT_TAKEN");

        namesHold(refused, held);
        assertThat(refused.alternatives()).isEmpty();
    }

    private static void namesHold(Answer refused, Answer held) {
        assertThat(refused.references("own-hold")).containsExactly("Appointment/" + held.id());
        assertThat(refused.references("held-slot")).containsExactly(held.slot());
        assertThat(refused.instant("hold-expires")).hasValue("2037-11-18T09:05:00Z");
        assertThat(refused.diagnostics()).contains(held.id()).contains("2037-11-18T09:05:00Z");
    }

    @Test
    void aHoldThatHasExpired() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        Answer hold = system.held(ann, practice, slot);
        system.clock().pass(Duration.ofMinutes(5));

        system.confirm(ann, practice, hold).refusedAs(409, "conflict", "HOLD_EXPIRED");
        assertThat(system.freeOnMonday(practice)).containsExactly(slot);
        system.booked(RunningSystem.newPatient(), practice, slot);
    }

    @Test
    void aHoldIsGoodUntilTheInstantBeforeItExpires() {
        OdsCode practice = system.practiceWithSlots(1);
        Answer hold = system.held(ann, practice, system.freeOnMonday(practice).get(0));
        system.clock().pass(Duration.ofMinutes(5).minusMillis(1));

        system.confirm(ann, practice, hold).withStatus(200);
    }

    @Test
    void somebodyElsesHold() {
        OdsCode practice = system.practiceWithSlots(1);
        Answer hold = system.held(ann, practice, system.freeOnMonday(practice).get(0));

        system.confirm(RunningSystem.newPatient(), practice, hold).refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
    }

    @Test
    void aStaleVersionAndNone() {
        OdsCode practice = system.practiceWithSlots(1);
        Answer booked =
                system.booked(ann, practice, system.freeOnMonday(practice).get(0));
        String token = api.patientToken(ann, practice);
        JsonObject amended = booked.json().copy().put("comment", "Needs a ramp");
        api.change(token, booked.id(), amended).ifMatch(booked.etag()).send().withStatus(200);

        system.cancel(ann, practice, booked, booked.etag()).refusedAs(412, "conflict", "STALE_VERSION");
        api.change(token, booked.id(), Bodies.cancelled(booked.json(), "Feeling better"))
                .send()
                .refusedAs(428, "required", "VERSION_REQUIRED");
    }

    @Test
    void slotsThatAreNotAdjacentOrNotThere() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);

        system.book(ann, practice, slots.get(0), slots.get(2)).refusedAs(422, "invariant", "NOT_ADJACENT");
        system.book(ann, practice, "Slot/" + practice.value() + "-20371123-777")
                .refusedAs(422, "not-found", "SLOT_UNKNOWN");
        system.book(ann, practice, "Slot/Y99999-20371123-000").refusedAs(422, "not-found", "SLOT_UNKNOWN");
        system.book(ann, practice, "https://elsewhere.test/FHIR/R4/Slot/1")
                .refusedAs(422, "invariant", "INVALID_REFERENCE");
    }

    @Test
    void notForThisCaller() {
        OdsCode practice = system.practiceWithSlots(1);
        OdsCode other = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        NhsNumber ben = RunningSystem.newPatient();

        api.book(api.patientToken(ann, practice), Bodies.appointment(ben, slot))
                .send()
                .refusedAs(403, "forbidden", "FORBIDDEN");
        api.list(api.patientToken(ann, practice), ben).refusedAs(403, "forbidden", "FORBIDDEN");
        api.publish(api.practiceToken(other), practice, "morning", session(MONDAY, 1))
                .refusedAs(403, "forbidden", "FORBIDDEN");
        api.publish(api.patientToken(ann, practice), practice, "morning", session(MONDAY, 1))
                .refusedAs(403, "forbidden", "FORBIDDEN");
    }

    @Test
    void anAppointmentOfAnotherPatientIsNotThere() {
        OdsCode practice = system.practiceWithSlots(1);
        Answer booked =
                system.booked(ann, practice, system.freeOnMonday(practice).get(0));
        NhsNumber ben = RunningSystem.newPatient();

        api.read(api.patientToken(ben, practice), booked.id()).refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
    }

    private static void rules(OdsCode practice, boolean onlineBooking, int cancelNoticeMinutes) {
        JsonObject rules = new JsonObject()
                .put("onlineBooking", onlineBooking)
                .put("bookableDaysAhead", 42)
                .put("noticeMinutes", 0)
                .put("cancelNoticeMinutes", cancelNoticeMinutes)
                .put("appointmentsPerPatientMax", 5);
        api.call("PUT", "/publish/" + practice.value() + "/rules")
                .token(api.practiceToken(practice))
                .json(rules)
                .send()
                .withStatus(200);
    }
}
