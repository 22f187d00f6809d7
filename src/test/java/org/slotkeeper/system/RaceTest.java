package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Many callers want the same thing at the same time, each on a connection of its own. */
final class RaceTest {

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

    private record Rival(NhsNumber patient, String token) {
        Api.Call booking(String slot) {
            return api.book(token, Bodies.appointment(patient, slot));
        }
    }

    @Test
    void ofAThousandForOneSlotOneWinsAndTheOthersCostTheLedgerNothing() {
        OdsCode practice = system.practiceWithSlots(5);
        List<String> slots = system.freeOnMonday(practice);
        String wanted = slots.get(2);
        List<Rival> rivals = rivals(1_000, practice);
        int before = leftToTheLedger();

        List<Answer> answers =
                all(rivals.stream().map(rival -> rival.booking(wanted).untilAnswered()));

        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        List<Answer> lost =
                answers.stream().filter(answer -> answer.status() != 201).toList();
        assertThat(won).hasSize(1);
        assertThat(lost).hasSize(999);
        List<String> others =
                slots.stream().filter(slot -> !slot.equals(wanted)).toList();
        assertThat(lost).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("SLOT_TAKEN");
            assertThat(answer.alternatives()).hasSize(3).isSubsetOf(others);
        });
        assertThat(rows("appointment", practice)).isEqualTo(1);
        assertThat(rows("occupancy", practice)).isEqualTo(1);
        assertThat(rows("diary", practice)).isEqualTo(1);
        // What a machine that is too slow made doubtful is the ledger's to refuse, and is counted: nothing else of the
        // lost ones is there.
        int doubtful = leftToTheLedger() - before;
        assertThat(rows("request", practice)).isBetween(1, 1 + doubtful);
        assertThat(rows("refusal", practice)).isLessThanOrEqualTo(doubtful);
        assertThat(system.count("SELECT count(*) FROM audit_trail WHERE operation = 'book' AND practice = '"
                        + practice.value() + "'"))
                .isBetween(1, 1 + doubtful);
        assertThat(system.freeOnMonday(practice)).isEqualTo(others);
    }

    @Test
    void twoHundredPatientsShareTwentySlotsByFollowingTheAlternatives() {
        OdsCode practice = system.practiceWithSlots(20);
        String first = system.freeOnMonday(practice).get(0);
        List<Rival> rivals = rivals(200, practice);

        List<Optional<String>> got = all(rivals.stream().map(rival -> followUntilDone(rival, first)));

        List<String> taken = got.stream().flatMap(Optional::stream).toList();
        assertThat(taken).hasSize(20).doesNotHaveDuplicates();
        assertThat(rows("appointment", practice)).isEqualTo(20);
        assertThat(rows("occupancy", practice)).isEqualTo(20);
        assertThat(system.freeOnMonday(practice)).isEmpty();
        assertThat(places(practice))
                .isEqualTo(new JsonObject()
                        .put("free", 0)
                        .put("embargoed", 0)
                        .put("held", 0)
                        .put("booked", 20)
                        .put("withdrawn", 0));
    }

    /** Each of many rounds has three who want what only one can have: a move that keeps a slot, its own cancellation, and another patient. */
    @Test
    void aMoveByOneSlotAgainstItsCancellationAndAnothersBooking() {
        int rounds = 20;
        OdsCode practice = system.practiceWithSlots(3 * rounds);
        List<String> slots = system.freeOnMonday(practice);
        List<Rival> movers = rivals(rounds, practice);
        List<Rival> others = rivals(rounds, practice);
        List<Answer> booked = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Rival mover = movers.get(round);
            booked.add(api.book(
                            mover.token(),
                            Bodies.appointment(mover.patient(), slots.get(3 * round), slots.get(3 * round + 1)))
                    .send()
                    .withStatus(201));
        }

        List<Answer> answers = all(IntStream.range(0, rounds).boxed().flatMap(round -> {
            Rival mover = movers.get(round);
            Answer seen = booked.get(round);
            JsonObject moved = Bodies.appointment(mover.patient(), slots.get(3 * round + 1), slots.get(3 * round + 2))
                    .put("id", seen.id());
            return Stream.of(
                    api.change(mover.token(), seen.id(), moved)
                            .ifMatch(seen.etag())
                            .untilAnswered(),
                    api.change(mover.token(), seen.id(), Bodies.cancelled(seen.json(), "Feeling better"))
                            .ifMatch(seen.etag())
                            .untilAnswered(),
                    others.get(round).booking(slots.get(3 * round + 2)).untilAnswered());
        }));

        int occupied = 0;
        int appointments = rounds;
        for (int round = 0; round < rounds; round++) {
            boolean isMoved = answers.get(3 * round).status() == 200;
            boolean isCancelled = answers.get(3 * round + 1).status() == 200;
            boolean isBooked = answers.get(3 * round + 2).status() == 201;
            String what = "round " + round + ": "
                    + answers.subList(3 * round, 3 * round + 3).stream()
                            .map(answer -> answer.status() + " " + answer.code())
                            .toList();
            assertThat(isMoved && isCancelled).as(what).isFalse();
            assertThat(isMoved && isBooked).as(what).isFalse();
            occupied += (isCancelled ? 0 : 2) + (isBooked ? 1 : 0);
            appointments += isBooked ? 1 : 0;
        }
        assertThat(rows("occupancy", practice)).isEqualTo(occupied);
        assertThat(rows("appointment", practice)).isEqualTo(appointments);
        int free = 3 * rounds - occupied;
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).hasSize(free));
    }

    @Test
    void aSlotWithTenPlacesIsGivenToTenOfFifty() {
        OdsCode practice = system.newPractice();
        String clinic = system.publish(
                        practice,
                        "clinic",
                        RunningSystem.session(RunningSystem.MONDAY, 1).put("capacity", 10))
                .get(0);
        List<Rival> rivals = rivals(50, practice);

        List<Answer> answers =
                all(rivals.stream().map(rival -> rival.booking(clinic).untilAnswered()));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.code().equals("SLOT_TAKEN")))
                .hasSize(40);
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::id))
                .doesNotHaveDuplicates();
        assertThat(rows("occupancy", practice)).isEqualTo(10);
    }

    @Test
    void theSameRequestEightTimesAtOnceIsOneBookingWithOneAnswer() {
        OdsCode practice = system.practiceWithSlots(3);
        String slot = system.freeOnMonday(practice).get(0);
        Rival ann = rivals(1, practice).get(0);
        UUID id = UUID.randomUUID();

        List<Answer> answers = all(IntStream.range(0, 8)
                .mapToObj(nth -> ann.booking(slot).requestId(id).untilAnswered()));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isIn(201, 425);
            assertThat(answer.header("X-Request-ID")).hasValue(id.toString());
        });
        List<Answer> booked =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(booked).isNotEmpty();
        Answer replayed = await().until(() -> ann.booking(slot).requestId(id).send(), again -> again.status() == 201);
        assertThat(booked).allSatisfy(answer -> {
            assertThat(answer.json()).isEqualTo(replayed.json());
            assertThat(answer.etag()).isEqualTo(replayed.etag());
        });
        assertThat(rows("appointment", practice)).isEqualTo(1);
    }

    @Test
    void theSameRequestIdWithOtherContentIsRefusedByName() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);
        Rival ann = rivals(1, practice).get(0);
        UUID id = UUID.randomUUID();

        List<Answer> answers = all(IntStream.range(0, 12)
                .mapToObj(nth -> ann.booking(slots.get(nth % 2)).requestId(id).untilAnswered()));

        List<Answer> booked =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(booked).isNotEmpty();
        assertThat(booked.stream().map(Answer::slot).distinct()).hasSize(1);
        List<Answer> refused = answers.stream()
                .filter(answer -> answer.code().equals("REQUEST_ID_REUSED"))
                .toList();
        assertThat(refused).hasSize(6).allMatch(answer -> answer.status() == 422);
        assertThat(rows("appointment", practice)).isEqualTo(1);
    }

    @Test
    void aPatientWhoBooksTwentyTimesAtOnceHasNoMoreThanTheLimit() {
        OdsCode practice = system.practiceWithSlots(20);
        List<String> slots = system.freeOnMonday(practice);
        Rival ann = rivals(1, practice).get(0);

        List<Answer> answers = all(slots.stream().map(slot -> ann.booking(slot).untilAnswered()));

        assertThat(answers.stream().filter(answer -> answer.status() == 201))
                .as(
                        "of %s",
                        answers.stream()
                                .map(answer -> answer.status() + " " + answer.code())
                                .toList())
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.code().equals("PATIENT_LIMIT")))
                .hasSize(15);
        assertThat(api.list(ann.token(), ann.patient()).total()).isEqualTo(5);
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).hasSize(15));
    }

    @Test
    void aPatientHasOneHoldHoweverManyAreAskedForAtOnce() {
        OdsCode practice = system.practiceWithSlots(10);
        List<String> slots = system.freeOnMonday(practice);
        Rival ann = rivals(1, practice).get(0);

        List<Answer> answers = all(slots.stream().map(slot -> api.hold(ann.token(), Bodies.hold(ann.patient(), slot))
                .untilAnswered()));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.code().equals("HOLD_EXISTS")))
                .hasSize(9);
        assertThat(system.freeOnMonday(practice)).hasSize(9);
    }

    /** The slot that it got; nothing if there was none left. */
    private static CompletableFuture<Optional<String>> followUntilDone(Rival rival, String slot) {
        return rival.booking(slot).untilAnswered().thenCompose(answer -> {
            if (answer.status() == 201) {
                return CompletableFuture.completedFuture(Optional.of(answer.slot()));
            }
            assertThat(answer.code()).as(answer.body()).isEqualTo("SLOT_TAKEN");
            Iterator<String> others = answer.alternatives().iterator();
            return others.hasNext()
                    ? followUntilDone(rival, others.next())
                    : CompletableFuture.completedFuture(Optional.empty());
        });
    }

    private static List<Rival> rivals(int count, OdsCode practice) {
        List<Rival> rivals = new ArrayList<>();
        for (int nth = 0; nth < count; nth++) {
            NhsNumber patient = RunningSystem.newPatient();
            rivals.add(new Rival(patient, api.patientToken(patient, practice)));
        }
        return rivals;
    }

    private static <T> List<T> all(java.util.stream.Stream<CompletableFuture<T>> begun) {
        return begun.toList().stream().map(CompletableFuture::join).toList();
    }

    private static int leftToTheLedger() {
        String metrics = new Api(system.running().managementPort())
                .call("GET", "/metrics")
                .send()
                .withStatus(200)
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("slotkeeper_degraded") && line.contains("refused_by_ledger"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int rows(String table, OdsCode practice) {
        return system.count("SELECT count(*) FROM " + table + " WHERE practice = '" + practice.value() + "'");
    }

    private static JsonObject places(OdsCode practice) {
        return api.call("GET", "/publish/" + practice.value() + "/sessions?from=2037-11-23&to=2037-11-23")
                .token(api.practiceToken(practice))
                .send()
                .withStatus(200)
                .json()
                .getJsonArray("sessions")
                .getJsonObject(0)
                .getJsonObject("places");
    }

    /** Whoever is told that they have an appointment is known to the practice that took its session back, or put another in its place: by name, or as one to ask for again. */
    @ParameterizedTest
    @EnumSource
    void noAppointmentIsMadeUnnoticedWhileItsSessionIsTakenBack(TakenBack way) {
        int unnoticed = 0;
        int unnamed = 0;
        int made = 0;
        for (int round = 0; round < 10; round++) {
            OdsCode practice = system.practiceWithSlots(16);
            List<String> slots = system.freeOnMonday(practice);
            List<Rival> rivals = rivals(16, practice);
            List<CompletableFuture<Answer>> bookings = new ArrayList<>(booking(rivals, slots, 0, 8));
            firstMade(bookings);
            // Some have an appointment by now, some have asked for one, and others ask while the session goes.
            CompletableFuture<Answer> takenBack = way.call(practice).untilAnswered();
            bookings.addAll(booking(rivals, slots, 8, 16));
            JsonObject answer = takenBack.join().withStatus(200).json();
            List<Answer> booked = all(bookings.stream()).stream()
                    .filter(one -> one.status() == 201)
                    .toList();
            made += booked.size();
            unnoticed += (int) booked.stream()
                    .filter(one -> !names(answer, one) && !isPending(answer, one))
                    .count();
            JsonObject later = await().until(
                            () -> way.call(practice).send().withStatus(200).json(),
                            again -> again.getJsonArray("pending").isEmpty());
            unnamed += (int) booked.stream().filter(one -> !names(later, one)).count();
        }
        assertThat(made).as("appointments, at least one each round").isGreaterThanOrEqualTo(10);
        assertThat(unnoticed).as("of %s", made).isZero();
        assertThat(unnamed).as("of %s", made).isZero();
    }

    /** How a practice says that what it offered is not to be had any more. */
    private enum TakenBack {
        WITHDRAWN,
        /** It moves to the evening under its own name. */
        REPLACED;

        Api.Call call(OdsCode practice) {
            Api.Call call = api.call(
                            this == WITHDRAWN ? "DELETE" : "PUT", "/publish/" + practice.value() + "/sessions/morning")
                    .token(api.practiceToken(practice));
            return call.json(
                    this == WITHDRAWN
                            ? new JsonObject().put("booked", "keep")
                            : RunningSystem.session(RunningSystem.MONDAY, 1)
                                    .put("start", "18:00")
                                    .put("end", "18:10"));
        }
    }

    private static List<CompletableFuture<Answer>> booking(List<Rival> rivals, List<String> slots, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(nth -> rivals.get(nth).booking(slots.get(nth)).untilAnswered())
                .toList();
    }

    /** Returns when somebody has an appointment. */
    private static void firstMade(List<CompletableFuture<Answer>> bookings) {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        bookings.forEach(booking -> {
            var unused = booking.thenAccept(answer -> {
                if (answer.status() == 201) {
                    first.complete(answer);
                }
            });
        });
        await().until(first::isDone);
    }

    private static boolean names(JsonObject answer, Answer booked) {
        return answer.getJsonArray("kept").stream()
                .flatMap(kept -> ((JsonObject) kept).getJsonArray("appointments").stream())
                .anyMatch(booked.id()::equals);
    }

    private static boolean isPending(JsonObject answer, Answer booked) {
        return answer.getJsonArray("pending").contains(booked.slot().replace("Slot/", ""));
    }

    /** RFC 9110, 13.1.1: {@code *} is true of all that there is. */
    @Test
    void aChangeOfWhicheverVersionIsNeverStale() {
        OdsCode practice = system.practiceWithSlots(12);
        List<String> slots = system.freeOnMonday(practice);
        Rival rival = rivals(1, practice).get(0);
        Answer booked = rival.booking(slots.get(0)).send().withStatus(201);

        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(8).toList();
        IntFunction<CompletableFuture<Answer>> amend =
                nth -> ofAnyVersion(rival, booked.json().copy().put("comment", "Ramp " + nth))
                        .requestId(ids.get(nth))
                        .untilAnswered();
        List<Answer> amended = all(IntStream.range(0, 8).mapToObj(amend));

        assertThat(amended)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
        assertThat(amended).extracting(Answer::etag).containsExactlyInAnyOrderElementsOf(etags(2, 9));
        assertThat(all(IntStream.range(0, 8).mapToObj(amend)))
                .as("asked again")
                .extracting(Answer::json)
                .isEqualTo(amended.stream().map(Answer::json).toList());

        List<Answer> moved = all(IntStream.range(0, 8).mapToObj(nth -> ofAnyVersion(
                        rival,
                        Bodies.appointment(rival.patient(), slots.get(1 + nth)).put("id", booked.id()))
                .untilAnswered()));

        assertThat(moved)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
        assertThat(moved).extracting(Answer::etag).containsExactlyInAnyOrderElementsOf(etags(10, 17));
        assertThat(rows("occupancy", practice)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(system.freeOnMonday(practice)).hasSize(11));
    }

    private static Api.Call ofAnyVersion(Rival rival, JsonObject appointment) {
        return api.change(rival.token(), appointment.getString("id"), appointment)
                .ifMatch("*");
    }

    private static List<String> etags(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(version -> "W/\"" + version + '"')
                .toList();
    }

    @Test
    void aChangeWithoutItsVersionIsRefusedHoweverSoonItComes() {
        OdsCode practice = system.practiceWithSlots(8);
        for (String slot : system.freeOnMonday(practice).subList(0, 4)) {
            Rival rival = rivals(1, practice).get(0);
            Answer booked = rival.booking(slot).untilAnswered().join().withStatus(201);
            List<Answer> changes = all(IntStream.range(0, 8).mapToObj(nth -> api.change(
                            rival.token(),
                            booked.id(),
                            nth % 2 == 0
                                    ? Bodies.cancelled(booked.json(), "Feeling better")
                                    : booked.json().copy().put("comment", "By telephone"))
                    .untilAnswered()));
            assertThat(changes).allSatisfy(change -> change.withStatus(428));
        }
    }
}
