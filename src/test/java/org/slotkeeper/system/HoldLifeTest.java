package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** How holds and appointments end, where that went wrong elsewhere: a place lost, a place doubled, a place taken from its next owner. */
final class HoldLifeTest {

    private static RunningSystem system;
    private static Api api;

    private final NhsNumber ann = RunningSystem.newPatient();
    private final NhsNumber ben = RunningSystem.newPatient();

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

    /** B1, B7: nobody tidies up and nobody asks for the hold; the next who looks sees the slot. */
    @Test
    void anExpiredHoldIsNeitherShownNorCountedNorInTheWay() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        system.held(ann, practice, slots.get(0));
        assertThat(places(practice)).isEqualTo(counts(1, 1, 0, 0));

        system.clock().pass(Duration.ofMinutes(5));

        assertThat(places(practice)).isEqualTo(counts(2, 0, 0, 0));
        assertThat(system.freeOnMonday(practice)).isEqualTo(slots);
        assertThat(api.list(api.patientToken(ann, practice), ann, "status=pending")
                        .withStatus(200)
                        .total())
                .isZero();
    }

    /** B3: what is sent once more finds the slot with somebody else, and leaves it there. */
    @Test
    void aCancelSentOnceMoreLeavesTheSlotToItsNextOwner() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        Answer anns = system.booked(ann, practice, slot);
        Api.Call cancel = api.change(
                        api.patientToken(ann, practice), anns.id(), Bodies.cancelled(anns.json(), "Feeling better"))
                .requestId("0b7ab9ca-6dcb-4f0c-9d32-3d0f3fd4a3a1")
                .ifMatch(anns.etag());
        Answer first = cancel.send().withStatus(200);
        Answer bens = await().until(() -> system.book(ben, practice, slot), answer -> answer.status() == 201);

        assertThat(cancel.send().withStatus(200).json()).isEqualTo(first.json());
        system.cancel(ann, practice, anns, anns.etag()).refusedAs(412, "conflict", "STALE_VERSION");
        system.cancel(ann, practice, anns, first.etag()).refusedAs(422, "invariant", "NOT_AMENDABLE");

        assertThat(api.read(api.patientToken(ben, practice), bens.id()).json().getString("status"))
                .isEqualTo("booked");
        assertThat(system.freeOnMonday(practice)).isEmpty();
    }

    /** B4, F53: everything that can end an appointment, at once; the place comes back once, or goes with its session. */
    @Test
    void cancelledTwiceAndWithdrawnAtOnceAPlaceIsStillOnePlace() {
        for (int round = 0; round < 8; round++) {
            OdsCode practice = system.practiceWithSlots(2);
            List<String> slots = system.freeOnMonday(practice);
            NhsNumber patient = RunningSystem.newPatient();
            Answer booked = system.booked(patient, practice, slots.get(0));
            Answer hold = system.held(RunningSystem.newPatient(), practice, slots.get(1));
            assertThat(hold.status()).isEqualTo(201);

            List<Answer> answers = all(Stream.of(
                    cancelling(patient, practice, booked).sendAsync(),
                    cancelling(patient, practice, booked).sendAsync(),
                    withdrawing(practice).sendAsync()));

            assertThat(answers.subList(0, 2).stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            answers.get(2).withStatus(200);
            await().untilAsserted(() -> {
                JsonObject places = places(practice);
                int all = places.stream()
                        .mapToInt(entry -> (Integer) entry.getValue())
                        .sum();
                assertThat(all).as(places.encode()).isEqualTo(2);
                assertThat(places.getInteger("booked")).isZero();
                assertThat(places.getInteger("held")).isEqualTo(1);
            });
        }
    }

    /** B8: to a search a held slot is taken, whoever asks; that it is theirs, patients see where they ask for their own. */
    @Test
    void whoHoldsASlotFindsItAmongTheirOwnAndNobodyElseDoes() {
        OdsCode practice = system.practiceWithSlots(1);
        Answer hold = system.held(ann, practice, system.freeOnMonday(practice).get(0));

        String anns = api.patientToken(ann, practice);
        String bens = api.patientToken(ben, practice);

        assertThat(api.list(anns, ann, "status=pending").withStatus(200).resources("Appointment"))
                .containsExactly(hold.json());
        assertThat(api.read(anns, hold.id()).withStatus(200).json()).isEqualTo(hold.json());
        assertThat(api.list(bens, ben, "status=pending").withStatus(200).total())
                .isZero();
        api.read(bens, hold.id()).refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
        assertThat(system.freeOnMonday(practice)).isEmpty();
    }

    /** B12: what somebody has stays theirs when the session is withdrawn: the hold can still be confirmed. */
    @Test
    void aSessionIsWithdrawnUnderALiveHoldAndABookedSlot() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);
        Answer booked = system.booked(ann, practice, slots.get(0));
        Answer hold = system.held(ben, practice, slots.get(1));

        Answer withdrawn = withdrawing(practice).send().withStatus(200);

        assertThat(withdrawn.json().getInteger("withdrawnPlaces")).isEqualTo(1);
        assertThat(places(practice)).isEqualTo(counts(0, 1, 1, 1));
        system.confirm(ben, practice, hold).withStatus(200);
        assertThat(places(practice)).isEqualTo(counts(0, 0, 2, 1));
        assertThat(api.read(api.patientToken(ann, practice), booked.id()).json().getString("status"))
                .isEqualTo("booked");
    }

    /** Who is told that the hold is given back has no appointment of it, however close the two came. */
    @Test
    void aHoldIsConfirmedOrGivenBackAndNeverBoth() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        int both = 0;
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            NhsNumber patient = RunningSystem.newPatient();
            String token = api.patientToken(patient, practice);
            Answer hold = await().until(
                            () -> api.hold(token, Bodies.hold(patient, slot)).send(), placed -> placed.status() == 201);
            JsonObject wanted = Bodies.appointment(patient, slot).put("id", hold.id());

            List<Answer> answers = all(Stream.of(
                    api.change(token, hold.id(), Bodies.cancelled(hold.json(), "Feeling better"))
                            .sendAsync(),
                    api.change(token, hold.id(), wanted).sendAsync()));

            Answer cancel = answers.get(0);
            Answer confirm = answers.get(1);
            both += cancel.status() == 200 && confirm.status() == 200 ? 1 : 0;
            assertThat(cancel.status()).as(cancel.body()).isIn(200, 425, 428);
            assertThat(confirm.status() == 200 || cancel.status() == 200).isTrue();
            if (confirm.status() == 200) {
                system.cancel(patient, practice, confirm, confirm.etag()).withStatus(200);
            }
        }
        assertThat(both).isZero();
    }

    @Test
    void whoeverAsksAgainHearsAgainThatTheirHoldIsGivenBack() {
        OdsCode practice = system.practiceWithSlots(2);
        List<String> slots = system.freeOnMonday(practice);
        String token = api.patientToken(ann, practice);
        Answer hold = system.held(ann, practice, slots.get(0));
        JsonObject given = Bodies.cancelled(hold.json(), "Feeling better");
        UUID request = UUID.randomUUID();

        Answer first =
                api.change(token, hold.id(), given).requestId(request).send().withStatus(200);
        system.held(ben, practice, slots.get(0));
        Answer again =
                api.change(token, hold.id(), given).requestId(request).send().withStatus(200);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(places(practice)).as("ben's hold stands").isEqualTo(counts(1, 1, 0, 0));
        api.change(token, hold.id(), given).send().withStatus(404);
        Answer other = system.held(ann, practice, slots.get(1));
        api.change(token, other.id(), Bodies.cancelled(other.json(), "Feeling better"))
                .requestId(request)
                .send()
                .refusedAs(422, "business-rule", "REQUEST_ID_REUSED");
        assertThat(places(practice)).isEqualTo(counts(0, 2, 0, 0));
    }

    /** An organisation that may book for every patient it names still has only the holds that it placed. */
    @Test
    void aHoldIsItsPlacersItsPatientsAndItsPracticesAndNoOtherOrganisations() {
        OdsCode practice = system.practiceWithSlotsFor("org-type:111", 2);
        String placer = api.token("ods=RXX01&org_type=111");
        String other = api.token("ods=RXX02&org_type=111");
        List<String> slots =
                api.search(placer, practice, "2037-11-23", "2037-11-24").slots();
        Answer hold = api.hold(placer, Bodies.hold(ann, slots.get(0))).send().withStatus(201);
        JsonObject confirming = Bodies.appointment(ann, slots.get(0)).put("id", hold.id());
        JsonObject withdrawing = Bodies.cancelled(hold.json(), "Feeling better");

        api.read(other, hold.id()).refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
        api.change(other, hold.id(), confirming).send().refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
        api.change(other, hold.id(), withdrawing).send().refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
        Answer second = api.hold(other, Bodies.hold(ann, slots.get(1))).send();
        second.refusedAs(422, "business-rule", "HOLD_EXISTS");
        assertThat(second.body()).doesNotContain(hold.id()).doesNotContain(slots.get(0));
        assertThat(places(practice)).isEqualTo(counts(1, 1, 0, 0));

        assertThat(api.read(api.patientToken(ann, practice), hold.id())
                        .withStatus(200)
                        .json())
                .isEqualTo(hold.json());
        api.change(placer, hold.id(), confirming).send().withStatus(200);
        assertThat(places(practice)).isEqualTo(counts(1, 0, 1, 0));
    }

    private static Api.Call cancelling(NhsNumber patient, OdsCode practice, Answer booked) {
        return api.change(
                        api.patientToken(patient, practice),
                        booked.id(),
                        Bodies.cancelled(booked.json(), "Feeling better"))
                .ifMatch(booked.etag());
    }

    private static Api.Call withdrawing(OdsCode practice) {
        return api.call("DELETE", "/publish/" + practice.value() + "/sessions/morning")
                .token(api.practiceToken(practice))
                .json(new JsonObject().put("booked", "keep"));
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

    private static JsonObject counts(int free, int held, int booked, int withdrawn) {
        return new JsonObject()
                .put("free", free)
                .put("embargoed", 0)
                .put("held", held)
                .put("booked", booked)
                .put("withdrawn", withdrawn);
    }

    private static <T> List<T> all(Stream<CompletableFuture<T>> begun) {
        return begun.toList().stream().map(CompletableFuture::join).toList();
    }
}
