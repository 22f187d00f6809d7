package org.slotkeeper.publishing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.domain.SlotRun;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * How one session of one day comes to be what its practice wants, without touching a place that somebody has. Places are told apart by time and care: those that are wanted stay, those that are not are withdrawn if
 * they are free, and only what is missing then is made anew.
 */
final class SessionPlan {

    private final LocalDate day;
    private final Optional<SessionDraft> wanted;
    private final Optional<SessionState> published;
    private final List<Interval> wantedTimes;
    /** How many places stay at each wanted time. */
    private final Map<Interval, Integer> staying = new HashMap<>();

    private final Map<Integer, Surplus> surplus = new TreeMap<>();

    /** The places of one slot that are too many. Only the free ones can go. */
    private record Surplus(PlacesOfSlot slot, boolean isTimeWanted, List<Integer> free, List<AppointmentId> booked) {

        int heldBut(BitSet withdrawn) {
            return (int) free.stream().filter(seat -> !withdrawn.get(seat)).count();
        }
    }

    /** @param wanted nothing if the session is to be withdrawn from this day */
    SessionPlan(LocalDate day, Optional<SessionDraft> wanted, Optional<SessionState> published) {
        this.day = day;
        this.wanted = wanted;
        this.published = published;
        this.wantedTimes = wanted.map(SessionDraft::slotTimes).orElse(List.of());
        Map<Interval, List<PlacesOfSlot>> atWantedTimes = new HashMap<>();
        Set<Interval> times = new HashSet<>(wantedTimes);
        for (PlacesOfSlot slot : published.map(PlacesOfSlot::of).orElse(List.of())) {
            if (times.contains(slot.time()) && hasWantedCare(slot)) {
                atWantedTimes
                        .computeIfAbsent(slot.time(), time -> new ArrayList<>())
                        .add(slot);
            } else {
                surplus.put(slot.firstOrdinal(), new Surplus(slot, false, slot.free(), appointments(slot.booked())));
            }
        }
        atWantedTimes.forEach(this::fill);
    }

    LocalDate day() {
        return day;
    }

    /** Without an owner as far as the ledger knows, and no longer wanted. */
    BitSet unwanted() {
        BitSet seats = new BitSet();
        surplus.values().forEach(slot -> slot.free().forEach(seats::set));
        return seats;
    }

    /** What the session says from now on, if that is something else than before. */
    Optional<SessionEntry> changedEntry() {
        SessionEntry entry = wanted.map(SessionDraft::entry)
                .orElseGet(() -> published.orElseThrow().entry().asWithdrawn());
        boolean isKnown = published.filter(state -> state.entry().equals(entry)).isPresent();
        return isKnown ? Optional.empty() : Optional.of(entry);
    }

    /** The slots to add, from this ordinal on, when these of the unwanted seats can be withdrawn; nothing if the day has no room for them. */
    Optional<List<SlotRun>> additions(BitSet withdrawn, int firstOrdinal) {
        List<SlotRun> runs = new ArrayList<>();
        Map<Interval, Integer> inTheWay = keptAtOtherTimes(withdrawn);
        int ordinal = firstOrdinal;
        for (Interval time : wantedTimes) {
            // A clinician who is still to see somebody at that time has that many places less to offer.
            int taken = inTheWay.entrySet().stream()
                    .filter(kept -> kept.getKey().overlaps(time))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            int missing = wanted.orElseThrow().capacity() - taken - staying.getOrDefault(time, 0);
            if (missing > 0) {
                if (ordinal + missing > SlotId.ORDINAL_MAX) {
                    return Optional.empty();
                }
                append(runs, time, missing, ordinal);
                ordinal += missing;
            }
        }
        return Optional.of(runs);
    }

    /** What stays against the practice's wish when only these seats can be withdrawn. */
    List<KeptSlot> kept(OdsCode practice, BitSet withdrawn) {
        List<KeptSlot> kept = new ArrayList<>();
        for (Surplus one : surplus.values()) {
            int held = one.heldBut(withdrawn);
            if (held > 0 || !one.booked().isEmpty()) {
                SlotId id = new SlotId(practice, day, one.slot().firstOrdinal());
                kept.add(new KeptSlot(id, one.slot().time(), one.booked(), held));
            }
        }
        return kept;
    }

    private boolean hasWantedCare(PlacesOfSlot slot) {
        return wanted.filter(draft -> draft.care().equals(slot.care())).isPresent();
    }

    /** Gives the wanted places to appointments first, then to free places in the order of their ordinals; the rest is too many. */
    private void fill(Interval time, List<PlacesOfSlot> slots) {
        int capacity = wanted.orElseThrow().capacity();
        int booked = slots.stream().mapToInt(slot -> slot.booked().size()).sum();
        int roomForBooked = Math.min(capacity, booked);
        int roomForFree = capacity - roomForBooked;
        int stay = 0;
        for (PlacesOfSlot slot : slots) {
            int bookedStaying = Math.min(roomForBooked, slot.booked().size());
            int freeStaying = Math.min(roomForFree, slot.free().size());
            roomForBooked -= bookedStaying;
            roomForFree -= freeStaying;
            stay += bookedStaying + freeStaying;
            if (bookedStaying + freeStaying < slot.count()) {
                List<Integer> free =
                        slot.free().subList(freeStaying, slot.free().size());
                List<PlacesOfSlot.Booked> tooMany =
                        slot.booked().subList(bookedStaying, slot.booked().size());
                surplus.put(slot.firstOrdinal(), new Surplus(slot, true, free, appointments(tooMany)));
            }
        }
        staying.put(time, stay);
    }

    private Map<Interval, Integer> keptAtOtherTimes(BitSet withdrawn) {
        Map<Interval, Integer> kept = new HashMap<>();
        for (Surplus one : surplus.values()) {
            int places = one.heldBut(withdrawn) + one.booked().size();
            if (!one.isTimeWanted() && places > 0) {
                kept.merge(one.slot().time(), places, Integer::sum);
            }
        }
        return kept;
    }

    private void append(List<SlotRun> runs, Interval time, int capacity, int ordinal) {
        SessionDraft draft = wanted.orElseThrow();
        int last = runs.size() - 1;
        if (last >= 0
                && runs.get(last).capacity() == capacity
                && runs.get(last).end().equals(time.start())) {
            runs.set(last, longer(runs.get(last)));
            return;
        }
        runs.add(new SlotRun(draft.id(), ordinal, 1, capacity, time.start(), draft.slotLength(), draft.care()));
    }

    private static SlotRun longer(SlotRun run) {
        return new SlotRun(
                run.session(),
                run.firstOrdinal(),
                run.slotCount() + 1,
                run.capacity(),
                run.start(),
                run.slotLength(),
                run.care());
    }

    private static List<AppointmentId> appointments(List<PlacesOfSlot.Booked> booked) {
        return booked.stream().map(PlacesOfSlot.Booked::appointment).toList();
    }
}
