package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.assembly.ProcessEngine;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.Drift;
import org.slotkeeper.reconcile.ReconcileOnce;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** Drift is put into the real stores behind the engine's back, kind by kind; it is found by name and count, and put right. What is merely on its way is not taken for drift. */
final class ReconcileTest {

    private static final int LOOKS_MIN = 4;

    private static final String DAY = "20371123";
    private static final int SLOTS = 12;

    private static RunningSystem system;

    private OdsCode practice;

    @BeforeAll
    static void start() {
        system = RunningSystem.start(
                "reconcile.continuously=false", "reconcile.pause=PT0.1S", "gateway.inFlightMax=8000");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void aPracticeWithOneBookedSlotThatIsInOrder() {
        practice = system.practiceWithSlots(SLOTS);
        String first = system.freeOnMonday(practice).get(0);
        system.booked(RunningSystem.newPatient(), practice, first);
        awaitEndOfItsClaim();
        assertThat(reconcile(false).reconciled().found()).isEmpty();
    }

    private void awaitEndOfItsClaim() {
        await().until(() -> redis("HGETALL", key("c")).isEmpty());
    }

    private ReconcileOnce.Result reconcile(boolean isToRepair) {
        return reconcile(system, practice, isToRepair);
    }

    static ReconcileOnce.Result reconcile(RunningSystem system, OdsCode practice, boolean isToRepair) {
        ProcessEngine engine = system.running().processEngine();
        return engine.onLoop(
                () -> engine.mine().reconciling().once(engine.tries()).reconcile(List.of(practice), isToRepair),
                Patience.LONG,
                "reconciling");
    }

    private String key(String name) {
        return "{" + practice + "}:" + name;
    }

    @CanIgnoreReturnValue
    private static List<String> redis(String... words) {
        return RedisTalk.say(Stores.redis(), words);
    }

    private void setBit(int ordinal, int bit) {
        redis("SETBIT", key(DAY), Integer.toString(ordinal), Integer.toString(bit));
    }

    private String bit(int ordinal) {
        return redis("GETBIT", key(DAY), Integer.toString(ordinal)).get(0);
    }

    private static String field(int ordinal) {
        return DAY + String.format(".%05d", ordinal);
    }

    private static String claim(char kind, Instant expiresAt, char owner, int... ordinals) {
        StringBuilder claim = new StringBuilder()
                .append(kind)
                .append(expiresAt.toEpochMilli())
                .append(expiresAt.minusSeconds(30).toEpochMilli())
                .append(String.valueOf(owner).repeat(26))
                .append(mark(owner))
                .append(String.valueOf(owner).repeat(32));
        IntStream.of(ordinals).forEach(ordinal -> claim.append(String.format("%05d", ordinal)));
        return claim.toString();
    }

    private static String mark(char owner) {
        return String.valueOf(owner).repeat(16);
    }

    /** Reporting changes nothing and repairing leaves nothing; a look afterwards finds nothing. */
    private void isFoundAndRepaired(DriftKind kind, int count, String... examples) {
        List<String> before = contents();
        ReconcileOnce.Result reported = reconcile(false);
        assertThat(reported.reconciled().remaining())
                .isEqualTo(reported.reconciled().found())
                .containsExactly(new Drift(practice, kind, count, List.of(examples)));
        assertThat(contents()).containsExactlyInAnyOrderElementsOf(before);

        ReconcileOnce.Result repaired = reconcile(true);
        assertThat(repaired.reconciled().found())
                .isEqualTo(reported.reconciled().found());
        assertThat(repaired.reconciled().remaining()).isEmpty();
        assertThat(reconcile(false).reconciled().found()).isEmpty();
    }

    /** What the inventory knows of this practice. Of others something may expire at any time. */
    private List<String> contents() {
        return RedisContents.of(Stores.redis()).stream()
                .filter(key -> key.startsWith(key("")))
                .toList();
    }

    private String seat(int ordinal) {
        return practice + "-" + DAY + String.format("-%03d", ordinal);
    }

    @Test
    void aSeatThatIsOfferedThoughItHasAnOwner() {
        setBit(0, 1);

        isFoundAndRepaired(DriftKind.FREE_BUT_OWNED, 1, seat(0));
        assertThat(bit(0)).isEqualTo("0");
    }

    @Test
    void seatsThatAreWithheldThoughNobodyHasThem() {
        setBit(3, 0);
        setBit(4, 0);

        isFoundAndRepaired(DriftKind.TAKEN_BUT_FREE, 2, seat(3), seat(4));
        assertThat(system.freeOnMonday(practice)).hasSize(SLOTS - 1);
    }

    @Test
    void aDayThatTheInventoryHasLost() {
        redis("DEL", key(DAY));

        isFoundAndRepaired(DriftKind.TAKEN_BUT_FREE, SLOTS - 1, seat(1), seat(2), seat(3));
        assertThat(system.freeOnMonday(practice)).hasSize(SLOTS - 1);
    }

    @Test
    void aSeatThatWasNeverPublished() {
        setBit(77, 1);

        isFoundAndRepaired(DriftKind.UNPUBLISHED_FREE, 1, seat(77));
        assertThat(bit(77)).isEqualTo("0");
    }

    @Test
    void aSeatThatIsOfferedThoughItIsHeld() {
        system.held(
                RunningSystem.newPatient(),
                practice,
                system.freeOnMonday(practice).get(0));
        setBit(1, 1);

        isFoundAndRepaired(DriftKind.FREE_BUT_CLAIMED, 1, seat(1));
        assertThat(bit(1)).isEqualTo("0");
        assertThat(redis("HEXISTS", key("c"), field(1))).containsExactly("1");
    }

    @Test
    void aHoldOnASeatThatHasAnOwnerIsEndedWhole() {
        String hold = claim('H', RunningSystem.NOW.plusSeconds(200), 'x', 0, 1);
        redis("HSET", key("c"), field(0), hold, field(1), hold);
        redis("HSET", key("o"), mark('x'), field(0));
        setBit(1, 0);

        isFoundAndRepaired(DriftKind.CLAIM_ON_OWNED, 1, seat(0));
        assertThat(List.of(bit(0), bit(1))).containsExactly("0", "1");
        assertThat(redis("HGETALL", key("c"))).isEmpty();
        assertThat(redis("HGETALL", key("o"))).isEmpty();
    }

    @Test
    void aConfirmThatNobodySettled() {
        redis("HSET", key("c"), field(5), claim('C', RunningSystem.NOW.minusSeconds(60), 'y', 5));
        setBit(5, 0);

        isFoundAndRepaired(DriftKind.CLAIM_OVERDUE, 1, seat(5));
        assertThat(bit(5)).isEqualTo("1");
    }

    @Test
    void aConfirmIsNotOverdueForAMinuteAfterItsLease() {
        redis(
                "HSET",
                key("c"),
                field(5),
                claim('C', RunningSystem.NOW.minusSeconds(60).plusMillis(1), 'y', 5));
        setBit(5, 0);

        assertThat(reconcile(false).reconciled().found()).isEmpty();
    }

    @Test
    void aPatientWhoIsSaidToHaveAHold() {
        redis("HSET", key("o"), mark('z'), field(6));

        isFoundAndRepaired(DriftKind.HOLDER_DANGLING, 1, seat(6));
        assertThat(redis("HGETALL", key("o"))).isEmpty();
    }

    @Test
    void anInventoryThatHasMissedWhatWasPublished() {
        redis("HINCRBY", key("h"), "layout", "-1");

        isFoundAndRepaired(DriftKind.LAYOUT_BEHIND, 1);
    }

    @Test
    void anInventoryThatIsAheadOfTheLedgerIsLeftAlone() {
        redis("HINCRBY", key("h"), "layout", "1");

        ReconcileOnce.Result result = reconcile(true);
        assertThat(result.reconciled().found())
                .containsExactly(new Drift(practice, DriftKind.LAYOUT_AHEAD, 1, List.of()));
        assertThat(result.reconciled().remaining())
                .isEqualTo(result.reconciled().found());
    }

    @Test
    void severalKindsAtOnceAreToldApart() {
        setBit(0, 1);
        setBit(3, 0);
        redis("HSET", key("o"), mark('z'), field(6));

        ReconcileOnce.Result result = reconcile(true);
        assertThat(result.reconciled().found())
                .extracting(Drift::kind)
                .containsExactlyInAnyOrder(
                        DriftKind.FREE_BUT_OWNED, DriftKind.TAKEN_BUT_FREE, DriftKind.HOLDER_DANGLING);
        assertThat(result.reconciled().remaining()).isEmpty();
    }

    @Test
    void aPracticeThatTheInventoryDoesNotKnowIsNotDrift() {
        redis("DEL", key("h"));

        ReconcileOnce.Result result = reconcile(false);
        assertThat(result.reconciled().found()).isEmpty();
        assertThat(result.cold()).isEqualTo(1);
    }

    @Test
    void aLeasedSeatIsNotDriftWhetherTheLedgerHasGivenItOrTakenItBack() {
        Instant end = RunningSystem.NOW.plusSeconds(30);
        redis("HSET", key("c"), field(3), claim('C', end, 'x', 3), field(4), claim('C', end, 'y', 4));
        setBit(3, 0);
        setBit(4, 0);
        Stores.execute(
                system.ledger(),
                "INSERT INTO occupancy (practice, day, ordinal) VALUES ('" + practice + "', '2037-11-23', 3)");

        assertThat(reconcile(false).reconciled().found()).isEmpty();

        redis("HDEL", key("c"), field(3), field(4));
        isFoundAndRepaired(DriftKind.TAKEN_BUT_FREE, 1, seat(4));
        assertThat(List.of(bit(3), bit(4))).containsExactly("0", "1");
    }

    @Test
    void underLoadNothingIsTakenForDrift() {
        AtomicBoolean isLoaded = new AtomicBoolean(true);
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Void> looking = CompletableFuture.runAsync(() -> lookAgainAndAgain(isLoaded, looks));
        List<CompletableFuture<Void>> patients = new ArrayList<>();
        for (int patient = 0; patient < 8; patient++) {
            patients.add(CompletableFuture.runAsync(
                    () -> changeOnesMind(() -> looking.isDone() || looks.get() >= LOOKS_MIN)));
        }

        patients.forEach(CompletableFuture::join);
        isLoaded.set(false);
        looking.join();
        assertThat(reconcile(false).reconciled().found()).isEmpty();
    }

    private void lookAgainAndAgain(AtomicBoolean isLoaded, AtomicInteger looks) {
        while (isLoaded.get()) {
            assertThat(reconcile(false).reconciled().found()).isEmpty();
            var session = RunningSystem.session(RunningSystem.MONDAY.plusDays(1 + looks.get() % 4), 3)
                    .put("clinician", "Dr " + looks + " Example");
            assertThat(system.publish(practice, "more-" + looks, session)).isNotEmpty();
            looks.incrementAndGet();
        }
    }

    /** Whoever meets the practice as it publishes, twice in one request, is asked to come again. At least until some have looked. */
    private void changeOnesMind(BooleanSupplier isLookedAtEnough) {
        NhsNumber patient = RunningSystem.newPatient();
        String token = system.api().patientToken(patient, practice);
        for (int time = 0; time < 40 || !isLookedAtEnough.getAsBoolean(); time++) {
            Answer found = system.api().search(token, practice, "2037-11-23", "2037-11-24", "_count=200");
            List<String> free = found.status() == 200 ? found.slots() : List.of();
            if (free.isEmpty()) {
                continue;
            }
            String wanted = free.get(time % free.size());
            Answer answer = time % 3 == 0 ? heldAndConfirmed(patient, wanted) : system.book(patient, practice, wanted);
            assertThat(answer.status()).as(answer.body()).isIn(200, 201, 409, 503);
            if (answer.status() < 300) {
                assertThat(system.cancel(patient, practice, answer, answer.etag())
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private Answer heldAndConfirmed(NhsNumber patient, String slot) {
        Answer hold = system.api()
                .hold(system.api().patientToken(patient, practice), org.slotkeeper.api.fhir.Bodies.hold(patient, slot))
                .send();
        return hold.status() == 201 ? system.confirm(patient, practice, hold) : hold;
    }
}
