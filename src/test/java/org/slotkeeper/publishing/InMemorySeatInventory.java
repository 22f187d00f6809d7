package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.publishing.spi.InventoryDesk;
import org.slotkeeper.publishing.spi.SeatInventory;

/** The inventory's part in publishing as sets of seats; leases do not end by themselves. */
public final class InMemorySeatInventory implements SeatInventory, InventoryDesk {

    private final Map<OdsCode, Map<LocalDate, BitSet>> free = new HashMap<>();
    private final Map<OdsCode, Map<LocalDate, BitSet>> held = new HashMap<>();
    private final Map<SeatId, String> blocked = new HashMap<>();
    Runnable afterBlock = () -> {};
    Runnable beforeRetired = () -> {};
    /** What was said to be retired by which version of a book. */
    final Map<Integer, Map<LocalDate, Map<Integer, Integer>>> retiring = new HashMap<>();

    private final Map<OdsCode, Integer> versions = new HashMap<>();
    private final Set<OdsCode> behind = new HashSet<>();
    private boolean away;

    public void goAway() {
        away = true;
    }

    public Set<OdsCode> behind() {
        return behind;
    }

    public int version(OdsCode practice) {
        return versions.getOrDefault(practice, 0);
    }

    public Map<SeatId, String> blocked() {
        return blocked;
    }

    /** Somebody takes a free seat: a hold, or a booking when the ledger is told too. */
    public void take(SeatId seat) {
        BitSet seats = seats(free, seat.practice(), seat.day());
        if (!seats.get(seat.ordinal())) {
            throw new IllegalStateException(seat + " is not free");
        }
        seats.clear(seat.ordinal());
    }

    public void hold(SeatId seat) {
        take(seat);
        seats(held, seat.practice(), seat.day()).set(seat.ordinal());
    }

    public void giveBack(SeatId seat) {
        seats(held, seat.practice(), seat.day()).clear(seat.ordinal());
        seats(free, seat.practice(), seat.day()).set(seat.ordinal());
    }

    public BitSet held(OdsCode practice, LocalDate day) {
        return seats(held, practice, day);
    }

    public BitSet free(OdsCode practice, LocalDate day) {
        return seats(free, practice, day);
    }

    @Override
    public Future<Void> open(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> newSeats) {
        if (away) {
            return Future.failedFuture("the inventory is away");
        }
        versions.put(practice, layoutVersion);
        newSeats.forEach((day, seats) -> seats(free, practice, day).or(seats));
        return Future.succeededFuture();
    }

    @Override
    public Future<BitSet> block(OdsCode practice, LocalDate day, BitSet seats, Blocker blocker) {
        if (away) {
            return Future.failedFuture("the inventory is away");
        }
        BitSet taken = (BitSet) seats.clone();
        taken.and(seats(free, practice, day));
        seats(free, practice, day).andNot(taken);
        taken.stream().forEach(ordinal -> blocked.put(new SeatId(practice, day, ordinal), blocker.claimKey()));
        afterBlock.run();
        return Future.succeededFuture(taken);
    }

    @Override
    public Future<Void> retire(
            OdsCode practice,
            int layoutVersion,
            Map<LocalDate, Map<Integer, Integer>> places,
            Duration lease,
            Instant now) {
        if (away) {
            return Future.failedFuture("the inventory is away");
        }
        beforeRetired.run();
        retiring.put(layoutVersion, places);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> unblock(OdsCode practice, LocalDate day, BitSet seats, String claimKey) {
        seats.stream().forEach(ordinal -> {
            if (blocked.remove(new SeatId(practice, day, ordinal), claimKey)) {
                seats(free, practice, day).set(ordinal);
            }
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<Counted> count(OdsCode practice, List<LocalDate> days, Instant now) {
        if (away) {
            return Future.failedFuture("the inventory is away");
        }
        List<DayCount> counts = new ArrayList<>();
        days.forEach(day ->
                counts.add(new DayCount(day, (BitSet) seats(free, practice, day).clone(), (BitSet)
                        seats(held, practice, day).clone())));
        return Future.succeededFuture(new Counted(version(practice), counts));
    }

    @Override
    public void recorded(AppointmentId block, Instant since) {
        boolean unusedFlag = blocked.remove(block.origin(), block.key());
    }

    @Override
    public void isBehind(OdsCode practice) {
        behind.add(practice);
    }

    private static BitSet seats(Map<OdsCode, Map<LocalDate, BitSet>> all, OdsCode practice, LocalDate day) {
        return all.computeIfAbsent(practice, none -> new HashMap<>()).computeIfAbsent(day, none -> new BitSet());
    }
}
