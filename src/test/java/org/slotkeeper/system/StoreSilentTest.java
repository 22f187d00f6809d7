package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Signals;
import org.slotkeeper.testing.Stores;

/** A Redis that is stopped in the middle of everything: connections stand, nothing is answered. */
final class StoreSilentTest {

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

    /** Nothing goes past the inventory: an id that somebody made up would too, past embargo, audience and registration. */
    @Test
    void whileRedisIsSilentNothingIsBookedAndNoHoldIsConfirmedForNobodyCanSeeIt() {
        OdsCode practice = system.practiceWithSlots(3);
        List<String> slots = system.freeOnMonday(practice);
        NhsNumber ann = RunningSystem.newPatient();
        Answer held = system.held(ann, practice, slots.get(0));
        NhsNumber ben = RunningSystem.newPatient();

        Signals.send("STOP", process);
        Answer booked = system.book(ben, practice, slots.get(1));
        String invented = slots.get(2).replace("Slot/", "") + "-" + "a".repeat(26);
        Answer forged = api.change(
                        api.patientToken(ann, practice),
                        invented,
                        Bodies.appointment(ann, slots.get(2)).put("id", invented))
                .send();
        Answer confirmed = system.confirm(ann, practice, held);

        booked.refusedAs(503, "transient", "STORE_AWAY");
        forged.refusedAs(503, "transient", "STORE_AWAY");
        assertThat(forged.header("Retry-After")).isPresent();
        confirmed.refusedAs(503, "transient", "STORE_AWAY");
        assertThat(system.count("SELECT count(*) FROM appointment")).isZero();

        Signals.send("CONT", process);
        await().until(() -> system.confirm(ann, practice, held), answer -> answer.status() == 200);
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
