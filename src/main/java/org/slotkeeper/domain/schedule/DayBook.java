package org.slotkeeper.domain.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.party.OdsCode;

/**
 * One practice's published slots of one day, as laid out by its sessions. Immutable; found by
 * ordinal in logarithmic time.
 */
public final class DayBook {

    private final OdsCode practice;
    private final LocalDate day;
    private final List<SlotRun> runs;
    private final SessionRules[] rulesByRun;
    private final List<RetiredPlaces> retired;
    /**
     * By run, what the practice still wants of it; nothing of a run of which it wants all, as of
     * nearly every one.
     */
    private final Map<Integer, SlotSpan> cut;
    // Made when first asked for, and by two threads at once at worst: both make the same.
    private volatile @Nullable SlotOrder order;

    /** A day's book in which no place is retired. */
    public DayBook(OdsCode practice, LocalDate day, List<SlotRun> runs, Map<SessionId, SessionRules> rules) {
        this(practice, day, runs, rules, Map.of());
    }

    /**
     * @param retired how many places are retired of which slot, by its first ordinal; see
     * {@link RetiredPlaces}
     */
    public DayBook(
            OdsCode practice,
            LocalDate day,
            List<SlotRun> runs,
            Map<SessionId, SessionRules> rules,
            Map<Integer, Integer> retired) {
        this.practice = practice;
        this.day = day;
        this.runs = runs.stream()
                .sorted(Comparator.comparingInt(SlotRun::firstOrdinal))
                .toList();
        this.rulesByRun = new SessionRules[this.runs.size()];
        for (int run = 0; run < rulesByRun.length; run++) {
            SessionId session = this.runs.get(run).session();
            SessionRules ofSession = rules.get(session);
            if (ofSession == null) {
                throw new IllegalArgumentException("session " + session + " has slots but no rules");
            }
            rulesByRun[run] = ofSession;
        }
        this.retired = retired.entrySet().stream()
                .map(slot -> new RetiredPlaces(slot.getKey(), capacityAt(slot.getKey()), slot.getValue()))
                .toList();
        this.cut = Map.of();
    }

    private DayBook(DayBook day, Map<Integer, SlotSpan> cut) {
        this.practice = day.practice;
        this.day = day.day;
        this.runs = day.runs;
        this.rulesByRun = day.rulesByRun;
        this.retired = day.retired;
        this.cut = Map.copyOf(cut);
    }

    /**
     * The same book, of which the practice has taken some slots back.
     *
     * @param left what it still wants of a run, by the run's first ordinal; of runs that are not
     * named it wants all
     */
    public DayBook cutTo(Map<Integer, SlotSpan> left) {
        Map<Integer, SlotSpan> byRun = new HashMap<>();
        left.forEach((firstOrdinal, slots) -> byRun.put(runOf(firstOrdinal), slots));
        return byRun.isEmpty() ? this : new DayBook(this, byRun);
    }

    private int capacityAt(int firstOrdinal) {
        int run = runOf(firstOrdinal);
        if (run < 0) {
            throw new IllegalArgumentException("no slot of " + day + " has the ordinal " + firstOrdinal);
        }
        return runs.get(run).capacity();
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

    /** The rules of the session that the run at this place among {@link #runs} belongs to. */
    public SessionRules rulesOfRun(int run) {
        return rulesByRun[run];
    }

    /**
     * Those slots of the run at this place among {@link #runs} that the practice has not taken
     * back. Others are there for whoever has them, and for nobody else.
     */
    public SlotSpan wantedOfRun(int run) {
        SlotSpan left = cut.get(run);
        return left == null ? SlotSpan.all(runs.get(run)) : left;
    }

    /** How many runs the practice has taken back, or parts of them. */
    public int cutRuns() {
        return cut.size();
    }

    /**
     * Those of the seats without an owner that may be had by anybody: all but retired ones. This is
     * where it is decided whether a seat that came free is offered.
     */
    public BitSet onOffer(BitSet free) {
        return RetiredPlaces.onOffer(free, retired);
    }

    /** How many places of the slot that has this first ordinal are retired. */
    public int retiredPlacesOf(int firstOrdinal) {
        return retired.stream()
                .filter(slot -> slot.firstOrdinal() == firstOrdinal)
                .mapToInt(RetiredPlaces::places)
                .findFirst()
                .orElse(0);
    }

    /** The slots by start. */
    public SlotOrder order() {
        SlotOrder known = order;
        if (known == null) {
            known = new SlotOrder(runs);
            order = known;
        }
        return known;
    }

    /**
     * All slots by ordinal, withdrawn ones too: those are never free in the inventory. Made anew at
     * each call: a book keeps its runs and not its slots, which are many.
     */
    public List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            for (int index = 0; index < runs.get(run).slotCount(); index++) {
                slots.add(slotOf(run, index));
            }
        }
        return slots;
    }

    /** The slot whose first seat has this ordinal. */
    public Optional<Slot> slot(int ordinal) {
        return slotOfSeat(ordinal).filter(slot -> slot.id().ordinal() == ordinal);
    }

    /** The slot that has a seat with this ordinal. */
    public Optional<Slot> slotOfSeat(int ordinal) {
        int run = runOf(ordinal);
        return run < 0
                ? Optional.empty()
                : Optional.of(slotOf(run, runs.get(run).indexOf(ordinal)));
    }

    /** The place of the run that has this seat, or -1. */
    private int runOf(int ordinal) {
        int low = 0;
        int high = runs.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            SlotRun run = runs.get(middle);
            if (ordinal >= run.firstOrdinal() && ordinal < run.endOrdinal()) {
                return middle;
            }
            if (run.firstOrdinal() < ordinal) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private Slot slotOf(int place, int index) {
        SlotRun run = runs.get(place);
        SessionRules session = rulesByRun[place];
        SlotId id = new SlotId(practice, day, run.ordinalOf(index));
        return new Slot(
                id,
                run.timeOf(index),
                run.capacity(),
                run.care(),
                run.session(),
                session.releasedAt(),
                session.audience());
    }
}
