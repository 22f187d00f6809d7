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
import java.util.stream.Stream;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * How one session of one day comes to be what its practice wants, without touching a place that
 * somebody has. Places are told apart by time and care: those that are wanted stay, those that are
 * not are withdrawn if they are free, and only what is missing then is made anew. What stays
 * against the practice's wish is retired: it is never offered again while the session is as it is
 * wanted now.
 */
final class SessionPlan {

    private final LocalDate day;
    private final Optional<SessionDraft> wanted;
    private final Optional<SessionState> published;
    private final List<Interval> wantedTimes;
    /** How many places stay at each wanted time. */
    private final Map<Interval, Integer> staying = new HashMap<>();

    private final Map<Interval, List<PlacesOfSlot>> atWantedTimes = new HashMap<>();
    private final Map<Integer, Surplus> surplus = new TreeMap<>();
    /** What is to go of other sessions, and has the clinician's time until it has gone. */
    private List<Surplus> elsewhere = List.of();

    /** @param wanted nothing if the session is to be withdrawn from this day */
    SessionPlan(LocalDate day, Optional<SessionDraft> wanted, Optional<SessionState> published) {
        this.day = day;
        this.wanted = wanted;
        this.published = published;
        this.wantedTimes = wanted.map(SessionDraft::slotTimes).orElse(List.of());
        Set<Interval> times = new HashSet<>(wantedTimes);
        for (PlacesOfSlot slot : published.map(PlacesOfSlot::of).orElse(List.of())) {
            if (times.contains(slot.time()) && hasWantedCare(slot)) {
                atWantedTimes
                        .computeIfAbsent(slot.time(), time -> new ArrayList<>())
                        .add(slot);
            } else {
                surplus.put(slot.firstOrdinal(), Surplus.of(slot));
            }
        }
        atWantedTimes.forEach(this::fill);
    }

    LocalDate day() {
        return day;
    }

    /** What is to go of this session. */
    Stream<Surplus> surplus() {
        return surplus.values().stream();
    }

    /** Slots of this session none of whose places is wanted. */
    private Stream<Surplus> leaving() {
        return surplus().filter(one -> !one.isTimeWanted());
    }

    /**
     * Nobody is offered a time at which the clinician is still to see somebody in another session,
     * unless the practice wants it so.
     */
    void makeRoomFor(Stream<Surplus> ofOthers) {
        boolean mindsOthers =
                wanted.filter(draft -> draft.overlapReason().isEmpty()).isPresent();
        elsewhere = mindsOthers ? ofOthers.filter(this::isInTheWay).toList() : List.of();
    }

    private boolean isInTheWay(Surplus other) {
        return other.slot().care().isOfSamePerson(wanted.orElseThrow().care())
                && wantedTimes.stream().anyMatch(other.slot().time()::overlaps);
    }

    /** Without an owner as far as the ledger knows, and no longer wanted. */
    BitSet unwanted() {
        BitSet seats = new BitSet();
        surplus.values().forEach(slot -> slot.free().forEach(seats::set));
        elsewhere.forEach(slot -> slot.free().forEach(seats::set));
        return seats;
    }

    /** What the session says from now on, if that is something else than before. */
    Optional<SessionEntry> changedEntry() {
        SessionEntry entry = wanted.map(SessionDraft::entry)
                .orElseGet(() -> published.orElseThrow().entry().asWithdrawn());
        boolean isKnown = published.filter(state -> state.entry().equals(entry)).isPresent();
        return isKnown ? Optional.empty() : Optional.of(entry);
    }

    /**
     * The slots to add, from this ordinal on, when these of the unwanted seats can be withdrawn;
     * nothing if the day has no room for them.
     */
    Optional<List<SlotRun>> additions(BitSet withdrawn, int firstOrdinal) {
        List<SlotRun> runs = new ArrayList<>();
        Map<Interval, Integer> inTheWay = keptAtOtherTimes(withdrawn);
        int ordinal = firstOrdinal;
        for (Interval time : wantedTimes) {
            // A clinician who is still to see somebody at that time has that many places less to
            // offer.
            int missing =
                    wanted.orElseThrow().timetable().capacity() - taken(inTheWay, time) - staying.getOrDefault(time, 0);
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

    /**
     * How many places are retired of which slot, when these seats can be withdrawn: those of which
     * that changes. All places that stay are, where no place is wanted. Where some are, as many as
     * are too many at that time, of each slot there: whoever gives a place back may be anybody, and
     * no other may come in before there are no more than are wanted.
     */
    Map<Integer, Integer> retirements(BitSet withdrawn) {
        Map<Integer, Integer> after = new TreeMap<>();
        leaving().forEach(one -> after.put(one.slot().firstOrdinal(), one.keptBut(withdrawn)));
        Map<Interval, Integer> inTheWay = keptAtOtherTimes(withdrawn);
        atWantedTimes.forEach((time, slots) -> {
            int places =
                    slots.stream().mapToInt(slot -> slot.countBut(withdrawn)).sum();
            int tooMany = Math.max(
                    0,
                    places
                            + taken(inTheWay, time)
                            - wanted.orElseThrow().timetable().capacity());
            slots.forEach(slot -> after.put(slot.firstOrdinal(), Math.min(slot.countBut(withdrawn), tooMany)));
        });
        Map<Integer, Integer> before = published.map(SessionState::retired).orElse(Map.of());
        before.keySet().forEach(first -> after.putIfAbsent(first, 0));
        after.entrySet().removeIf(slot -> slot.getValue().equals(before.getOrDefault(slot.getKey(), 0)));
        return after;
    }

    /** What stays against the practice's wish when only these seats can be withdrawn. */
    List<KeptSlot> kept(OdsCode practice, BitSet withdrawn) {
        return Stream.concat(surplus.values().stream(), elsewhere.stream())
                .filter(one -> one.keptBut(withdrawn) > 0)
                .map(one -> new KeptSlot(
                        new SlotId(practice, day, one.slot().firstOrdinal()),
                        one.slot().time(),
                        one.booked(),
                        one.heldBut(withdrawn)))
                .toList();
    }

    private static int taken(Map<Interval, Integer> inTheWay, Interval time) {
        return inTheWay.entrySet().stream()
                .filter(kept -> kept.getKey().overlaps(time))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private boolean hasWantedCare(PlacesOfSlot slot) {
        return wanted.filter(draft -> draft.care().equals(slot.care())).isPresent();
    }

    private void fill(Interval time, List<PlacesOfSlot> slots) {
        List<Surplus> tooMany = Surplus.above(wanted.orElseThrow().timetable().capacity(), slots);
        tooMany.forEach(one -> surplus.put(one.slot().firstOrdinal(), one));
        staying.put(
                time,
                slots.stream().mapToInt(PlacesOfSlot::count).sum()
                        - tooMany.stream().mapToInt(Surplus::count).sum());
    }

    private Map<Interval, Integer> keptAtOtherTimes(BitSet withdrawn) {
        Map<Interval, Integer> kept = new HashMap<>();
        Stream.concat(leaving(), elsewhere.stream())
                .filter(one -> one.keptBut(withdrawn) > 0)
                .forEach(one -> kept.merge(one.slot().time(), one.keptBut(withdrawn), Integer::sum));
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
        runs.add(new SlotRun(
                draft.id(),
                ordinal,
                1,
                capacity,
                time.start(),
                draft.timetable().slotLength(),
                draft.care()));
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
}
