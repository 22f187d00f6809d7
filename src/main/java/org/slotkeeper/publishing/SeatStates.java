package org.slotkeeper.publishing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.Owner;
import org.slotkeeper.publishing.spi.SeatInventory.Counted;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * Who has which place of a session, by the ledger where it knows an owner and by the inventory
 * otherwise.
 */
final class SeatStates {

    /** A place is in exactly one state, so that the counts of all add up to what was published. */
    enum SeatState {
        FREE,
        EMBARGOED,
        HELD,
        BOOKED,
        WITHDRAWN
    }

    private final Optional<Map<LocalDate, BitSet>> free;
    private final Instant now;

    private SeatStates(Optional<Map<LocalDate, BitSet>> free, Instant now) {
        this.free = free;
        this.now = now;
    }

    static SeatStates of(Counted counted, Instant now) {
        return of(counted, Map.of(), now);
    }

    /** @param added seats by day that the inventory is to hear of */
    static SeatStates of(Counted counted, Map<LocalDate, BitSet> added, Instant now) {
        Map<LocalDate, BitSet> free = new HashMap<>();
        added.forEach((day, seats) -> free.put(day, (BitSet) seats.clone()));
        counted.days().forEach(count -> free.computeIfAbsent(count.day(), none -> new BitSet())
                .or(count.free()));
        return new SeatStates(Optional.of(free), now);
    }

    /** By the ledger alone, to which a held place looks free. */
    static SeatStates byLedger(Instant now) {
        return new SeatStates(Optional.empty(), now);
    }

    SeatState of(SessionState session, int ordinal) {
        Owner owner = session.owners().get(ordinal);
        if (owner != null) {
            return owner.match(appointment -> SeatState.BOOKED, () -> SeatState.WITHDRAWN);
        }
        BitSet free = freeIn(session);
        if (!free.get(ordinal)) {
            // Neither free nor owned: held, or on its way from one to the other.
            return SeatState.HELD;
        }
        if (!session.onOffer(free).get(ordinal)) {
            return SeatState.WITHDRAWN;
        }
        return now.isBefore(session.entry().releasedAt()) ? SeatState.EMBARGOED : SeatState.FREE;
    }

    private BitSet freeIn(SessionState session) {
        return free.map(seats -> seats.getOrDefault(session.entry().day(), new BitSet()))
                .orElseGet(() -> ownerless(session));
    }

    private static BitSet ownerless(SessionState session) {
        BitSet seats = new BitSet();
        session.runs().forEach(run -> seats.set(run.firstOrdinal(), run.endOrdinal()));
        session.owners().keySet().forEach(seats::clear);
        return seats;
    }

    Map<SeatState, Integer> count(SessionState session) {
        Map<SeatState, Integer> counts = new EnumMap<>(SeatState.class);
        for (SlotRun run : session.runs()) {
            for (int ordinal = run.firstOrdinal(); ordinal < run.endOrdinal(); ordinal++) {
                counts.merge(of(session, ordinal), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** What a slot is to somebody who wants a place in it: the best of its places. */
    SlotState of(SessionState session, PlacesOfSlot slot) {
        SlotState best = SlotState.BOOKED;
        for (int ordinal : slot.free()) {
            SlotState state = slotState(of(session, ordinal));
            if (state.compareTo(best) < 0) {
                best = state;
            }
        }
        return best;
    }

    private static SlotState slotState(SeatState state) {
        return switch (state) {
            case FREE -> SlotState.FREE;
            case EMBARGOED -> SlotState.EMBARGOED;
            case HELD -> SlotState.HELD;
            // Nobody can have a place that is not offered, whoever had it.
            case BOOKED, WITHDRAWN -> SlotState.BOOKED;
        };
    }
}
