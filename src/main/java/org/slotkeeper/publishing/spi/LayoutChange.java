package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SlotRun;

/**
 * A change of what a practice has published, to be recorded whole or not at all.
 *
 * @param seenVersion the version of the book that the change was made for
 * @param entries sessions that are new or say something else now
 * @param runs new slots by day
 * @param withdrawals seats by day that the practice takes back; nobody has them
 * @param retired by day and first ordinal, how many places of a slot are retired from now on; only
 * slots of which that changes, and 0 where none is any more
 */
public record LayoutChange(
        OdsCode practice,
        int seenVersion,
        List<SessionEntry> entries,
        Map<LocalDate, List<SlotRun>> runs,
        Map<LocalDate, BitSet> withdrawals,
        Map<LocalDate, Map<Integer, Integer>> retired) {

    /** A change that retires nothing. */
    public LayoutChange(
            OdsCode practice,
            int seenVersion,
            List<SessionEntry> entries,
            Map<LocalDate, List<SlotRun>> runs,
            Map<LocalDate, BitSet> withdrawals) {
        this(practice, seenVersion, entries, runs, withdrawals, Map.of());
    }

    /**
     * A session of the book once the change is recorded; empty if it is not there then either.
     *
     * @param before the same session before the change
     */
    public Optional<SessionState> after(LocalDate day, SessionId id, Optional<SessionState> before) {
        Optional<SessionEntry> entry = entries.stream()
                .filter(one -> one.day().equals(day) && one.id().equals(id))
                .findFirst()
                .or(() -> before.map(SessionState::entry));
        List<SlotRun> slots = new ArrayList<>(before.map(SessionState::runs).orElse(List.of()));
        runs.getOrDefault(day, List.of()).stream()
                .filter(run -> run.session().equals(id))
                .forEach(slots::add);
        Map<Integer, Owner> owners =
                new HashMap<>(before.map(SessionState::owners).orElse(Map.of()));
        BitSet withdrawn = withdrawals.getOrDefault(day, new BitSet());
        for (SlotRun run : slots) {
            for (int at = withdrawn.nextSetBit(run.firstOrdinal());
                    at >= 0 && at < run.endOrdinal();
                    at = withdrawn.nextSetBit(at + 1)) {
                owners.put(at, new Owner.ByPractice());
            }
        }
        return entry.map(says ->
                new SessionState(says, slots, owners, retiredAfter(day, slots, before.map(SessionState::retired))));
    }

    private Map<Integer, Integer> retiredAfter(
            LocalDate day, List<SlotRun> slots, Optional<Map<Integer, Integer>> before) {
        Map<Integer, Integer> after = new HashMap<>(before.orElse(Map.of()));
        retired.getOrDefault(day, Map.of()).forEach((first, places) -> {
            if (slots.stream().anyMatch(run -> run.hasSeat(first))) {
                after.put(first, places);
            }
        });
        after.values().removeIf(places -> places == 0);
        return after;
    }

    /** What is retired, without the slots of which no place is any more. */
    public Map<LocalDate, Map<Integer, Integer>> retiring() {
        Map<LocalDate, Map<Integer, Integer>> some = new HashMap<>();
        retired.forEach((day, ofDay) -> ofDay.forEach((first, places) -> {
            if (places > 0) {
                some.computeIfAbsent(day, none -> new HashMap<>()).put(first, places);
            }
        }));
        return some;
    }

    public boolean isNothing() {
        return entries.isEmpty() && runs.isEmpty() && withdrawals.isEmpty() && retired.isEmpty();
    }
}
