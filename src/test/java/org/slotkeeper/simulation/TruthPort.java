package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/** What one engine asks the ledger beside bookings, over the wire. */
final class TruthPort implements LedgerTruth {

    private final Wire wire;
    private final PostgresSite postgres;

    TruthPort(Wire wire, PostgresSite postgres) {
        this.wire = wire;
        this.postgres = postgres;
    }

    @Override
    public Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay) {
        return ask("truth", postgres::truth);
    }

    @Override
    public Future<List<OdsCode>> practices(LocalDate fromDay) {
        return ask("practices", () -> List.of(Surgery.PRACTICE));
    }

    @Override
    public Future<Set<SeatId>> occupied(List<SeatId> seats) {
        return ask("occupied", () -> postgres.occupied(seats));
    }

    private <T> Future<T> ask(String what, Supplier<T> effect) {
        return postgres.isThere()
                ? wire.send(what, postgres::isThere, () -> Future.succeededFuture(effect.get()))
                : Future.failedFuture(StoreAway.UNSENT);
    }
}
