package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.DriftReports;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventorySight;
import org.slotkeeper.reconcile.spi.InventorySight.Kept;
import org.slotkeeper.reconcile.spi.LedgerSight;
import org.slotkeeper.reconcile.spi.LedgerSight.Flaw;
import org.slotkeeper.reconcile.spi.LedgerSight.Page;
import org.slotkeeper.reconcile.spi.LedgerSight.Place;
import org.slotkeeper.reconcile.spi.LedgerSight.Seats;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** One practice with a seat that is offered though it has an owner, and a flaw in the ledger, in stores that may be away for a moment. */
final class ReconcileOnceTest {

    private static final OdsCode PRACTICE = new OdsCode("Z99001");
    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final int TRIES = 3;
    private static final Drift OFFERED =
            new Drift(PRACTICE, DriftKind.FREE_BUT_OWNED, 1, List.of(PRACTICE + "-20261123-000"));
    private static final Drift UNDONE = new Drift(PRACTICE, DriftKind.REQUEST_WITHOUT_EFFECT, 1, List.of("a request"));

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Told told = new Told();
    private int rests;
    /** How often each question fails before it is answered. */
    private int failures;

    @Test
    void whereTheStoresDifferIsFound() {
        assertFound(reconcile());

        assertThat(rests).isZero();
    }

    @Test
    void aStoreThatIsAwayForAMomentIsAskedAgainAndNothingIsToldTwice() {
        failures = 1;

        assertFound(reconcile());

        assertThat(rests).as("each question").isGreaterThan(4);
    }

    @Test
    void aStoreThatStaysAwayIsAFaultAndNotDrift() {
        failures = TRIES;

        assertThat(reconcile().cause()).hasMessage("practices is away");
        assertThat(told.counts).isEmpty();
    }

    private void assertFound(Future<ReconcileOnce.Result> result) {
        assertThat(result.result().reconciled().remaining()).containsExactlyInAnyOrder(OFFERED, UNDONE);
        assertThat(told.counts).isEqualTo(Map.of(OFFERED.kind(), 1, UNDONE.kind(), 1));
    }

    private Future<ReconcileOnce.Result> reconcile() {
        LedgerTruth truth = store(LedgerTruth.class, Map.of("practices", List.of(PRACTICE)));
        InventoryRefill refill = store(InventoryRefill.class, Map.of("warmOf", Set.of(PRACTICE)));
        RefillPractice refillPractice = new RefillPractice(truth, refill, Duration.ofMinutes(10), () -> "fill", clock);
        SettleLeases settleLeases = new SettleLeases(store(SeatLeases.class, Map.of()), truth, clock);
        LedgerSight ledger = ledger();
        ReconcileAll.Parts parts = new ReconcileAll.Parts(
                new ReconcilePractice(
                        new ReconcilePractice.Sights(inventory(), ledger),
                        new ReconcilePractice.Repairs(settleLeases, refillPractice),
                        told,
                        Future::succeededFuture,
                        clock),
                new AuditLedger(ledger, told, clock));
        return new ReconcileOnce(truth, refill, parts, new Tries(TRIES, this::rest), clock).reconcile(List.of(), false);
    }

    private static BitSet seats(int until) {
        BitSet seats = new BitSet();
        seats.set(0, until);
        return seats;
    }

    private InventorySight inventory() {
        Kept kept = new Kept("life", 1, Map.of(DAY, seats(2)), Map.of(), Set.of());
        return store(InventorySight.class, Map.of("see", Optional.of(kept), "allDays", List.of(DAY)));
    }

    private LedgerSight ledger() {
        Page last = new Page(List.of(), Optional.empty());
        Page first = new Page(
                List.of(new Flaw(UNDONE.kind(), PRACTICE, "a request")),
                Optional.of(new Place("key", PRACTICE.value())));
        return store(
                LedgerSight.class,
                Map.of(
                        "seats", new Seats(1, Map.of(DAY, seats(2)), Map.of(DAY, seats(1))),
                        "practiceFlaws", List.of(),
                        "appointments", last,
                        "requests", first,
                        "requests after the first", last));
    }

    /** @param answers by the names of the questions, and of those that go on from a place */
    private <T> T store(Class<T> port, Map<String, Object> answers) {
        Map<String, Integer> failed = new HashMap<>();
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    if (method.getReturnType() != Future.class) {
                        return answers.get(method.getName());
                    }
                    boolean goesOn = given[0] instanceof LedgerSight.Walk walk
                            && walk.after().isPresent();
                    String question = method.getName() + (goesOn ? " after the first" : "");
                    if (failed.merge(question, 1, Integer::sum) <= failures) {
                        return Future.failedFuture(question + " is away");
                    }
                    return Future.succeededFuture(answers.get(question));
                }));
    }

    private Future<Void> rest() {
        rests++;
        return Future.succeededFuture();
    }

    private static final class Told implements DriftReports {
        private final Map<DriftKind, Integer> counts = new HashMap<>();

        @Override
        public void found(DriftKind kind, int count) {
            counts.merge(kind, count, Integer::sum);
        }

        @Override
        public void repaired(DriftKind kind, int count) {
            throw new IllegalStateException("nothing was to be repaired");
        }

        @Override
        public void practiceReconciled() {
            throw new IllegalStateException("this is told of cheap looks");
        }
    }
}
