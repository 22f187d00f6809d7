package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Stores;

/** What a practice takes out of its book while somebody has it is not offered again, and no minute of a clinician is given twice. */
final class TakenOutTest {

    private static RunningSystem system;
    private static Api api;

    private final NhsNumber ann = RunningSystem.newPatient();
    private final NhsNumber ben = RunningSystem.newPatient();
    private final NhsNumber cat = RunningSystem.newPatient();

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void wednesdayAtNine() {
        system.clock().set(RunningSystem.NOW);
    }

    @Test
    void aBookedSlotThatWasTakenOutDoesNotComeBackByACancellationARefillOrARepair() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        Answer anns = system.booked(ann, practice, slots.get(1));
        List<String> wanted = system.publish(practice, "morning", from("08:30", 3));
        assertThat(wanted).containsExactly(slots.get(1), slots.get(3), slots.get(4), slots.get(5));

        system.cancel(ann, practice, anns, anns.etag()).withStatus(200);
        awaitPlaces(practice, 3, 0, 0, 3);

        assertIsGone(practice, slots.get(1), slots.subList(3, 6));
        Stores.flushed();
        assertIsGone(practice, slots.get(1), slots.subList(3, 6));
        assertThat(ReconcileTest.reconcile(system, practice, true).reconciled().found())
                .isEmpty();
        assertIsGone(practice, slots.get(1), slots.subList(3, 6));

        system.publish(practice, "morning", RunningSystem.session(RunningSystem.MONDAY, 6));
        assertThat(system.freeOnMonday(practice)).hasSize(6).contains(slots.get(1));
        system.booked(ben, practice, slots.get(1));
        assertThat(system.freeOnMonday(practice)).hasSize(5);
    }

    @Test
    void aSlotThatWasTakenOutDoesNotComeBackByAMoveAway() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        Answer anns = system.booked(ann, practice, slots.get(1));
        system.publish(practice, "morning", from("08:30", 3));

        system.move(ann, practice, anns, slots.get(4)).withStatus(200);
        awaitPlaces(practice, 2, 0, 1, 3);

        assertIsGone(practice, slots.get(1), List.of(slots.get(3), slots.get(5)));
    }

    @Test
    void aHeldSlotThatWasTakenOutIsConfirmedOrGone() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        Answer anns = system.held(ann, practice, slots.get(0));
        system.held(ben, practice, slots.get(1));
        system.publish(practice, "morning", from("08:30", 3));

        Answer confirmed = system.confirm(ann, practice, anns).withStatus(200);
        assertThat(confirmed.slot()).isEqualTo(slots.get(0));
        system.clock().pass(Duration.ofMinutes(5));

        awaitPlaces(practice, 3, 0, 1, 2);
        assertIsGone(practice, slots.get(1), slots.subList(3, 6));
    }

    @Test
    void aSessionSplitAroundABookedSlotSellsNoMinuteTwice() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        Answer anns = system.booked(ann, practice, slots.get(3));
        JsonObject rest = from("08:20", 4);
        Answer refused = api.publish(api.practiceToken(practice), practice, "rest", rest);
        refused.refusedAs(422, "business-rule", "CLINICIAN_OVERLAP");
        assertThat(refused.diagnostics()).contains("session rest ").contains("session morning,");
        system.publish(practice, "morning", from("08:00", 1));

        Answer published =
                api.publish(api.practiceToken(practice), practice, "rest", rest).withStatus(200);

        assertThat(published.publishedSlots()).hasSize(3);
        assertThat(published.json().getJsonArray("kept").getJsonObject(0).getJsonArray("appointments"))
                .isEqualTo(new JsonArray().add(anns.id()));
        assertThat(startsOnMonday(practice)).containsExactly("08:00", "08:20", "08:40", "08:50");
        system.cancel(ann, practice, anns, anns.etag()).withStatus(200);
        Stores.flushed();
        assertThat(startsOnMonday(practice)).containsExactly("08:00", "08:20", "08:40", "08:50");
    }

    @Test
    void ofTwoOverlappingSessionsPublishedAtOnceOneIsRefused() {
        for (int round = 0; round < 10; round++) {
            OdsCode practice = system.newPractice();
            String token = api.practiceToken(practice);

            List<Answer> answers = Stream.of("a", "b")
                    .map(name -> api.call("PUT", "/publish/" + practice.value() + "/sessions/" + name)
                            .token(token)
                            .json(from(name.equals("a") ? "08:00" : "08:10", 3))
                            .sendAsync())
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 422);
            assertThat(system.count("SELECT count(*) FROM session WHERE practice = '" + practice.value() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anOverlapOnPurposeIsTakenAndAudited() {
        OdsCode practice = system.practiceWithSlots(3);
        String token = api.practiceToken(practice);
        JsonObject other = from("08:00", 3);

        api.publish(token, practice, "other", other.copy().put("overlap", "allow"))
                .refusedAs(400, "value", "MALFORMED");
        api.publish(
                        token,
                        practice,
                        "other",
                        other.copy().put("overlap", "perhaps").put("overlapReason", "Meant"))
                .refusedAs(400, "value", "MALFORMED");
        api.publish(token, practice, "other", other.copy().put("overlapReason", "Meant"))
                .refusedAs(400, "value", "MALFORMED");
        Answer taken = api.publish(
                        token,
                        practice,
                        "other",
                        other.copy().put("overlap", "allow").put("overlapReason", "Sees two at once"))
                .withStatus(200);

        assertThat(taken.json().getJsonObject("session").getString("overlapReason"))
                .isEqualTo("Sees two at once");
        assertThat(system.freeOnMonday(practice)).hasSize(6);
        assertThat(system.count("SELECT count(*) FROM audit WHERE operation = 'ALLOW_OVERLAP' AND practice = '"
                        + practice.value()
                        + "' AND outcome = 'session other on 2037-11-23: Sees two at once'"))
                .isEqualTo(1);
    }

    @Test
    void aSessionThatWasWithdrawnIsNotThereForStaffPatientsOrOthers() {
        OdsCode practice = system.practiceWithSlots(6);
        Answer anns = system.booked(ann, practice, system.freeOnMonday(practice).get(1));
        JsonObject calls = RunningSystem.session(RunningSystem.MONDAY, 1)
                .put("start", "09:00")
                .put("end", "10:00")
                .put("channel", "Telephone")
                .put("type", "Phone call");
        system.publish(practice, "calls", calls);
        assertThat(whyNot(practice, "08:10", "08:20", "")).startsWith("ALL_TAKEN");

        assertThat(withdraw(practice, "morning").getJsonArray("appointments").encode())
                .contains(anns.id());

        assertThat(whyNot(practice, "08:00", "09:00", "")).startsWith("NOT_PUBLISHED");
        assertThat(whyNot(practice, "08:00", "10:00", "service-type=Smear%20test"))
                .startsWith("NOT_PUBLISHED")
                .endsWith("There are: Phone call (Telephone).");
        system.clock().set(Instant.parse("2037-11-23T08:30:00Z"));
        assertThat(whyNot(practice, "08:00", "08:40", "")).startsWith("NOT_PUBLISHED");
    }

    @Test
    void whatWasCutOffASessionIsNotThereAndWhatIsTakenOfTheRestIs() {
        OdsCode practice = system.practiceWithSlots(6);
        List<String> slots = system.freeOnMonday(practice);
        system.booked(ann, practice, slots.get(1));
        system.booked(ben, practice, slots.get(3));

        system.publish(practice, "morning", from("08:30", 1));

        assertThat(whyNot(practice, "08:00", "08:30", "")).startsWith("NOT_PUBLISHED");
        assertThat(whyNot(practice, "08:30", "09:00", "")).startsWith("ALL_TAKEN");
        assertThat(whyNot(practice, "08:40", "09:00", "")).startsWith("NOT_PUBLISHED");
    }

    /** What the practice's staff and a patient are told alike. */
    private String whyNot(OdsCode practice, String from, String until, String more) {
        List<String> told = Stream.of(api.practiceToken(practice), api.patientToken(cat, practice))
                .map(token -> api.search(
                                token,
                                practice,
                                "2037-11-23T" + from + ":00Z",
                                "2037-11-23T" + until + ":00Z",
                                more.isEmpty() ? "_count=50" : more)
                        .withStatus(200)
                        .validR4())
                .map(TakenOutTest::onlyReason)
                .distinct()
                .toList();
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    private static String onlyReason(Answer found) {
        assertThat(found.slots()).isEmpty();
        JsonArray entries = found.json().getJsonArray("entry");
        assertThat(entries).hasSize(1);
        JsonObject issue = entries.getJsonObject(0)
                .getJsonObject("resource")
                .getJsonArray("issue")
                .getJsonObject(0);
        String code = issue.getJsonObject("details")
                .getJsonArray("coding")
                .getJsonObject(0)
                .getString("code");
        return code + ": " + issue.getString("diagnostics");
    }

    private static JsonObject withdraw(OdsCode practice, String session) {
        return api.call("DELETE", "/publish/" + practice.value() + "/sessions/" + session)
                .token(api.practiceToken(practice))
                .send()
                .withStatus(200)
                .json();
    }

    private void assertIsGone(OdsCode practice, String slot, List<String> free) {
        assertThat(system.freeOnMonday(practice)).isEqualTo(free);
        Answer read = api.call("GET", "/FHIR/R4/" + slot)
                .token(api.patientToken(cat, practice))
                .send()
                .withStatus(200);
        assertThat(read.json().getString("status")).isEqualTo("busy-unavailable");
        Answer refused = system.book(cat, practice, slot).refusedAs(409, "conflict", "SLOT_TAKEN");
        assertThat(refused.alternatives()).isNotEmpty().isSubsetOf(free);
    }

    /** What was cancelled is on offer again when the practice sees it. */
    private static void awaitPlaces(OdsCode practice, int free, int held, int booked, int withdrawn) {
        JsonObject expected = new JsonObject()
                .put("free", free)
                .put("embargoed", 0)
                .put("held", held)
                .put("booked", booked)
                .put("withdrawn", withdrawn);
        await().untilAsserted(() -> assertThat(places(practice)).isEqualTo(expected));
    }

    private static JsonObject places(OdsCode practice) {
        return api.call("GET", "/publish/" + practice.value() + "/sessions?from=2037-11-20&to=2037-11-30")
                .token(api.practiceToken(practice))
                .send()
                .withStatus(200)
                .json()
                .getJsonArray("sessions")
                .getJsonObject(0)
                .getJsonObject("places");
    }

    private List<String> startsOnMonday(OdsCode practice) {
        return api
                .search(api.patientToken(cat, practice), practice, "2037-11-23", "2037-11-24")
                .withStatus(200)
                .resources("Slot")
                .stream()
                .map(slot -> slot.getString("start").substring(11, 16))
                .toList();
    }

    /** A session that begins at this time, with this many slots of ten minutes. */
    private static JsonObject from(String start, int slots) {
        int begin = Integer.parseInt(start.substring(0, 2)) * 60 + Integer.parseInt(start.substring(3));
        int end = begin + 10 * slots;
        return RunningSystem.session(RunningSystem.MONDAY, 1)
                .put("start", start)
                .put("end", String.format("%02d:%02d", end / 60, end % 60));
    }
}
