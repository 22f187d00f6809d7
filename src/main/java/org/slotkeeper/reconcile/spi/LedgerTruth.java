package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;

/** What the ledger says when it is asked how things are. */
public interface LedgerTruth {

    /** How the practice is from that day on. The ledger remembers that it was asked. */
    Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay);

    /** Every practice with published slots from that day on, the largest list first. */
    Future<List<OdsCode>> practices(LocalDate fromDay);

    /** Of these seats, those that have an owner. */
    Future<Set<SeatId>> occupied(List<SeatId> seats);
}
