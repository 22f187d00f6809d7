package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.assembly.Seams;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.fault.Breakpoints;
import org.slotkeeper.fault.Point;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.testing.Stores;

/** What a practice takes out is taken out from the instant at which the ledger has it, though the inventory and all others go by the book of before until they are told. */
final class PublicationOnItsWayTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration HOLD_TIME = Duration.ofMinutes(5);
    private static final Breakpoints BREAKPOINTS = new Breakpoints(System.out);
    private static RunningSystem system;

    private final NhsNumber ann = RunningSystem.newPatient();
    private final NhsNumber ben = RunningSystem.newPatient();
    private OdsCode practice;
    private List<String> slots;

    @BeforeAll
    static void start() {
        Seams seams = new Seams() {
            @Override
            public SessionLedger sessions(SessionLedger port) {
                return BREAKPOINTS.around(SessionLedger.class, port);
            }
        };
        // However slow the machine is, what waits at a breakpoint is not over before the test.
        system = RunningSystem.start(seams, "booking.confirmLease=" + LEASE, "booking.refusalMemory=PT6M");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void aMorning() {
        system.clock().set(RunningSystem.NOW);
        practice = system.practiceWithSlots(6);
        slots = system.freeOnMonday(practice);
    }

    @AfterEach
    void disarm() {
        BREAKPOINTS.disarm();
        BREAKPOINTS.resume();
    }

    @Test
    void aSlotThatComesFreeByACancellationMeanwhileIsNotToBeHad() {
        Answer anns = system.booked(ann, practice, slots.get(1));
        CompletableFuture<Answer> published = takeOutFirstHalf();

        system.cancel(ann, practice, anns, anns.etag()).withStatus(200);

        assertIsNotToBeHad();
        assertIsNotToBeHadOnceTold(published);
    }

    @Test
    void aSlotThatComesFreeByAMoveMeanwhileIsNotToBeHad() {
        Answer anns = system.booked(ann, practice, slots.get(1));
        CompletableFuture<Answer> published = takeOutFirstHalf();

        system.move(ann, practice, anns, slots.get(4)).withStatus(200);

        assertIsNotToBeHad();
        assertIsNotToBeHadOnceTold(published);
    }

    @Test
    void aSlotWhoseHoldEndsMeanwhileIsNotToBeHad() {
        system.held(ann, practice, slots.get(1));
        system.clock().pass(HOLD_TIME.minusSeconds(10));
        CompletableFuture<Answer> published = takeOutFirstHalf();

        system.clock().pass(Duration.ofSeconds(10));

        assertIsNotToBeHad();
        assertIsNotToBeHadOnceTold(published);
    }

    @Test
    void whoHoldsASlotThatIsTakenOutMeanwhileConfirmsIt() {
        Answer hold = system.held(ann, practice, slots.get(1));
        CompletableFuture<Answer> published = takeOutFirstHalf();

        assertThat(system.confirm(ann, practice, hold).withStatus(200).slot()).isEqualTo(slots.get(1));

        BREAKPOINTS.resume();
        published.join();
        Answer again = publishSecondHalf().join().withStatus(200);
        assertThat(again.json().getJsonArray("kept").encode()).contains(hold.id());
    }

    /** Of a change that the ledger has not taken nothing is left when its lease is over. */
    @Test
    void whatIsNotTakenOutAfterAllIsToBeHadAgain() {
        Answer anns = system.booked(ann, practice, slots.get(1));
        BREAKPOINTS.arm(Point.BEFORE_PUBLISH_COMMIT, Breakpoints.Action.FAIL, 0, 1);
        publishSecondHalf().join().withStatus(503);

        system.cancel(ann, practice, anns, anns.etag()).withStatus(200);
        system.clock().pass(LEASE.multipliedBy(4));

        await().untilAsserted(() -> system.booked(ben, practice, slots.get(1)));
    }

    /** Its answer is on its way when this returns, and the slots up to half past eight are taken out. */
    private CompletableFuture<Answer> takeOutFirstHalf() {
        BREAKPOINTS.arm(
                Point.AFTER_PUBLISH_COMMIT,
                Breakpoints.Action.PAUSE,
                Duration.ofMinutes(5).toMillis(),
                1);
        CompletableFuture<Answer> published = publishSecondHalf();
        await().until(() ->
                system.count("SELECT count(*) FROM retired_slot WHERE practice = '" + practice.value() + "'") == 1);
        return published;
    }

    private CompletableFuture<Answer> publishSecondHalf() {
        JsonObject secondHalf = RunningSystem.session(RunningSystem.MONDAY, 1)
                .put("start", "08:30")
                .put("end", "09:00");
        return system.api()
                .call("PUT", "/publish/" + practice.value() + "/sessions/morning")
                .token(system.api().practiceToken(practice))
                .json(secondHalf)
                .sendAsync();
    }

    private void assertIsNotToBeHad() {
        system.book(ben, practice, slots.get(1)).refusedAs(409, "conflict", "SLOT_TAKEN");
        system.hold(ben, practice, slots.get(1)).refusedAs(409, "conflict", "SLOT_TAKEN");
        assertThat(system.count("SELECT count(*) FROM occupancy WHERE practice = '"
                        + practice.value()
                        + "' AND day = '"
                        + RunningSystem.MONDAY
                        + "' AND ordinal = 1"))
                .isZero();
    }

    private void assertIsNotToBeHadOnceTold(CompletableFuture<Answer> published) {
        BREAKPOINTS.resume();
        // Its caller may have been told by now that it takes too long.
        published.join();
        assertIsNotToBeHad();
        Stores.flushed();
        assertIsNotToBeHad();
    }
}
