package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.NhsNumber;

/** Which seats of an {@link InMemoryPractice} are free, and which somebody has a claim on. */
final class InMemorySeats {

    private final Map<LocalDate, BitSet> free = new HashMap<>();
    private final List<Held> held = new ArrayList<>();

    InMemorySeats copy() {
        InMemorySeats copy = new InMemorySeats();
        free.forEach((day, seats) -> copy.free.put(day, (BitSet) seats.clone()));
        copy.held.addAll(held);
        return copy;
    }

    BitSet free(LocalDate day) {
        return free.computeIfAbsent(day, none -> new BitSet());
    }

    void take(Held claim) {
        held.add(claim);
        claim.ordinals().forEach(free(claim.day())::clear);
    }

    void turn(Held hold, Held confirm) {
        held.remove(hold);
        held.add(confirm);
    }

    void giveBack(Held claim) {
        held.remove(claim);
        claim.ordinals().forEach(free(claim.day())::set);
    }

    void occupy(LocalDate day, int ordinal) {
        // Whoever has a claim on a part of what is gone cannot get all of it.
        at(day, ordinal).ifPresent(this::giveBack);
        free(day).clear(ordinal);
    }

    /** Ends the confirms with this key on any of these seats, and says which seats they had. What those are from now on the news says. */
    BitSet endConfirms(LocalDate day, List<Integer> ordinals, String key) {
        BitSet ended = new BitSet();
        ordinals.forEach(ordinal -> at(day, ordinal)
                .filter(claim -> !claim.isHold() && claim.key().equals(key))
                .ifPresent(claim -> {
                    held.remove(claim);
                    claim.ordinals().forEach(ended::set);
                }));
        return ended;
    }

    void setFree(LocalDate day, int ordinal) {
        free(day).set(ordinal, at(day, ordinal).isEmpty());
    }

    void endExpiredHolds(Instant now) {
        List.copyOf(held).stream().filter(some -> !some.isHere(now)).forEach(this::giveBack);
    }

    /** Makes free what the ledger and the news say, but for what is claimed. Claims are kept whose seats are all free by that. */
    void fill(Map<LocalDate, BitSet> truth, InMemoryNews news) {
        free.clear();
        truth.forEach((day, seats) -> free(day).or(seats));
        news.forEachSeat((seat, isFree) -> free(seat.day()).set(seat.ordinal(), isFree));
        held.removeIf(some -> !some.ordinals().stream().allMatch(free(some.day())::get));
        held.forEach(some -> some.ordinals().forEach(free(some.day())::clear));
    }

    Optional<Held> find(AppointmentId id) {
        return at(id.origin().day(), id.origin().ordinal())
                .filter(some -> some.key().equals(id.key()));
    }

    private Optional<Held> at(LocalDate day, int ordinal) {
        return held.stream()
                .filter(some -> some.day().equals(day) && some.ordinals().contains(ordinal))
                .findFirst();
    }

    Optional<Held> holdOf(NhsNumber patient, Instant now) {
        return held.stream()
                .filter(some -> some.isHold() && some.patient().equals(patient) && some.isHere(now))
                .findFirst();
    }

    List<Held> suspects(Instant now) {
        return held.stream().filter(some -> some.isSuspect(now)).toList();
    }
}
