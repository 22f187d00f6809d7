package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.NhsNumber;

/** Which seats of an {@link InMemoryPractice} are free, and which are leased. A lease of several seats is at each of them. */
final class InMemorySeats {

    private final Map<LocalDate, BitSet> free = new HashMap<>();
    private final Map<Seat, Held> leases = new TreeMap<>();

    record Seat(LocalDate day, int ordinal) implements Comparable<Seat> {
        @Override
        public int compareTo(Seat other) {
            int byDay = day.compareTo(other.day);
            return byDay != 0 ? byDay : Integer.compare(ordinal, other.ordinal);
        }
    }

    InMemorySeats copy() {
        InMemorySeats copy = new InMemorySeats();
        free.forEach((day, seats) -> copy.free.put(day, (BitSet) seats.clone()));
        copy.leases.putAll(leases);
        return copy;
    }

    BitSet free(LocalDate day) {
        return free.computeIfAbsent(day, none -> new BitSet());
    }

    /** Its seats are nobody else's any more. */
    void put(Held lease) {
        for (int ordinal : lease.ordinals()) {
            leases.put(new Seat(lease.day(), ordinal), lease);
            free(lease.day()).clear(ordinal);
        }
    }

    /** But for a part that is somebody else's by now. */
    void giveBack(Held lease) {
        for (int ordinal : lease.ordinals()) {
            if (leases.remove(new Seat(lease.day(), ordinal), lease)) {
                free(lease.day()).set(ordinal);
            }
        }
    }

    /** Ends the lease of one seat. */
    void end(Seat seat, boolean isFree) {
        leases.remove(seat);
        if (isFree) {
            free(seat.day()).set(seat.ordinal());
        }
    }

    /** A part of it may have been given up, and be somebody else's. */
    void replace(Held lease, Held other) {
        lease.ordinals().forEach(ordinal -> leases.replace(new Seat(lease.day(), ordinal), lease, other));
    }

    void endExpiredHolds(Instant now) {
        List.copyOf(leases.values()).stream().filter(some -> !some.isHere(now)).forEach(this::giveBack);
    }

    /** Makes free what the ledger says, but for what is leased. @param keepsAll whether leases stay that are no holds, even where the ledger leaves no room */
    void fill(Map<LocalDate, BitSet> truth, boolean keepsAll) {
        free.clear();
        truth.forEach((day, seats) -> free(day).or(seats));
        leases.values()
                .removeIf(some -> !(keepsAll && !some.isHold())
                        && !some.ordinals().stream().allMatch(free(some.day())::get));
        // What it led to may be over by now: whoever would end it by what it knew in another life asks the ledger.
        leases.replaceAll((seat, some) -> keepsAll || some.isHold() ? some : some.touched());
        leases.forEach((seat, some) -> free(seat.day()).clear(seat.ordinal()));
    }

    Optional<Held> find(AppointmentId id) {
        return at(new Seat(id.origin().day(), id.origin().ordinal()))
                .filter(some -> some.key().equals(id.key()));
    }

    Optional<Held> at(Seat seat) {
        return Optional.ofNullable(leases.get(seat));
    }

    Optional<Held> holdOf(NhsNumber patient, Instant now) {
        return leases.values().stream()
                .filter(some -> some.isHold() && some.isOf(patient) && some.isHere(now))
                .findFirst();
    }

    List<Seat> ended(Instant now) {
        List<Seat> ended = new ArrayList<>();
        forEach((seat, lease) -> {
            if (lease.hasEnded(now)) {
                ended.add(seat);
            }
        });
        return ended;
    }

    void forEach(BiConsumer<Seat, Held> look) {
        leases.forEach(look);
    }
}
