package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.ANN_HERSELF;
import static org.slotkeeper.api.fhir.Desk.BASE;
import static org.slotkeeper.api.fhir.Desk.BEN;
import static org.slotkeeper.api.fhir.Desk.BEN_HIMSELF;
import static org.slotkeeper.api.fhir.Desk.id;
import static org.slotkeeper.api.fhir.Desk.issue;
import static org.slotkeeper.api.fhir.Desk.json;
import static org.slotkeeper.api.fhir.Desk.slot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;

final class BookingApiTest {

    private final Desk desk = new Desk();
    private final String eight = slot(Books.MONDAY, 0);
    private final String tenPast = slot(Books.MONDAY, 1);

    @Test
    void aFreeSlotIsBooked() {
        String body = Bodies.but(
                Bodies.appointment(ANN, eight),
                appointment -> appointment.put("description", "Knee \"again\"").put("comment", "line\nline"));

        EngineAnswer answer = desk.book(body);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.code()).isEmpty();
        assertThat(answer.headers())
                .containsEntry("ETag", "W/\"1\"")
                .containsEntry("Location", BASE + "/FHIR/R4/Appointment/" + id(answer))
                .containsEntry("Content-Type", "application/fhir+json;charset=utf-8");
        R4.requireValid(answer);
        Appointment booked = R4.parse(Appointment.class, answer.body().toString());
        assertThat(booked.getStatus()).isEqualTo(Appointment.AppointmentStatus.BOOKED);
        assertThat(booked.getDescription()).isEqualTo("Knee \"again\"");
        assertThat(booked.getComment()).isEqualTo("line\nline");
        assertThat(booked.getSlotFirstRep().getReference()).isEqualTo(eight);
        assertThat(booked.getStartElement().getValueAsString()).isEqualTo("2026-11-23T08:00:00+00:00");
        assertThat(booked.getMinutesDuration()).isEqualTo(10);
        assertThat(booked.getParticipantFirstRep().getActor().getIdentifier().getValue())
                .isEqualTo(ANN.digits());
    }

    @Test
    void theSameRequestAgainHasTheSameAnswer() {
        UUID once = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
        EngineAnswer first =
                desk.under(once).book(Bodies.appointment(ANN, eight).encode());
        EngineAnswer again =
                desk.under(once).book(Bodies.appointment(ANN, eight).encode());

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body().toString()).isEqualTo(first.body().toString());
        assertThat(again.headers()).isEqualTo(first.headers());
    }

    @Test
    void minimalIsAnEmptyBody() {
        EngineAnswer answer = desk.with("prefer", "return=minimal")
                .book(Bodies.appointment(ANN, eight).encode());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().length()).isZero();
        assertThat(answer.headers()).containsKeys("ETag", "Location").doesNotContainKey("Content-Type");
    }

    @Test
    void anOutcomeIsGivenToWhoeverPrefersIt() {
        EngineAnswer answer = desk.with("prefer", "respond-async, return=OperationOutcome")
                .book(Bodies.appointment(ANN, eight).encode());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsKeys("ETag", "Location", "Content-Type");
        R4.requireValid(answer);
        assertThat(json(answer).getString("resourceType")).isEqualTo("OperationOutcome");
        assertThat(Desk.issue(answer).getString("severity")).isEqualTo("information");
        EngineAnswer whole = desk.with("prefer", "return=representation")
                .hold(Bodies.hold(ANN, slot(Books.TUESDAY, 0)).encode());
        assertThat(json(whole).getString("resourceType")).isEqualTo("Appointment");
    }

    @Test
    void anAppointmentIsNotSentAgainToWhoeverHasThisVersionOfIt() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());

        for (String known : List.of("W/\"1\"", "\"1\"", "*", "W/\"7\", W/\"1\"")) {
            EngineAnswer answer = desk.with("if-none-match", known).read(id(booked));
            assertThat(answer.status()).as(known).isEqualTo(304);
            assertThat(answer.body().length()).isZero();
            assertThat(answer.headers()).containsOnlyKeys("ETag").containsEntry("ETag", "W/\"1\"");
        }
        for (String other : List.of("W/\"2\"", "1", "W/\"11\"", "\"*\"")) {
            assertThat(desk.with("if-none-match", other).read(id(booked)).status())
                    .as(other)
                    .isEqualTo(200);
        }
        assertThat(desk.as(BEN_HIMSELF)
                        .with("if-none-match", "*")
                        .read(id(booked))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void adjacentSlotsAreBookedTogetherInWhateverOrderTheyAreNamed() {
        EngineAnswer answer = desk.book(Bodies.appointment(ANN, tenPast, eight).encode());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer).getString("end")).isEqualTo("2026-11-23T08:20:00+00:00");
        assertThat(json(answer).getJsonArray("slot")).hasSize(2);
    }

    @Test
    void anAbsoluteReferenceToThisServerIsAsGoodAsARelativeOne() {
        String absolute = BASE + "/FHIR/R4/" + eight;
        assertThat(desk.book(Bodies.appointment(ANN, absolute).encode()).status())
                .isEqualTo(201);
    }

    @Test
    void aHoldIsPendingUntilItExpires() {
        EngineAnswer answer = desk.hold(Bodies.hold(ANN, eight, tenPast).encode());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsEntry("Expires", "Mon, 16 Nov 2026 09:05:00 GMT")
                .containsEntry("ETag", "W/\"0\"")
                .containsEntry("Location", BASE + "/FHIR/R4/Appointment/" + id(answer));
        R4.requireValid(answer);
        Appointment pending = R4.parse(Appointment.class, answer.body().toString());
        assertThat(pending.getStatus()).isEqualTo(Appointment.AppointmentStatus.PENDING);
        assertThat(pending.getExtensionString("none")).isNull();
        assertThat(pending.getExtensionByUrl(Systems.HOLD_EXPIRES).getValue().primitiveValue())
                .isEqualTo("2026-11-16T09:05:00Z");

        EngineAnswer read = desk.read(id(answer));
        assertThat(read.body().toString()).isEqualTo(answer.body().toString());
        assertThat(read.headers()).containsKey("Expires");
    }

    @Test
    void aHoldIsConfirmedByPuttingItAsBooked() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());
        String body =
                json(held).put("status", "booked").put("comment", "as agreed").encode();

        EngineAnswer confirmed = desk.with("if-match", "W/\"0\"").put(id(held), body);

        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(id(confirmed)).isEqualTo(id(held));
        assertThat(confirmed.headers()).containsEntry("ETag", "W/\"1\"").containsKey("Location");
        assertThat(json(confirmed).getString("comment")).isEqualTo("as agreed");
        R4.requireValid(confirmed);
    }

    @Test
    void aHoldIsNotConfirmedIntoOtherSlotsThanItHas() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());

        EngineAnswer answer =
                desk.put(id(held), Bodies.appointment(ANN, tenPast).encode());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("NOT_AMENDABLE");
        assertThat(desk.put(id(held), Bodies.appointment(ANN, eight).encode()).status())
                .isEqualTo(200);
    }

    @Test
    void aHoldCanBeGivenBack() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());

        EngineAnswer withdrawn = desk.put(
                id(held), Bodies.cancelled(json(held), "changed my mind").encode());

        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(json(withdrawn).getString("status")).isEqualTo("cancelled");
        R4.requireValid(withdrawn);
        assertThat(desk.hold(Bodies.hold(ANN, eight).encode()).status()).isEqualTo(201);
    }

    @Test
    void anAppointmentIsAmended() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());

        EngineAnswer amended = desk.with("if-match", "W/\"1\"")
                .put(id(booked), json(booked).put("description", "Knee").encode());

        assertThat(amended.status()).isEqualTo(200);
        assertThat(amended.headers()).containsEntry("ETag", "W/\"2\"");
        assertThat(json(amended).getString("description")).isEqualTo("Knee");
        R4.requireValid(amended);
    }

    @Test
    void theSameSlotsInAnotherOrderAreNoMove() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight, tenPast).encode());
        String body = Bodies.but(
                Bodies.appointment(ANN, tenPast, eight), appointment -> appointment.put("comment", "still there"));

        EngineAnswer amended = desk.with("if-match", "W/\"1\"").put(id(booked), body);

        assertThat(amended.status()).isEqualTo(200);
        assertThat(json(amended).getString("comment")).isEqualTo("still there");
    }

    @Test
    void anAppointmentIsMoved() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());

        EngineAnswer moved = desk.with("if-match", "\"1\"")
                .put(id(booked), Bodies.appointment(ANN, slot(Books.TUESDAY, 3)).encode());

        assertThat(moved.status()).isEqualTo(200);
        assertThat(id(moved)).isEqualTo(id(booked));
        assertThat(json(moved).getString("start")).isEqualTo("2026-11-24T08:30:00+00:00");
        R4.requireValid(moved);
        assertThat(desk.as(BEN_HIMSELF)
                        .book(Bodies.appointment(BEN, eight).encode())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anAppointmentIsCancelled() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());

        EngineAnswer cancelled = desk.with("if-match", "W/\"1\"")
                .put(id(booked), Bodies.cancelled(json(booked), "Better \u2713").encode());

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(json(cancelled).getJsonObject("cancelationReason").getString("text"))
                .isEqualTo("Better \u2713");
        assertThat(cancelled.headers()).containsEntry("ETag", "W/\"2\"");
        R4.requireValid(cancelled);
    }

    @Test
    void aCancellationsReasonMayBeACode() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());
        JsonObject coding = new JsonObject().put("code", "pat").put("display", "Patient");
        String body = Bodies.but(
                Bodies.cancelled(json(booked), "x"),
                appointment -> appointment.put(
                        "cancelationReason", new JsonObject().put("coding", new JsonArray().add(coding))));

        EngineAnswer cancelled = desk.with("if-match", "W/\"1\"").put(id(booked), body);

        assertThat(json(cancelled).getJsonObject("cancelationReason").getString("text"))
                .isEqualTo("Patient");
    }

    /** As src/docs/APPOINTMENT.md says. */
    @Test
    void ofACancellationsReasonOneTextIsKept() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());
        JsonArray codings = new JsonArray()
                .add(new JsonObject().put("system", "https://codes.test").put("code", "pat"))
                .add(new JsonObject().put("code", "other").put("display", "Other"));
        String body = Bodies.but(
                Bodies.cancelled(json(booked), " Fee\u0301ling better "),
                appointment -> appointment.getJsonObject("cancelationReason").put("coding", codings));

        EngineAnswer cancelled = desk.with("if-match", "W/\"1\"").put(id(booked), body);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(json(cancelled).getJsonObject("cancelationReason"))
                .isEqualTo(new JsonObject().put("text", "Fe\u00E9ling better"));
    }

    @Test
    void anAppointmentIsReadByItsPatientAndByNobodyElse() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, eight).encode());

        EngineAnswer read = desk.read(id(booked));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().toString()).isEqualTo(booked.body().toString());
        assertThat(read.headers()).containsEntry("ETag", "W/\"1\"");

        EngineAnswer others = desk.as(BEN_HIMSELF).read(id(booked));
        assertThat(others.status()).isEqualTo(404);
        assertThat(issue(others).getString("code")).isEqualTo("not-found");
    }

    @Test
    void aPatientsAppointmentsAreListedSoonestFirst() {
        assertThat(desk.book(Bodies.appointment(ANN, slot(Books.TUESDAY, 0)).encode())
                        .status())
                .isEqualTo(201);
        EngineAnswer monday = desk.book(Bodies.appointment(ANN, eight).encode());
        String patient = "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|" + ANN.digits();

        EngineAnswer all = desk.list(patient);
        R4.requireValid(all);
        assertThat(json(all).getInteger("total")).isEqualTo(2);
        assertThat(json(all)
                        .getJsonArray("entry")
                        .getJsonObject(0)
                        .getJsonObject("resource")
                        .getString("id"))
                .isEqualTo(id(monday));
        assertThat(json(desk.list(patient + "&start=ge2026-11-24")).getInteger("total"))
                .isEqualTo(1);
        assertThat(json(desk.list(patient + "&start=ge2026-11-23T08:00:00+00:00&start=lt2026-11-24"))
                        .getInteger("total"))
                .isEqualTo(1);
        assertThat(json(desk.list(patient + "&start=gt2026-11-23T08:00:00Z&start=lt2026-11-24"))
                        .getInteger("total"))
                .isZero();
        EngineAnswer none = desk.list(patient + "&status=cancelled,noshow");
        R4.requireValid(none);
        assertThat(json(none).getInteger("total")).isZero();
        EngineAnswer page = desk.list(patient + "&_count=1");
        assertThat(json(page).getInteger("total")).isEqualTo(2);
        assertThat(json(page).getJsonArray("entry")).hasSize(1);
    }

    @Test
    void aPatientsOwnHoldIsListedWhenPendingIsAskedFor() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());
        String patient = "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|" + ANN.digits();

        EngineAnswer pending = desk.list(patient + "&status=pending,booked");

        R4.requireValid(pending);
        assertThat(json(pending).getInteger("total")).isEqualTo(1);
        assertThat(pending.body().toString()).contains(id(held), "\"status\":\"pending\"", "status=pending,booked");
        assertThat(json(desk.list(patient)).getInteger("total")).isZero();
    }

    @Test
    void anOrganisationBooksForTheOneItNames() {
        EngineAnswer booked =
                desk.as(Desk.HUB).book(Bodies.appointment(ANN, eight).encode());

        assertThat(booked.status()).isEqualTo(201);
        assertThat(desk.as(ANN_HERSELF).read(id(booked)).status()).isEqualTo(200);
    }

    @Test
    void patientAndPracticeSeeWhichOrganisationHasBookedThroughEveryChange() {
        EngineAnswer booked =
                desk.as(Desk.HUB).book(Bodies.appointment(ANN, eight).encode());
        R4.requireValid(booked);
        assertThat(bookedBy(booked)).isEqualTo("Y00111");

        Caller practice = new Caller.PracticeSystem(Books.OPEN, Set.of(Caller.READ, Caller.WRITE));
        assertThat(bookedBy(desk.as(practice).read(id(booked)))).isEqualTo("Y00111");
        EngineAnswer amended = desk.as(ANN_HERSELF)
                .with("if-match", "W/\"1\"")
                .put(id(booked), json(booked).put("comment", "a ramp").encode());
        assertThat(bookedBy(amended)).isEqualTo("Y00111");
        EngineAnswer cancelled = desk.as(practice)
                .with("if-match", "W/\"2\"")
                .put(id(booked), Bodies.cancelled(json(amended), "closed").encode());
        assertThat(bookedBy(cancelled)).isEqualTo("Y00111");
        EngineAnswer ownBooking =
                desk.as(practice).book(Bodies.appointment(BEN, tenPast).encode());
        assertThat(bookedBy(ownBooking)).isEqualTo("A81001");
    }

    @Test
    void whoActedForThePatientIsSaidAndAPatientAloneIsNot() {
        Caller carer = new Caller.Patient(BEN, Optional.of(Books.OPEN), Optional.of("carer-1"));
        EngineAnswer helped = desk.as(carer).book(Bodies.appointment(BEN, eight).encode());
        R4.requireValid(helped);
        Appointment appointment = R4.parse(
                Appointment.class, desk.as(BEN_HIMSELF).read(id(helped)).body().toString());
        Identifier actor = (Identifier)
                appointment.getExtensionByUrl(Systems.BOOKED_FOR_PATIENT_BY).getValue();
        assertThat(actor.getValue()).isEqualTo("carer-1");

        EngineAnswer alone =
                desk.as(ANN_HERSELF).book(Bodies.appointment(ANN, tenPast).encode());
        assertThat(json(alone).getJsonArray("extension")).hasSize(1);
    }

    private static String bookedBy(EngineAnswer answer) {
        Appointment appointment = R4.parse(Appointment.class, answer.body().toString());
        Reference organisation = (Reference) appointment
                .getExtensionByUrl(Systems.BOOKING_ORGANISATION_EXTENSION)
                .getValue();
        assertThat(organisation.getIdentifier().getSystem()).isEqualTo(Systems.ODS_CODE);
        return organisation.getIdentifier().getValue();
    }

    @Test
    void anExpiredHoldIsGone() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());
        desk.clock.pass(Duration.ofMinutes(5));

        EngineAnswer answer = desk.put(id(held), Bodies.appointment(ANN, eight).encode());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("HOLD_EXPIRED");
        R4.requireValid(answer);
    }

    @Test
    void whatCanBeDoneIsListed() {
        EngineAnswer answer = desk.metadata();

        assertThat(answer.status()).isEqualTo(200);
        R4.requireValid(answer);
        assertThat(json(answer).getString("fhirVersion")).isEqualTo("4.0.1");
        assertThat(answer.body().toString()).contains("\"hold\"", "schedule.actor", "patient:identifier");
    }
}
