package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

final class SettleInRoundsTest {

    private static final int STEPS = 4;

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    private final List<OdsCode> lookedAt = new ArrayList<>();
    private final List<LocalDate> listedFrom = new ArrayList<>();
    private List<OdsCode> practices = practices(10);
    private boolean isLedgerAway;
    private final LedgerTruth ledger = port(LedgerTruth.class);
    private final SettleInRounds rounds =
            new SettleInRounds(ledger, new SettleLeases(port(SeatLeases.class), ledger, clock), STEPS, clock);

    private static List<OdsCode> practices(int count) {
        return IntStream.range(0, count)
                .mapToObj(nth -> new OdsCode("A8100" + nth))
                .toList();
    }

    private <T> T port(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> switch (method.getName()) {
                    case "practices" -> listed((LocalDate) given[0]);
                    case "ended" -> ended((OdsCode) given[0]);
                    default -> throw new IllegalStateException(method.getName());
                }));
    }

    private Future<List<OdsCode>> listed(LocalDate from) {
        listedFrom.add(from);
        return isLedgerAway ? Future.failedFuture("the ledger is away") : Future.succeededFuture(practices);
    }

    private Future<List<SeatLeases.Lease>> ended(OdsCode practice) {
        lookedAt.add(practice);
        return Future.succeededFuture(List.of());
    }

    private void round() {
        for (int step = 0; step < STEPS; step++) {
            assertThat(rounds.step().result()).isZero();
        }
    }

    @Test
    void eachRoundLooksAtEachPracticeOnceAndListsThemOnce() {
        round();

        assertThat(lookedAt).isEqualTo(practices);
        assertThat(listedFrom).containsExactly(LocalDate.parse("2026-11-22"));
    }

    @Test
    void noStepLooksAtManyMoreThanAnother() {
        assertThat(rounds.step().result()).isZero();

        assertThat(lookedAt).hasSize(3);
    }

    @Test
    void aPracticeThatIsNewIsInTheNextRound() {
        practices = List.of();
        round();
        practices = practices(1);

        round();

        assertThat(lookedAt).isEqualTo(practices);
    }

    @Test
    void aListThatCannotBeHadIsAskedForInTheNextStep() {
        isLedgerAway = true;
        assertThat(rounds.step().failed()).isTrue();
        assertThat(rounds.step().failed()).isTrue();
        isLedgerAway = false;

        round();

        assertThat(lookedAt).isEqualTo(practices);
        assertThat(listedFrom).hasSize(3);
    }
}
