package org.slotkeeper.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One practice's published slots of one day, as laid out by its sessions. Immutable; found by ordinal in logarithmic time. */
public final class DayBook {

    private final OdsCode practice;
    private final LocalDate day;
    private final List<SlotRun> runs;
    private final Map<SessionId, SessionRules> rules;
    private final List<Slot> slots;

    public DayBook(OdsCode practice, LocalDate day, List<SlotRun> runs, Map<SessionId, SessionRules> rules) {
        this.practice = practice;
        this.day = day;
        this.runs = runs.stream()
                .sorted(Comparator.comparingInt(SlotRun::firstOrdinal))
                .toList();
        this.rules = Map.copyOf(rules);
        this.slots = layOut();
    }

    public OdsCode practice() {
        return practice;
    }

    public LocalDate day() {
        return day;
    }

    public List<SlotRun> runs() {
        return runs;
    }

    public Optional<SessionRules> rulesOf(SessionId session) {
        return Optional.ofNullable(rules.get(session));
    }

    /** All slots by ordinal, withdrawn ones too: those are never free in the inventory. */
    public List<Slot> slots() {
        return slots;
    }

    /** The slot whose first seat has this ordinal. */
    public Optional<Slot> slot(int ordinal) {
        return slotOfSeat(ordinal).filter(slot -> slot.id().ordinal() == ordinal);
    }

    /** The slot that has a seat with this ordinal. */
    public Optional<Slot> slotOfSeat(int ordinal) {
        int low = 0;
        int high = slots.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Slot slot = slots.get(middle);
            if (slot.hasSeat(ordinal)) {
                return Optional.of(slot);
            }
            if (slot.id().ordinal() < ordinal) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    private List<Slot> layOut() {
        List<Slot> laidOut = new ArrayList<>();
        for (SlotRun run : runs) {
            SessionRules session = rules.get(run.session());
            if (session == null) {
                throw new IllegalArgumentException("session " + run.session() + " has slots but no rules");
            }
            for (int index = 0; index < run.slotCount(); index++) {
                SlotId id = new SlotId(practice, day, run.ordinalOf(index));
                laidOut.add(new Slot(
                        id,
                        run.timeOf(index),
                        run.capacity(),
                        run.care(),
                        run.session(),
                        session.releasedAt(),
                        session.audience()));
            }
        }
        return List.copyOf(laidOut);
    }
}
