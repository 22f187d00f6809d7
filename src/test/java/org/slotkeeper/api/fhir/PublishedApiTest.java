package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.ANN_HERSELF;
import static org.slotkeeper.api.fhir.Desk.BEN;
import static org.slotkeeper.api.fhir.Desk.BEN_HIMSELF;
import static org.slotkeeper.api.fhir.Desk.id;
import static org.slotkeeper.api.fhir.Desk.issue;
import static org.slotkeeper.api.fhir.Desk.json;
import static org.slotkeeper.api.fhir.Desk.slot;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** What references lead to: slots as they are now, to those who may see them, and who gives the care and where. */
final class PublishedApiTest {

    private static final Caller STAFF =
            new Caller.PracticeSystem(Books.OPEN, Set.of(Caller.READ, Caller.WRITE, Caller.PUBLISH));
    private static final Caller STRANGER =
            new Caller.Patient(BEN, Optional.of(new OdsCode("E85005")), Optional.empty());

    private final Desk desk = new Desk();
    private final String eight = slot(Books.MONDAY, 0);
    private final String clinic = slot(Books.MONDAY, 12);
    private final String embargoed = slot(Books.MONDAY, 27);
    private final String staffOnly = "Slot/D84004-20261123-000";

    @Test
    void aFreeSlotIsReadAsASearchFindsIt() {
        JsonObject found = json(desk.search(
                        "schedule.actor=HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free"))
                .getJsonArray("entry")
                .getJsonObject(0);

        EngineAnswer read = desk.follow(found.getString("fullUrl"));

        assertThat(read.status()).isEqualTo(200);
        R4.requireValid(read);
        assertThat(json(read)).isEqualTo(found.getJsonObject("resource"));
    }

    @Test
    void aSlotSaysWhatItIsNowAndNeverWhoHasIt() {
        EngineAnswer held = desk.hold(Bodies.hold(ANN, eight).encode());
        assertThat(statusFor(BEN_HIMSELF, eight)).isEqualTo("busy-tentative");
        assertThat(statusFor(ANN_HERSELF, eight)).isEqualTo("busy-tentative");

        EngineAnswer booked = desk.put(id(held), Bodies.appointment(ANN, eight).encode());
        assertThat(booked.status()).isEqualTo(200);
        assertThat(statusFor(BEN_HIMSELF, eight)).isEqualTo("busy");
        assertThat(desk.as(BEN_HIMSELF).follow(eight).body().toString())
                .doesNotContain(ANN.digits(), id(booked), "participant");

        EngineAnswer cancelled = desk.as(ANN_HERSELF)
                .with("if-match", "W/\"1\"")
                .put(id(booked), Bodies.cancelled(json(booked), "Better").encode());
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(statusFor(BEN_HIMSELF, eight)).isEqualTo("free");
    }

    @Test
    void aSlotWithSeveralPlacesIsFreeAsLongAsOneIs() {
        for (int number = 1; number <= 4; number++) {
            book(number, clinic);
        }
        assertThat(statusFor(BEN_HIMSELF, clinic)).isEqualTo("free");
        EngineAnswer held = desk.as(BEN_HIMSELF).hold(Bodies.hold(BEN, clinic).encode());
        assertThat(held.status()).isEqualTo(201);
        assertThat(statusFor(ANN_HERSELF, clinic)).isEqualTo("busy-tentative");
        assertThat(desk.as(BEN_HIMSELF)
                        .put(id(held), Bodies.appointment(BEN, clinic).encode())
                        .status())
                .isEqualTo(200);
        assertThat(statusFor(ANN_HERSELF, clinic)).isEqualTo("busy");
    }

    @Test
    void aSlotThatThePracticeTookOutIsUnavailable() {
        desk.ledger.withdraw(Books.OPEN, Books.MONDAY, List.of(0));

        assertThat(statusFor(BEN_HIMSELF, eight)).isEqualTo("busy-unavailable");
    }

    @Test
    void aSlotThatCannotBeBookedByTheRulesIsUnavailableToThoseWhomTheyBind() {
        String far = slot(Books.FAR, 0);
        assertThat(statusFor(BEN_HIMSELF, far)).isEqualTo("busy-unavailable");
        assertThat(statusFor(STAFF, far)).isEqualTo("free");
        assertThat(statusFor(BEN_HIMSELF, "Slot/B82002-20261123-000")).isEqualTo("busy-unavailable");

        book(1, slot(Books.MONDAY, 1));
        desk.clock.set(Instant.parse("2026-11-23T08:10:00Z"));
        assertThat(statusFor(STAFF, eight)).isEqualTo("busy-unavailable");
        assertThat(statusFor(BEN_HIMSELF, slot(Books.MONDAY, 1))).isEqualTo("busy");
    }

    @Test
    void anEmbargoedSlotIsToldOfAsASearchDoes() {
        EngineAnswer answer = desk.as(BEN_HIMSELF).follow(embargoed);

        RefusalTest.requireRefused(answer, 404, "not-found", "EMBARGOED");
        assertThat(issue(answer).getJsonArray("extension").getJsonObject(0).getString("valueInstant"))
                .isEqualTo("2026-11-20T08:00:00Z");
        assertThat(statusFor(STAFF, embargoed)).isEqualTo("free");
        desk.clock.set(Books.RELEASE.minusMillis(1));
        assertThat(desk.as(BEN_HIMSELF).follow(embargoed).status()).isEqualTo(404);
        desk.clock.set(Books.RELEASE);
        assertThat(statusFor(BEN_HIMSELF, embargoed)).isEqualTo("free");
    }

    @Test
    void aSlotThatIsNotForTheReaderIsAsIfItWereNot() {
        EngineAnswer hidden = desk.as(BEN_HIMSELF).follow(staffOnly);

        RefusalTest.requireRefused(hidden, 404, "not-found", "SLOT_UNKNOWN");
        assertThat(hidden.body().toString())
                .isEqualTo(desk.follow("Slot/D84004-20261123-050").body().toString());
        assertThat(desk.as(STRANGER).follow(eight).status()).isEqualTo(404);
        assertThat(desk.as(STRANGER).follow(embargoed).code()).isEqualTo("SLOT_UNKNOWN");
        assertThat(statusFor(Desk.HUB, eight)).isEqualTo("free");
        assertThat(desk.as(Desk.HUB).follow(clinic).status()).isEqualTo(404);
    }

    @Test
    void whoMaySeeTheAppointmentMaySeeItsSlot() {
        Caller staff = new Caller.PracticeSystem(Books.STAFF_ONLY, Set.of(Caller.READ, Caller.WRITE));
        EngineAnswer booked =
                desk.as(staff).book(Bodies.appointment(ANN, staffOnly).encode());
        assertThat(booked.status()).isEqualTo(201);
        assertThat(desk.as(STAFF)
                        .book(Bodies.appointment(ANN, embargoed).encode())
                        .status())
                .isEqualTo(201);

        assertThat(statusFor(ANN_HERSELF, staffOnly)).isEqualTo("busy");
        assertThat(statusFor(ANN_HERSELF, embargoed)).isEqualTo("busy");
        assertThat(desk.as(BEN_HIMSELF).follow(staffOnly).status()).isEqualTo(404);
        assertThat(desk.as(BEN_HIMSELF).follow(embargoed).status()).isEqualTo(404);

        EngineAnswer cancelled = desk.as(staff)
                .with("if-match", "W/\"1\"")
                .put(id(booked), Bodies.cancelled(json(booked), "Ill").encode());
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(desk.as(ANN_HERSELF).follow(staffOnly).status())
                .as("a cancelled appointment names its slot as before")
                .isEqualTo(200);
    }

    @Test
    void aScheduleIsReadAsItIsIncluded() {
        EngineAnswer found = desk.search("schedule.actor=HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24"
                + "&status=free&service-type=Flu clinic&_include=Slot:schedule");
        JsonObject entry = json(found).getJsonArray("entry").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("fullUrl").contains("/Schedule/"))
                .findFirst()
                .orElseThrow();

        EngineAnswer read = desk.follow(entry.getString("fullUrl"));

        R4.requireValid(read);
        assertThat(json(read)).isEqualTo(entry.getJsonObject("resource"));
        Schedule schedule = R4.parse(Schedule.class, read.body().toString());
        assertThat(schedule.getActor()).hasSize(4);
        schedule.getActor().stream()
                .filter(actor -> actor.hasReference())
                .forEach(actor -> R4.requireValid(desk.follow(actor.getReference())));
    }

    @Test
    void aScheduleOfDaysThatAreOverIsReadWithoutTimes() {
        byte[] text = ScheduleTexts.ofThePast(
                "A81001-s000000000000",
                List.copyOf(desk.books.all().get(Books.OPEN).cares()),
                desk.books.all().get(Books.OPEN).practice());

        R4.requireValid(new String(text, StandardCharsets.UTF_8));
        assertThat(new String(text, StandardCharsets.UTF_8)).doesNotContain("planningHorizon");
    }

    @Test
    void peopleAndPlacesOfAnAppointmentAreRead() {
        EngineAnswer booked = desk.book(Bodies.appointment(ANN, clinic).encode());
        List<JsonObject> actors = json(booked).getJsonArray("participant").stream()
                .map(participant -> ((JsonObject) participant).getJsonObject("actor"))
                .toList();

        List<JsonObject> read = actors.stream()
                .filter(actor -> actor.containsKey("reference"))
                .map(actor -> desk.as(BEN_HIMSELF).follow(actor.getString("reference")))
                .peek(R4::requireValid)
                .map(Desk::json)
                .toList();

        assertThat(read)
                .extracting(resource -> resource.getString("resourceType"))
                .containsExactly("HealthcareService", "Practitioner", "Location");
        assertThat(read.get(0).getString("name")).isEqualTo("The A81001 Surgery");
        assertThat(read.get(1).getJsonArray("name").getJsonObject(0).getString("text"))
                .isEqualTo("Nurse \"Bo\" O'Neill");
        assertThat(read.get(2).getString("name")).isEqualTo("Branch, H\u00f6gby & Co");
        assertThat(read).allMatch(resource -> resource.getString("id").matches("[A-Za-z0-9.-]{1,64}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Slot/nonsense",
                "Slot/A81001-20261123-999",
                "Slot/A81001-20261123-013",
                "Slot/A81001-29990101-000",
                "Slot/A81001-20000101-000",
                "Slot/Z99999-20261123-000",
                "Schedule/nonsense",
                "Schedule/A81001-s000000000000",
                "Schedule/Z99999-s000000000000",
                "Schedule/A81001-p000000000000",
                "HealthcareService/nonsense",
                "HealthcareService/Z99999",
                "Practitioner/A81001-p000000000000",
                "Practitioner/A81001",
                "Location/A81001-l000000000000",
                "Location/A81001-L000000000000"
            })
    void whatIsNotThereIsNotFound(String reference) {
        EngineAnswer answer = desk.follow(reference);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(issue(answer).getString("code")).isEqualTo("not-found");
        R4.requireValid(answer);
    }

    @Test
    void aScheduleIsNoPractitioner() {
        String schedule = json(desk.follow(eight)).getJsonObject("schedule").getString("reference");

        assertThat(desk.follow(schedule.replace("Schedule/", "Practitioner/")).status())
                .isEqualTo(404);
    }

    @Test
    void aHoldThatHasEndedLeavesItsSlotFree() {
        assertThat(desk.hold(Bodies.hold(ANN, eight).encode()).status()).isEqualTo(201);
        desk.clock.pass(Duration.ofMinutes(5));

        assertThat(statusFor(BEN_HIMSELF, eight)).isEqualTo("free");
    }

    private void book(int number, String reference) {
        NhsNumber patient = NhsNumber.ofDemonstration(100 + number);
        Caller self = new Caller.Patient(patient, Optional.of(Books.OPEN), Optional.empty());
        assertThat(desk.as(self)
                        .book(Bodies.appointment(patient, reference).encode())
                        .status())
                .isEqualTo(201);
    }

    private String statusFor(Caller caller, String reference) {
        EngineAnswer answer = desk.as(caller).follow(reference);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        R4.requireValid(answer);
        return json(answer).getString("status");
    }
}
