package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventoryRefill.Suspect;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.LedgerTruth.Occupied;

/** Finds confirms in flight whose lease has ended, because their engine died, and asks the ledger what became of them: booked, or to be given back. */
public final class SettleClaims {

    private final InventoryRefill refill;
    private final SlotInventory inventory;
    private final LedgerTruth ledger;
    private final Clock clock;

    public SettleClaims(InventoryRefill refill, SlotInventory inventory, LedgerTruth ledger, Clock clock) {
        this.refill = refill;
        this.inventory = inventory;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Settles what is in doubt at these practices and says how many claims that were. */
    public Future<Integer> settle(List<OdsCode> practices) {
        List<Future<Integer>> each = new ArrayList<>(practices.size());
        for (OdsCode practice : practices) {
            each.add(refill.suspects(practice, clock.instant()).compose(suspects -> settleAll(practice, suspects)));
        }
        return Future.all(each)
                .map(all ->
                        all.<Integer>list().stream().mapToInt(Integer::intValue).sum());
    }

    private Future<Integer> settleAll(OdsCode practice, List<Suspect> suspects) {
        Future<Void> settled = Future.succeededFuture();
        for (Suspect suspect : suspects) {
            settled = settled.compose(before -> settleOne(practice, suspect));
        }
        return settled.map(done -> suspects.size());
    }

    private Future<Void> settleOne(OdsCode practice, Suspect suspect) {
        return ledger.occupied(practice, suspect.day(), suspect.seats().ordinals())
                .compose(occupied -> occupied.ordinals().isEmpty()
                        ? inventory
                                .withdraw(suspect.seats().id(), Ending.LEDGER_ANSWERS)
                                .mapEmpty()
                        : tellOccupied(practice, suspect, occupied));
    }

    /**
     * The claim is not given back, because the inventory may have news of the seats that is older than their owner and newer than a doubt: then it would offer them. It ends when it hears of the owner, now or from the outbox.
     */
    private Future<Void> tellOccupied(OdsCode practice, Suspect suspect, Occupied occupied) {
        return inventory.tell(List.of(newsOf(practice, suspect, occupied)));
    }

    private static SeatNews newsOf(OdsCode practice, Suspect suspect, Occupied occupied) {
        String claimKey = suspect.seats().id().key();
        return SeatNews.doubt(
                practice, suspect.day(), List.copyOf(occupied.ordinals()), occupied.transaction(), claimKey);
    }
}
