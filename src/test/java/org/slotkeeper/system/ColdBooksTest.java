package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.assembly.Seams;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Patience;

/**
 * The whole system under load with room for about one book, so that each is thrown out and fetched time and again, by several event loops at once. What belongs to one loop refuses another's
 * thread: a continuation that comes back on the wrong one fails its request, or leaves it unanswered.
 */
final class ColdBooksTest {

    private static final int PRACTICES = 6;
    private static final int PATIENTS_EACH = 4;
    private static final int ROUNDS = 4;
    private static final long ROOM_FOR_ONE_BOOK = 700;

    private static RunningSystem system;
    private static Api api;

    @BeforeAll
    static void start() {
        Seams hardlyAnyRoom = new Seams() {
            @Override
            public long bookBytesMax(long usual) {
                return ROOM_FOR_ONE_BOOK;
            }
        };
        system = RunningSystem.start(hardlyAnyRoom, "practice.appointmentsPerPatientMax=50");
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** Two slots that nobody else wants. */
    private record Visit(NhsNumber patient, String token, String first, String second) {}

    @Test
    void whatIsAskedWhileBooksComeAndGoIsAnswered() {
        List<OdsCode> practices = IntStream.range(0, PRACTICES)
                .mapToObj(nth -> system.practiceWithSlots(2 * PATIENTS_EACH))
                .toList();
        List<Visit> visits = practices.stream()
                .flatMap(practice -> visits(practice).stream())
                .toList();
        double before = booksFetched();

        ExecutorService atOnce = Executors.newFixedThreadPool(visits.size());
        try {
            List<CompletableFuture<Void>> all = visits.stream()
                    .map(visit -> CompletableFuture.runAsync(() -> rounds(visit), atOnce))
                    .toList();
            all.forEach(CompletableFuture::join);
        } finally {
            atOnce.shutdown();
        }

        assertThat(booksFetched() - before)
                .as("books were thrown out and fetched again")
                .isGreaterThan(PRACTICES);
        for (OdsCode practice : practices) {
            assertThat(system.count("SELECT count(*) FROM occupancy WHERE practice = '" + practice + "'"))
                    .isEqualTo(PATIENTS_EACH);
            assertThat(system.freeOnMonday(practice)).hasSize(PATIENTS_EACH);
        }
    }

    private static List<Visit> visits(OdsCode practice) {
        List<String> slots = system.freeOnMonday(practice);
        List<Visit> visits = new ArrayList<>();
        for (int nth = 0; nth < PATIENTS_EACH; nth++) {
            NhsNumber patient = RunningSystem.newPatient();
            visits.add(new Visit(
                    patient, api.patientToken(patient, practice), slots.get(2 * nth), slots.get(2 * nth + 1)));
        }
        return visits;
    }

    private static void rounds(Visit visit) {
        for (int round = 0; round < ROUNDS; round++) {
            Answer held = had(() -> api.hold(visit.token(), Bodies.hold(visit.patient(), visit.first())));
            JsonObject confirmed =
                    Bodies.appointment(visit.patient(), visit.first()).put("id", held.id());
            Answer booked = answered(api.change(visit.token(), held.id(), confirmed), 200);
            JsonObject elsewhere =
                    Bodies.appointment(visit.patient(), visit.second()).put("id", held.id());
            Answer moved =
                    answered(api.change(visit.token(), held.id(), elsewhere).ifMatch(booked.etag()), 200);
            JsonObject cancelled = Bodies.cancelled(moved.json(), "Feeling better");
            Answer unused =
                    answered(api.change(visit.token(), held.id(), cancelled).ifMatch(moved.etag()), 200);
        }
        Answer unused = had(() -> api.book(visit.token(), Bodies.appointment(visit.patient(), visit.second())));
    }

    /** What was given back a moment ago comes free, and nobody else wants it. */
    private static Answer had(Supplier<Api.Call> call) {
        return Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> call.get().untilAnswered().join(), answer -> answer.status() != 409)
                .withStatus(201);
    }

    private static Answer answered(Api.Call call, int status) {
        return call.untilAnswered().join().withStatus(status);
    }

    private static double booksFetched() {
        String metrics = new Api(system.running().managementPort())
                .call("GET", "/metrics")
                .send()
                .withStatus(200)
                .body();
        return metrics.lines()
                .filter(line ->
                        line.startsWith("slotkeeper_store_calls_seconds_count") && line.contains("books_load_book"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
