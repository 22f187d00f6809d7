package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.InventorySight;
import org.slotkeeper.reconcile.spi.LedgerSight;
import org.slotkeeper.reconcile.spi.Pause;

/**
 * Finds where the inventory of one practice has come to differ from the ledger, and is not fooled
 * by what is on its way between them.
 *
 * <p>There is no instant in which both can be read. So the inventory is read, then the ledger, and
 * after a rest both again, and once more, and a difference counts if it is there each time, no
 * filling came between and the seat's lease is the same. A seat is leased from before a change of
 * its owner is committed until the inventory knows of it, so that what is merely on its way is seen
 * with a lease, or not seen each time: a seat that is booked, cancelled and booked again in
 * between, each time within a look, is repaired for nothing.
 *
 * <p>A practice that the inventory does not know is not drift: it is filled before it answers.
 */
final class FindDrift {

    private static final int LOOKS = 3;

    private final InventorySight inventory;
    private final LedgerSight ledger;
    private final Pause pause;
    private final Clock clock;

    FindDrift(InventorySight inventory, LedgerSight ledger, Pause pause, Clock clock) {
        this.inventory = inventory;
        this.ledger = ledger;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * What is drift without doubt.
     *
     * @param look the first that showed it
     */
    record Found(Map<DriftKind, Set<SeatId>> seats, Optional<DriftKind> layout, Optional<PracticeComparison> look) {

        static final Found NOTHING = new Found(Map.of(), Optional.empty(), Optional.empty());

        boolean isNothing() {
            return seats.isEmpty() && layout.isEmpty();
        }
    }

    /**
     * One cheap look, at the days that are published only: whether there is anything to be looked
     * into at all. What is kept of other days nobody is offered. The ledger is read first here,
     * because it says which days those are.
     */
    Future<Boolean> isSuspicious(OdsCode practice) {
        Instant now = clock.instant();
        return ledger.seats(practice, fromDay(now)).compose(seats -> inventory
                .see(practice, seats.published().keySet(), now)
                .map(seen -> seen.map(kept -> new PracticeComparison(practice, kept, seats, now).isSuspicious())
                        .orElse(false)));
    }

    /** Careful looks with rests between them, as long as there is anything that all have found. */
    Future<Found> find(OdsCode practice) {
        return look(practice)
                .compose(first -> first.isEmpty()
                        ? Future.succeededFuture(Found.NOTHING)
                        : again(practice, first.get(), all(first.get()), LOOKS - 1));
    }

    private Future<Found> again(OdsCode practice, PracticeComparison first, Found soFar, int looksLeft) {
        if (soFar.isNothing() || looksLeft == 0) {
            return Future.succeededFuture(soFar);
        }
        return pause.pause()
                .compose(rested -> look(practice))
                .map(later -> later.map(look -> lasting(soFar, first, look)).orElse(Found.NOTHING))
                .compose(found -> again(practice, first, found, looksLeft - 1));
    }

    private Future<Optional<PracticeComparison>> look(OdsCode practice) {
        Instant now = clock.instant();
        LocalDate fromDay = fromDay(now);
        return inventory
                .see(practice, inventory.allDays(fromDay), now)
                .compose(seen -> seen.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : ledger.seats(practice, fromDay)
                                .map(seats -> Optional.of(new PracticeComparison(practice, seen.get(), seats, now))));
    }

    /** As far back as the inventory is filled. */
    static LocalDate fromDay(Instant now) {
        return London.dayOf(now).minusDays(1);
    }

    private static Found all(PracticeComparison look) {
        return new Found(look.differences(), layout(look), Optional.of(look));
    }

    /** What was found so far and is there in this look too. */
    private static Found lasting(Found soFar, PracticeComparison first, PracticeComparison later) {
        if (!first.isOfOnePiece(later)) {
            return Found.NOTHING;
        }
        Map<DriftKind, Set<SeatId>> lasting = new EnumMap<>(DriftKind.class);
        soFar.seats().forEach((kind, seats) -> {
            Set<SeatId> again = later.differences().getOrDefault(kind, Set.of());
            Set<SeatId> ofKind = seats.stream()
                    .filter(again::contains)
                    .filter(seat -> first.isAtRest(seat, later))
                    .collect(Collectors.toSet());
            if (!ofKind.isEmpty()) {
                lasting.put(kind, ofKind);
            }
        });
        return new Found(lasting, layout(first), Optional.of(first));
    }

    private static Optional<DriftKind> layout(PracticeComparison look) {
        if (look.isLayoutAlike()) {
            return Optional.empty();
        }
        return Optional.of(look.isBehind() ? DriftKind.LAYOUT_BEHIND : DriftKind.LAYOUT_AHEAD);
    }
}
