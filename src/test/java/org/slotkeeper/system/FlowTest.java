package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** What patients and practices do all day, over HTTP, from the first search to the cancelled appointment. */
final class FlowTest {

    /** The contract says a second; a busy machine may take longer to run the test, and says so by failing much later. */
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
    private final NhsNumber ben = RunningSystem.newPatient();

    @Test
    void theServerSaysWhatItCanDo() {
        Answer capabilities = api.call("GET", "/FHIR/R4/metadata").send();

        capabilities.withStatus(200).validR4();
        assertThat(capabilities.json().getString("resourceType")).isEqualTo("CapabilityStatement");
    }

    @Test
    void aSlotIsHeldConfirmedReadAmendedMovedAndGivenBack() {
        OdsCode practice = system.practiceWithSlots(3);
        String token = api.patientToken(ann, practice);
        List<String> slots = system.freeOnMonday(practice);
        assertThat(slots).hasSize(3);

        Answer hold = api.hold(token, Bodies.hold(ann, slots.get(0)))
                .send()
                .withStatus(201)
                .validR4();
        assertThat(hold.json().getString("status")).isEqualTo("pending");
        assertThat(hold.header("Expires")).hasValue("Wed, 18 Nov 2037 09:05:00 GMT");
        assertThat(system.freeOnMonday(practice)).isEqualTo(slots.subList(1, 3));

        Answer booked = api.change(token, hold.id(), withId(Bodies.appointment(ann, slots.get(0)), hold.id()))
                .send()
                .withStatus(200)
                .validR4();
        assertThat(booked.json().getString("status")).isEqualTo("booked");
        assertThat(booked.header("Location")).hasValue("https://booking.test/FHIR/R4/Appointment/" + hold.id());
        assertThat(booked.etag()).isEqualTo("W/\"1\"");

        Answer read = api.read(token, hold.id()).withStatus(200).validR4();
        assertThat(read.json()).isEqualTo(booked.json());
        Answer list = api.list(token, ann).withStatus(200).validR4();
        assertThat(list.resources("Appointment")).containsExactly(booked.json());

        JsonObject withComment = booked.json().copy().put("comment", "Needs a ramp");
        Answer amended = api.change(token, booked.id(), withComment)
                .ifMatch(booked.etag())
                .send()
                .withStatus(200)
                .validR4();
        assertThat(amended.json().getString("comment")).isEqualTo("Needs a ramp");
        assertThat(amended.etag()).isEqualTo("W/\"2\"");

        Answer moved = api.change(token, booked.id(), movedTo(amended.json(), slots.get(2)))
                .ifMatch(amended.etag())
                .send()
                .withStatus(200)
                .validR4();
        assertThat(moved.slot()).isEqualTo(slots.get(2));
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).isEqualTo(slots.subList(0, 2)));

        Answer cancelled = api.change(token, booked.id(), Bodies.cancelled(moved.json(), "Feeling better"))
                .ifMatch(moved.etag())
                .send()
                .withStatus(200)
                .validR4();
        assertThat(cancelled.json().getString("status")).isEqualTo("cancelled");
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).isEqualTo(slots));

        Answer again = api.book(api.patientToken(ben, practice), Bodies.appointment(ben, slots.get(2)))
                .send()
                .withStatus(201)
                .validR4();
        assertThat(again.slot()).isEqualTo(slots.get(2));
        api.read(token, again.id()).withStatus(404).validR4();
        assertThat(api.read(token, booked.id()).json().getString("status")).isEqualTo("cancelled");
    }

    @Test
    void anAppointmentMovesByOneSlotGetsShorterAndLonger() {
        OdsCode practice = system.practiceWithSlots(3);
        String token = api.patientToken(ann, practice);
        List<String> slots = system.freeOnMonday(practice);
        Answer booked = api.book(token, Bodies.appointment(ann, slots.get(0), slots.get(1)))
                .send()
                .withStatus(201);

        Answer later = moved(token, booked, slots.get(1), slots.get(2));
        assertThat(later.json().getInteger("minutesDuration")).isEqualTo(20);
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).containsExactly(slots.get(0)));
        Answer shorter = moved(token, later, slots.get(1));
        assertThat(shorter.json().getInteger("minutesDuration")).isEqualTo(10);
        await().untilAsserted(
                        () -> assertThat(system.freeOnMonday(practice)).containsExactly(slots.get(0), slots.get(2)));
        Answer longer = moved(token, shorter, slots.get(0), slots.get(1), slots.get(2));

        assertThat(longer.json().getInteger("minutesDuration")).isEqualTo(30);
        assertThat(longer.id()).isEqualTo(booked.id());
        assertThat(system.freeOnMonday(practice)).isEmpty();
    }

    private Answer moved(String token, Answer before, String... slots) {
        return api.change(token, before.id(), movedTo(before.json(), slots))
                .ifMatch(before.etag())
                .send()
                .withStatus(200)
                .validR4();
    }

    /** A token that names no practice: its patient is registered nowhere, and holds what is for everybody. */
    @Test
    void whoIsRegisteredNowhereIsNotOfferedWhatIsForRegisteredPatientsAndSeesTheirHold() {
        OdsCode practice = system.newPractice();
        List<String> own = system.publish(
                practice, "own", RunningSystem.session(RunningSystem.MONDAY, 1).put("clinician", "Dr Own"));
        List<String> everybodys = system.publish(
                practice,
                "everybodys",
                RunningSystem.session(RunningSystem.MONDAY, 1)
                        .put("clinician", "Dr Every")
                        .put("audience", new JsonArray().add("any-patient")));
        String nowhere = api.token("nhs_number=" + ann.digits());

        assertThat(api.search(nowhere, practice, "2037-11-23", "2037-11-24")
                        .withStatus(200)
                        .slots())
                .isEqualTo(everybodys);
        api.book(nowhere, Bodies.appointment(ann, own.get(0))).send().refusedAs(422, "not-found", "SLOT_UNKNOWN");
        Answer hold =
                api.hold(nowhere, Bodies.hold(ann, everybodys.get(0))).send().withStatus(201);

        Answer pending = api.list(nowhere, ann, "status=pending").withStatus(200);
        assertThat(pending.resources("Appointment"))
                .extracting(found -> found.getString("id"))
                .containsExactly(hold.id());
    }

    @Test
    void whoeverComesSecondIsRefusedAndOfferedWhatIsFree() {
        OdsCode practice = system.practiceWithSlots(2);
        String slot = system.freeOnMonday(practice).get(0);
        api.book(api.patientToken(ann, practice), Bodies.appointment(ann, slot))
                .send()
                .withStatus(201);
        String bens = api.patientToken(ben, practice);

        Answer refused = api.book(bens, Bodies.appointment(ben, slot))
                .send()
                .withStatus(409)
                .validR4();

        assertThat(refused.code()).isEqualTo("SLOT_TAKEN");
        assertThat(refused.alternatives()).isEqualTo(system.freeOnMonday(practice));
    }

    @Test
    void twoAdjacentSlotsAreOneAppointment() {
        OdsCode practice = system.practiceWithSlots(3);
        String token = api.patientToken(ann, practice);
        List<String> slots = system.freeOnMonday(practice);

        Answer booked = api.book(token, Bodies.appointment(ann, slots.get(0), slots.get(1)))
                .send()
                .withStatus(201)
                .validR4();

        assertThat(booked.json().getInteger("minutesDuration")).isEqualTo(20);
        assertThat(system.freeOnMonday(practice)).containsExactly(slots.get(2));
    }

    /** One after the other and with the same clinician, but what is done in them differs. */
    @Test
    void adjacentSlotsOfTwoServiceTypesAreNotOneAppointment() {
        OdsCode practice = system.newPractice();
        JsonObject both = RunningSystem.session(RunningSystem.MONDAY, 2);
        system.publish(practice, "acute", both.copy().put("end", "08:10"));
        system.publish(practice, "smears", both.copy().put("start", "08:10").put("type", "Smear test"));
        List<String> slots = system.freeOnMonday(practice);

        Answer refused = system.book(ann, practice, slots.get(0), slots.get(1));

        refused.refusedAs(422, "invariant", "NOT_ADJACENT");
        assertThat(refused.diagnostics()).contains("service type");
        api.hold(api.patientToken(ann, practice), Bodies.hold(ann, slots.get(0), slots.get(1)))
                .send()
                .refusedAs(422, "invariant", "NOT_ADJACENT");
        assertThat(system.freeOnMonday(practice)).isEqualTo(slots).hasSize(2);
    }

    /** RFC 9110, 5.3: several lines of a list are one list. */
    @Test
    void theVersionThatAChangeIsMadeForMayStandOnAnyLineOfIfMatch() {
        OdsCode practice = system.practiceWithSlots(1);
        Answer booked =
                system.booked(ann, practice, system.freeOnMonday(practice).get(0));
        JsonObject amended = booked.json().copy().put("comment", "Needs a ramp");
        String token = api.patientToken(ann, practice);

        api.change(token, booked.id(), amended)
                .ifMatch("W/\"6\"")
                .another("If-Match", "W/\"7\", W/\"8\"")
                .send()
                .refusedAs(412, "conflict", "STALE_VERSION");
        Answer done = api.change(token, booked.id(), amended)
                .ifMatch("W/\"7\"")
                .another("If-Match", "W/\"8\", " + booked.etag())
                .send()
                .withStatus(200);

        assertThat(done.json().getString("comment")).isEqualTo("Needs a ramp");
    }

    @Test
    void anEmptySearchSaysWhyThereIsNothing() {
        OdsCode practice = system.practiceWithSlots(1);
        String token = api.patientToken(ann, practice);
        api.book(token, Bodies.appointment(ann, system.freeOnMonday(practice).get(0)))
                .send()
                .withStatus(201);
        system.publish(practice, "later", embargoed(RunningSystem.session(RunningSystem.MONDAY.plusDays(1), 2)));

        assertThat(whyNothing(token, practice, "2037-11-23", "2037-11-24")).isEqualTo("ALL_TAKEN");
        assertThat(whyNothing(token, practice, "2037-11-24", "2037-11-25")).isEqualTo("EMBARGOED");
        assertThat(whyNothing(token, practice, "2037-11-26", "2037-11-27")).isEqualTo("NOT_PUBLISHED");
        assertThat(whyNothing(token, new OdsCode("Y99999"), "2037-11-23", "2037-11-24"))
                .isEqualTo("PRACTICE_UNKNOWN");
    }

    @Test
    void aSearchIncludesTheSchedulesOfItsSlots() {
        OdsCode practice = system.practiceWithSlots(2);

        Answer found = api.search(
                api.patientToken(ann, practice), practice, "2037-11-23", "2037-11-24", "_include=Slot:schedule");

        found.withStatus(200).validR4();
        assertThat(found.total()).isEqualTo(2);
        assertThat(found.resources("Schedule")).hasSize(1);
    }

    @Test
    void publishingTheSameTwiceChangesNothing() {
        OdsCode practice = system.newPractice();
        String token = api.practiceToken(practice);
        JsonObject session = RunningSystem.session(RunningSystem.MONDAY, 4);

        Answer first = api.publish(token, practice, "morning", session).withStatus(200);
        Answer second = api.publish(token, practice, "morning", session).withStatus(200);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(system.freeOnMonday(practice)).hasSize(4);
    }

    @Test
    void thePracticeCountsItsPlacesByWhatHasBecomeOfThem() {
        OdsCode practice = system.practiceWithSlots(4);
        system.publish(practice, "later", embargoed(RunningSystem.session(RunningSystem.MONDAY.plusDays(1), 3)));
        List<String> slots = system.freeOnMonday(practice);
        api.book(api.patientToken(ann, practice), Bodies.appointment(ann, slots.get(0)))
                .send()
                .withStatus(201);
        api.hold(api.patientToken(ben, practice), Bodies.hold(ben, slots.get(1)))
                .send()
                .withStatus(201);

        assertThat(places(practice, "morning")).isEqualTo(counts(2, 0, 1, 1, 0));
        assertThat(places(practice, "later")).isEqualTo(counts(0, 3, 0, 0, 0));
    }

    @Test
    void withdrawingTakesWhatIsFreeAndNamesTheBooked() {
        OdsCode practice = system.practiceWithSlots(3);
        String token = api.patientToken(ann, practice);
        String first = system.freeOnMonday(practice).get(0);
        Answer booked = api.book(token, Bodies.appointment(ann, first)).send().withStatus(201);

        Answer withdrawn = api.call("DELETE", "/publish/" + practice.value() + "/sessions/morning")
                .token(api.practiceToken(practice))
                .json(new JsonObject().put("booked", "keep"))
                .send()
                .withStatus(200);

        assertThat(withdrawn.json().getInteger("withdrawnPlaces")).isEqualTo(2);
        assertThat(withdrawn.json().getJsonArray("appointments")).isEqualTo(new JsonArray().add(booked.id()));
        assertThat(system.freeOnMonday(practice)).isEmpty();
        assertThat(places(practice, "morning")).isEqualTo(counts(0, 0, 0, 1, 2));
        assertThat(api.read(token, booked.id()).json().getString("status")).isEqualTo("booked");
    }

    @Test
    void anotherOrganisationBooksForAPatientItNames() {
        OdsCode practice = system.practiceWithSlotsFor("org-type:111", 2);
        String token = api.token("ods=RXX01&org_type=111");
        Answer found = api.search(token, practice, "2037-11-23", "2037-11-24").withStatus(200);
        assertThat(system.freeOnMonday(practice)).as("not for patients").isEmpty();

        Answer booked = api.book(token, Bodies.appointment(ann, found.slots().get(0)))
                .send()
                .withStatus(201)
                .validR4();

        for (String reader : List.of(token, api.patientToken(ann, practice), api.practiceToken(practice))) {
            Answer read = api.read(reader, booked.id()).withStatus(200);
            assertThat(bookedBy(read)).isEqualTo("RXX01");
        }
        api.read(api.token("ods=RXX02&org_type=111"), booked.id()).withStatus(404);
    }

    private static String bookedBy(Answer appointment) {
        return appointment.json().getJsonArray("extension").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("url").endsWith("BookingOrganization"))
                .map(one -> one.getJsonObject("valueReference").getJsonObject("identifier"))
                .map(identifier -> identifier.getString("value"))
                .findFirst()
                .orElseThrow();
    }

    private static String whyNothing(String token, OdsCode practice, String from, String until) {
        Answer nothing =
                api.search(token, practice, from, until).withStatus(200).validR4();
        assertThat(nothing.total()).isZero();
        return nothing.resources("OperationOutcome")
                .get(0)
                .getJsonArray("issue")
                .getJsonObject(0)
                .getJsonObject("details")
                .getJsonArray("coding")
                .getJsonObject(0)
                .getString("code");
    }

    private static JsonObject places(OdsCode practice, String session) {
        Answer listed = api.call("GET", "/publish/" + practice.value() + "/sessions?from=2037-11-20&to=2037-11-30")
                .token(api.practiceToken(practice))
                .send()
                .withStatus(200);
        JsonArray sessions = listed.json().getJsonArray("sessions");
        return IntStream.range(0, sessions.size())
                .mapToObj(sessions::getJsonObject)
                .filter(one -> one.getString("id").equals(session))
                .findFirst()
                .orElseThrow()
                .getJsonObject("places");
    }

    private static JsonObject counts(int free, int embargoed, int held, int booked, int withdrawn) {
        return new JsonObject()
                .put("free", free)
                .put("embargoed", embargoed)
                .put("held", held)
                .put("booked", booked)
                .put("withdrawn", withdrawn);
    }

    private static JsonObject embargoed(JsonObject session) {
        return session.put("release", new JsonObject().put("daysBefore", 1).put("time", "08:00"));
    }

    private static JsonObject withId(JsonObject resource, String id) {
        return resource.put("id", id);
    }

    private static JsonObject movedTo(JsonObject appointment, String... slots) {
        JsonArray references = new JsonArray();
        for (String slot : slots) {
            references.add(new JsonObject().put("reference", slot));
        }
        JsonObject moved = appointment.copy().put("slot", references);
        moved.remove("start");
        moved.remove("end");
        moved.remove("minutesDuration");
        return moved;
    }
}
