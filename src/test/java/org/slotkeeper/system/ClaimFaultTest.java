package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.system.RunningSystem.MONDAY;
import static org.slotkeeper.system.RunningSystem.session;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** Claim races that gave one place to two people elsewhere, over HTTP. The simplest ones are in {@link RaceTest}. */
final class ClaimFaultTest {

    private static RunningSystem system;
    private static Api api;

    @BeforeAll
    static void start() {
        system = RunningSystem.start("gateway.inFlightMax=8000");
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** A1, over many slots at once. */
    @Test
    void ofTenForEachOfFiftySlotsOneHasIt() {
        OdsCode practice = system.practiceWithSlots(50);
        List<String> slots = system.freeOnMonday(practice);

        List<Answer> answers = all(IntStream.range(0, 500).mapToObj(nth -> {
            NhsNumber patient = RunningSystem.newPatient();
            return booking(patient, practice, slots.get(nth % 50)).sendAsync();
        }));

        List<String> had = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(Answer::slot)
                .toList();
        assertThat(had).containsExactlyInAnyOrderElementsOf(slots);
        assertThat(answers.stream().filter(answer -> answer.code().equals("SLOT_TAKEN")))
                .hasSize(450);
        assertThat(owners(practice)).isEqualTo(50);
    }

    /** A6: who does not mind with whom follows the alternatives into other clinicians' sessions. */
    @Test
    void whoeverTakesAnyClinicianSharesAllSlotsOfAllClinicians() {
        OdsCode practice = system.newPractice();
        List<String> slots = Stream.of("Dr A. Example", "Dr B. Example", "Dr C. Example")
                .flatMap(
                        clinician -> system
                                .publish(
                                        practice,
                                        clinician.substring(3, 4),
                                        session(MONDAY, 8).put("clinician", clinician))
                                .stream())
                .toList();

        List<Optional<String>> got = all(IntStream.range(0, 60).mapToObj(nth -> {
            NhsNumber patient = RunningSystem.newPatient();
            return followUntilDone(patient, api.patientToken(patient, practice), slots.get(0));
        }));

        assertThat(got.stream().flatMap(Optional::stream)).containsExactlyInAnyOrderElementsOf(slots);
        assertThat(owners(practice)).isEqualTo(24);
    }

    /** A7: each way to come by a slot goes past the same guards. */
    @Test
    void ofAllWaysToTheSameSlotAtOnceOneGetsThere() {
        OdsCode practice = system.newPractice();
        List<String> slots = system.publish(
                practice,
                "morning",
                session(MONDAY, 24)
                        .put(
                                "audience",
                                new JsonArray().add("registered-patients").add("org-type:111")));
        List<String> apart = system.publish(
                practice, "apart", session(MONDAY.plusDays(1), 24).put("clinician", "Dr B. Example"));
        String practiceToken = api.practiceToken(practice);
        String hubToken = api.token("ods=RXX01&org_type=111");

        for (int round = 0; round < 24; round++) {
            String slot = slots.get(round);
            NhsNumber mover = RunningSystem.newPatient();
            Answer elsewhere = system.booked(mover, practice, apart.get(round));
            NhsNumber holder = RunningSystem.newPatient();

            List<Answer> answers = all(Stream.of(
                    booking(RunningSystem.newPatient(), practice, slot).sendAsync(),
                    api.book(practiceToken, Bodies.appointment(RunningSystem.newPatient(), slot))
                            .sendAsync(),
                    api.book(hubToken, Bodies.appointment(RunningSystem.newPatient(), slot))
                            .sendAsync(),
                    holdAndConfirm(holder, practice, slot),
                    moving(mover, practice, elsewhere, slot).sendAsync()));

            assertThat(answers.stream().filter(answer -> answer.status() < 300)).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.code().equals("SLOT_TAKEN")))
                    .hasSize(4);
        }
        assertThat(system.count(
                        "SELECT count(*) FROM occupancy WHERE day = '2037-11-23' AND practice = '" + practice + "'"))
                .isEqualTo(24);
        assertThat(system.count("SELECT count(*) FROM appointment WHERE day = '2037-11-23' AND state = 'BOOKED'"
                        + " AND practice = '" + practice + "'"))
                .isEqualTo(24);
    }

    /** A11: a claim that is given up is no sale, and whoever asks next has the slot. */
    @Test
    void aSlotThatIsGivenUpIsHadByWhoeverAsksNext() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        for (int round = 0; round < 20; round++) {
            NhsNumber ann = RunningSystem.newPatient();
            Answer hold = system.held(ann, practice, slot);
            system.book(RunningSystem.newPatient(), practice, slot).refusedAs(409, "conflict", "SLOT_TAKEN");

            giveUp(ann, practice, hold).withStatus(200);

            assertThat(system.freeOnMonday(practice)).containsExactly(slot);
        }
        system.booked(RunningSystem.newPatient(), practice, slot);
    }

    /** A14: the inventory takes a slot for free that has an owner; the ledger's unique key says no, and the caller hears an answer and not a fault. */
    @Test
    void aSlotThatOnlyTheLedgerKnowsToBeTakenIsRefusedByName() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);
        Stores.execute(
                system.ledger(),
                "INSERT INTO occupancy (practice, day, ordinal) VALUES ('" + practice + "', '2037-11-23', 0)");

        system.book(RunningSystem.newPatient(), practice, slots.get(0)).refusedAs(409, "conflict", "SLOT_TAKEN");

        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).isEqualTo(slots.subList(1, 3)));
        system.booked(RunningSystem.newPatient(), practice, slots.get(1));
    }

    /** A15, over HTTP. */
    @Test
    void aSlotIsBookedAndCancelledTimeAndAgain() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        for (int round = 0; round < 20; round++) {
            NhsNumber patient = RunningSystem.newPatient();
            Answer booked = await().until(() -> system.book(patient, practice, slot), answer -> answer.status() == 201);

            system.cancel(patient, practice, booked, booked.etag()).withStatus(200);
        }
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).containsExactly(slot));
        assertThat(owners(practice)).isZero();
    }

    /** A19: what Redis keeps of one practice cannot be read; all others go on. */
    @Test
    void aPracticeWhoseInventoryIsBrokenHindersNoOther() {
        OdsCode broken = system.practiceWithSlots(1);
        OdsCode sound = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(broken).get(0);
        String key = "{" + broken.value() + "}:h";
        assertThat(RedisTalk.say(Stores.redis(), "DEL", key)).containsExactly("1");
        assertThat(RedisTalk.say(Stores.redis(), "SET", key, "nonsense")).containsExactly("OK");

        Answer refused = system.book(RunningSystem.newPatient(), broken, slot);

        assertThat(refused.status()).as(refused.body()).isGreaterThanOrEqualTo(500);
        system.booked(
                RunningSystem.newPatient(), sound, system.freeOnMonday(sound).get(0));
        assertThat(owners(broken)).isZero();
    }

    private static Api.Call booking(NhsNumber patient, OdsCode practice, String slot) {
        return api.book(api.patientToken(patient, practice), Bodies.appointment(patient, slot));
    }

    private static Api.Call moving(NhsNumber patient, OdsCode practice, Answer booked, String slot) {
        JsonObject moved = Bodies.appointment(patient, slot).put("id", booked.id());
        return api.change(api.patientToken(patient, practice), booked.id(), moved)
                .ifMatch(booked.etag());
    }

    private static CompletableFuture<Answer> holdAndConfirm(NhsNumber patient, OdsCode practice, String slot) {
        String token = api.patientToken(patient, practice);
        return api.hold(token, Bodies.hold(patient, slot))
                .sendAsync()
                .thenCompose(hold -> hold.status() != 201
                        ? CompletableFuture.completedFuture(hold)
                        : api.change(
                                        token,
                                        hold.id(),
                                        Bodies.appointment(patient, slot).put("id", hold.id()))
                                .sendAsync());
    }

    private static Answer giveUp(NhsNumber patient, OdsCode practice, Answer hold) {
        return api.change(api.patientToken(patient, practice), hold.id(), Bodies.cancelled(hold.json(), "Another time"))
                .send();
    }

    /** The slot that they got; nothing if there was none left. */
    private static CompletableFuture<Optional<String>> followUntilDone(NhsNumber patient, String token, String slot) {
        return api.book(token, Bodies.appointment(patient, slot)).sendAsync().thenCompose(answer -> {
            if (answer.status() == 201) {
                return CompletableFuture.completedFuture(Optional.of(answer.slot()));
            }
            assertThat(answer.code()).as(answer.body()).isEqualTo("SLOT_TAKEN");
            Iterator<String> others = answer.alternatives().iterator();
            return others.hasNext()
                    ? followUntilDone(patient, token, others.next())
                    : CompletableFuture.completedFuture(Optional.empty());
        });
    }

    private static <T> List<T> all(Stream<CompletableFuture<T>> begun) {
        List<CompletableFuture<T>> all = new ArrayList<>(begun.toList());
        return all.stream().map(CompletableFuture::join).toList();
    }

    private static int owners(OdsCode practice) {
        return system.count("SELECT count(*) FROM occupancy WHERE practice = '" + practice + "'");
    }
}
