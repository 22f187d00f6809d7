package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Signals;
import org.slotkeeper.testing.Stores;

/** A Redis that is stopped in the middle of everything: connections stand, nothing is answered. */
final class StoreSilentTest {

    /** Longer than it was until the fault of before. */
    private static final Duration AWAY = Duration.ofSeconds(16);

    @TempDir
    private Path directory;

    private EmbeddedRedis redis;
    private RunningSystem system;
    private Api api;
    private ProcessHandle process;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(directory);
        process = processOf(redis);
        system = RunningSystem.start(
                Stores.freshDatabase(),
                RunningSystem.NOW,
                1,
                "redis.host=" + redis.address().host(),
                "redis.port=" + redis.address().port(),
                "redis.timeout=PT1S");
        api = system.api();
    }

    @AfterEach
    void stop() {
        Signals.send("CONT", process);
        system.close();
        redis.close();
    }

    /** C2, C5, F26, F27: one event loop serves all; that it answers what needs no Redis shows that nothing blocks it. */
    @Test
    void whileRedisIsSilentEachRequestEndsAndWhatNeedsNoRedisIsAnswered() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);
        NhsNumber ann = RunningSystem.newPatient();
        String token = api.patientToken(ann, practice);
        Answer booked = system.booked(ann, practice, slots.get(0));
        NhsNumber ben = RunningSystem.newPatient();
        String bens = api.patientToken(ben, practice);

        Signals.send("STOP", process);
        List<CompletableFuture<Answer>> searches = IntStream.range(0, 50)
                .mapToObj(nth -> api.call("GET", Api.searchPath(practice, "2037-11-23", "2037-11-24"))
                        .token(token)
                        .sendAsync())
                .toList();
        CompletableFuture<Answer> hold =
                api.hold(bens, Bodies.hold(ben, slots.get(1))).sendAsync();
        Answer capabilities = api.call("GET", "/FHIR/R4/metadata").send();
        Answer read = api.read(token, booked.id());
        Answer cancelled = system.cancel(ann, practice, booked, booked.etag());

        capabilities.withStatus(200);
        read.withStatus(200);
        cancelled.withStatus(200);
        searches.forEach(search -> search.join().refusedAs(503, "transient", "STORE_AWAY"));
        hold.join().refusedAs(503, "transient", "STORE_AWAY");

        Signals.send("CONT", process);
        await().until(
                        () -> api.search(token, practice, "2037-11-23", "2037-11-24"),
                        again -> again.status() == 200 && again.slots().contains(slots.get(0)));
    }

    /**
     * Nothing goes past the inventory, however often and for how long it is asked: an id that somebody made up would too, past embargo, audience and registration. Once it did, when Redis had been away for
     * ten seconds.
     */
    @Test
    void whileRedisIsSilentNothingIsBookedAndNoHoldIsConfirmedForNobodyCanSeeIt() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);
        String embargoed = system.publish(practice, "later", later(RunningSystem.MONDAY.plusDays(1)))
                .get(0);
        String ofItsOwn = system.publish(practice, "own", ofItsOwn(RunningSystem.MONDAY.plusDays(2)))
                .get(0);
        NhsNumber ann = RunningSystem.newPatient();
        Answer held = system.held(ann, practice, slots.get(0));
        String anns = api.patientToken(ann, practice);
        NhsNumber ben = RunningSystem.newPatient();
        String bens = api.patientToken(ben, practice);
        NhsNumber eve = RunningSystem.newPatient();
        String eves = api.patientToken(eve, system.newPractice());
        List<Supplier<Api.Call>> tries = List.of(
                () -> api.book(bens, Bodies.appointment(ben, slots.get(1))),
                () -> invented(anns, ann, slots.get(2)),
                () -> invented(anns, ann, embargoed),
                () -> invented(anns, ann, ofItsOwn),
                () -> invented(eves, eve, slots.get(2)),
                () -> api.change(
                        anns, held.id(), Bodies.appointment(ann, held.slot()).put("id", held.id())));

        Signals.send("STOP", process);
        long since = System.nanoTime();
        await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(500)).until(() -> {
            List<CompletableFuture<Answer>> asked =
                    tries.stream().map(one -> one.get().sendAsync()).toList();
            for (CompletableFuture<Answer> answer : asked) {
                answer.join().refusedAs(503, "transient", "STORE_AWAY");
                assertThat(answer.join().header("Retry-After")).isPresent();
            }
            return System.nanoTime() - since > AWAY.toNanos();
        });
        assertThat(system.count("SELECT count(*) FROM appointment")).isZero();

        Signals.send("CONT", process);
        await().until(() -> system.confirm(ann, practice, held), answer -> answer.status() == 200);
        assertThat(system.count("SELECT count(*) FROM appointment")).isEqualTo(1);
    }

    private Api.Call invented(String token, NhsNumber patient, String slot) {
        String id = slot.replace("Slot/", "") + "-" + "a".repeat(26);
        return api.change(token, id, Bodies.appointment(patient, slot).put("id", id));
    }

    private static JsonObject later(LocalDate day) {
        return RunningSystem.session(day, 1)
                .put("release", new JsonObject().put("daysBefore", 1).put("time", "08:00"));
    }

    private static JsonObject ofItsOwn(LocalDate day) {
        return RunningSystem.session(day, 1).put("audience", new JsonArray().add("practice"));
    }

    /** A confirm that was answered is answered again, and one that comes after it is told so, though nobody can ask the inventory. */
    @Test
    void whileRedisIsSilentAConfirmThatWasMadeIsAnsweredAgainAndNoOtherIsPutOff() {
        OdsCode practice = system.practiceWithSlots(1);
        String slot = system.freeOnMonday(practice).get(0);
        NhsNumber ann = RunningSystem.newPatient();
        String anns = api.patientToken(ann, practice);
        Answer held = system.held(ann, practice, slot);
        UUID request = UUID.randomUUID();
        Supplier<Api.Call> confirm =
                () -> api.change(anns, held.id(), Bodies.appointment(ann, slot).put("id", held.id()));
        Answer confirmed = confirm.get().requestId(request).send().withStatus(200);

        Signals.send("STOP", process);
        system.cancel(ann, practice, confirmed, confirmed.etag()).withStatus(200);

        Answer again = confirm.get().requestId(request).send().withStatus(200);
        assertThat(again.json()).isEqualTo(confirmed.json());
        assertThat(again.etag()).isEqualTo(confirmed.etag());
        confirm.get().requestId(UUID.randomUUID()).send().refusedAs(428, "required", "VERSION_REQUIRED");
    }

    private static ProcessHandle processOf(EmbeddedRedis redis) {
        String info = RedisTalk.say(redis.address(), "INFO", "server").get(0);
        return info.lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line ->
                        Long.parseLong(line.substring("process_id:".length()).trim()))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findFirst()
                .orElseThrow();
    }
}
