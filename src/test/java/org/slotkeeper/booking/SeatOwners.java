package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/**
 * A ledger that is asked whose seats are, and nothing else.
 *
 * @param owned those of the seats asked about that have an owner
 */
public record SeatOwners(Function<List<SeatId>, Future<Set<SeatId>>> owned) implements LedgerTruth {

    @Override
    public Future<Set<SeatId>> occupied(List<SeatId> seats) {
        return owned.apply(seats);
    }

    @Override
    public Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay) {
        throw new AssertionError("nobody asks for " + practice);
    }

    @Override
    public Future<List<OdsCode>> practices(LocalDate fromDay) {
        throw new AssertionError("nobody asks for practices");
    }
}
