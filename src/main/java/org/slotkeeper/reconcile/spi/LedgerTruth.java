package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;

/** What the ledger says when it is asked how things are. */
public interface LedgerTruth {

    /** How the practice is from that day on. The ledger remembers that it was asked. */
    Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay);

    /** Every practice with published slots from that day on, the largest list first. */
    Future<List<OdsCode>> practices(LocalDate fromDay);

    /** Of these seats, those that have an owner. */
    Future<Occupied> occupied(OdsCode practice, LocalDate day, List<Integer> ordinals);

    /** News that was committed before this instant and is not yet struck out, oldest first, each with its seats as they are now and not as they were. */
    Future<List<SeatNews>> untold(Instant committedBefore, int countMax);

    /** Strikes out news that has been told. */
    Future<Void> strikeOut(List<SeatNews> told);

    /** @param transaction the last that had begun when the seats were looked at; means nothing where none of them has an owner */
    record Occupied(Set<Integer> ordinals, long transaction) {}
}
