package org.slotkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.system.Answer;
import org.slotkeeper.system.Api;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Processes;
import org.slotkeeper.testing.Trial;

/** {@code slotkeeper demo} as somebody runs it: a process of its own with stores of its own, stopped, killed and started again. */
@Trial("a demo stopped, killed amid bookings and begun afresh")
final class DemoCommandTest {

    private static final OdsCode PRACTICE = new OdsCode("Z99001");
    /** A process that is asked to stop ends with 128 and the signal's number, as the JVM does it. */
    private static final int TERMINATED = 143;

    private static final int ENOUGH = 12;

    @TempDir
    private Path directory;

    private final NhsNumber ann = RunningSystem.newPatient();
    /** Every start of a test publishes the four days from then on, also the one that comes after midnight, and none of their slots begins meanwhile. */
    private final LocalDate tomorrow = MachineClock.today().plusDays(1);

    private final LocalDate lastDay = tomorrow.plusDays(3);

    @Test
    void whatIsAcknowledgedIsThereAfterAStopAndNothingIsPublishedTwice() throws Exception {
        Map<String, NhsNumber> acknowledged = new LinkedHashMap<>();
        List<ProcessHandle> stores;
        String published;
        try (ChildProcess demo = start()) {
            Api api = new Api(demo.port());
            published = sessions(api);
            List<String> slots = free(api);
            assertThat(slots).isNotEmpty();
            acknowledged.put(booked(api, ann, slots.get(0)).orElseThrow(), ann);
            stores = stores();
            assertThat(stores).hasSize(2).allMatch(ProcessHandle::isAlive);

            assertThat(demo.terminate()).isEqualTo(TERMINATED);
            assertThat(demo.said()).hasSize(1);
        }
        assertThat(stores).noneMatch(Processes::isAtWork);

        try (ChildProcess again = start()) {
            Api api = new Api(again.port());
            assertAllThere(api, acknowledged);
            assertThat(withoutPlaces(sessions(api))).isEqualTo(withoutPlaces(published));
            if (tomorrow.equals(MachineClock.today().plusDays(1))) {
                assertThat(again.complained()).anyMatch(line -> line.contains("have their sessions until"));
            }
        }
    }

    @Test
    void whatIsAcknowledgedSurvivesAKillInTheMiddleOfBookings() throws Exception {
        Map<String, NhsNumber> acknowledged = new ConcurrentHashMap<>();
        int offered;
        try (ChildProcess demo = start()) {
            Api api = new Api(demo.port());
            List<String> slots = free(api);
            offered = slots.size();
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                List<String> mine = everyFourth(slots, caller);
                Thread thread = new Thread(() -> bookUntilKilled(api, mine, acknowledged, demo));
                thread.start();
                callers.add(thread);
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(acknowledged.size())
                .as("it was killed before all was booked")
                .isLessThan(offered);

        try (ChildProcess again = start()) {
            assertAllThere(new Api(again.port()), acknowledged);
        }
    }

    @Test
    void freshBeginsAgainWithAllSessionsAndNoAppointment() throws Exception {
        String published;
        try (ChildProcess demo = start()) {
            Api api = new Api(demo.port());
            assertThat(booked(api, ann, free(api).get(0))).isPresent();
            published = sessions(api);
            assertThat(placesOf(published, "booked")).isEqualTo(1);
        }

        try (ChildProcess fresh = start("--fresh")) {
            String again = sessions(new Api(fresh.port()));
            assertThat(withoutPlaces(again)).isEqualTo(withoutPlaces(published));
            assertThat(placesOf(again, "booked")).isZero();
            assertThat(placesOf(again, "free", "embargoed"))
                    .isEqualTo(placesOf(published, "free", "embargoed", "booked"));
        }
    }

    private ChildProcess start(String... more) throws IOException {
        int port = ChildProcess.freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "demo",
                "--port",
                Integer.toString(port),
                "--data-dir",
                directory.toString(),
                // A weekend has no sessions and the rest of today may have none either: three days could be
                // empty.
                "--days",
                "5",
                "--practices",
                practices().toString(),
                "--set",
                "engine.port=0",
                "--set",
                "management.port=0"));
        arguments.addAll(List.of(more));
        ChildProcess started =
                ChildProcess.start(arguments.toArray(String[]::new)).awaitReady();
        assertThat(started.said()).containsExactly("ready http://127.0.0.1:" + port);
        return started;
    }

    private Path practices() throws IOException {
        return Files.writeString(directory.resolve("practices.csv"), """
                ods_code,name,postcode,sub_icb,pcn,list_size
                Z99001,MARKET SQUARE SURGERY (INVENTED),ZZ99 1AA,,,9200
                Z99002,RIVERSIDE MEDICAL CENTRE (INVENTED),ZZ99 2BB,,,15400
                """);
    }

    /** The one who is acknowledged as the last of enough kills it, in the middle of what the others ask. */
    private static void bookUntilKilled(
            Api api, List<String> slots, Map<String, NhsNumber> acknowledged, ChildProcess demo) {
        try {
            for (String slot : slots) {
                NhsNumber patient = RunningSystem.newPatient();
                booked(api, patient, slot).ifPresent(id -> acknowledged.put(id, patient));
                if (acknowledged.size() >= ENOUGH) {
                    demo.kill();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (CompletionException connectionLost) {
            // It was killed: what had not been acknowledged by then is nobody's promise.
            return;
        }
    }

    /** The appointment's id if it was acknowledged. */
    private static Optional<String> booked(Api api, NhsNumber patient, String slot) {
        Answer answer = answerOf(api.book(api.patientToken(patient, PRACTICE), Bodies.appointment(patient, slot)));
        return answer.status() == 201 ? Optional.of(answer.id()) : Optional.empty();
    }

    private static void assertAllThere(Api api, Map<String, NhsNumber> acknowledged) {
        acknowledged.forEach((id, patient) -> {
            Answer read = answerOf(
                            api.call("GET", "/FHIR/R4/Appointment/" + id).token(api.patientToken(patient, PRACTICE)))
                    .withStatus(200);
            assertThat(read.json().getString("status")).isEqualTo("booked");
        });
    }

    private List<String> free(Api api) {
        String path = Api.searchPath(
                PRACTICE, tomorrow.toString(), lastDay.plusDays(1).toString(), "_count=200");
        return answerOf(api.call("GET", path).token(api.patientToken(RunningSystem.newPatient(), PRACTICE)))
                .withStatus(200)
                .slots();
    }

    private String sessions(Api api) {
        String path = "/publish/" + PRACTICE.value() + "/sessions?from=" + tomorrow + "&to=" + lastDay;
        return answerOf(api.call("GET", path).token(api.practiceToken(PRACTICE)))
                .withStatus(200)
                .body();
    }

    /** A process that is ready may yet be slow to reach its stores, on a busy machine: who is put off comes again. */
    private static Answer answerOf(Api.Call call) {
        return call.untilAnswered().join();
    }

    private static String withoutPlaces(String sessions) {
        return sessions.replaceAll("\"places\":\\{[^}]*}", "");
    }

    /** How many places there are in any of these states. */
    private static int placesOf(String sessions, String... states) {
        return new JsonObject(sessions)
                .getJsonArray("sessions").stream()
                        .map(session -> ((JsonObject) session).getJsonObject("places"))
                        .flatMap(places -> Stream.of(states).map(places::getInteger))
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    private List<ProcessHandle> stores() throws IOException {
        List<ProcessHandle> stores = new ArrayList<>();
        for (String file : List.of("postgres/postmaster.pid", "redis/redis.pid")) {
            String pid = Files.readAllLines(directory.resolve(file)).get(0).strip();
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(stores::add);
        }
        return stores;
    }

    private static List<String> everyFourth(List<String> slots, int from) {
        List<String> some = new ArrayList<>();
        for (int at = from; at < slots.size(); at += 4) {
            some.add(slots.get(at));
        }
        return some;
    }
}
