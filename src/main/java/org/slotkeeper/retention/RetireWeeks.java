package org.slotkeeper.retention;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slotkeeper.retention.spi.Limit;
import org.slotkeeper.retention.spi.Link;
import org.slotkeeper.retention.spi.Need;
import org.slotkeeper.retention.spi.Need.Reason;
import org.slotkeeper.retention.spi.Standing;
import org.slotkeeper.retention.spi.Standing.Decision;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.retention.spi.Week.Part;
import org.slotkeeper.retention.spi.WeekLedger;
import org.slotkeeper.retention.spi.WeekTable;

/**
 * Takes weeks that are over out of the ledger: looked at, frozen, looked at again, decided on,
 * detached, archived, read back, dropped. Each step is one that a later run finds done or does
 * again, so that it may be ended anywhere. Before a week is frozen its appointments may change, and
 * some may move to days that are kept; afterwards none can.
 */
public final class RetireWeeks {

    private final WeekLedger ledger;
    private final Retention retention;
    private final Instant now;

    public RetireWeeks(WeekLedger ledger, Retention retention, Instant now) {
        this.ledger = ledger;
        this.retention = retention;
        this.now = now;
    }

    /** What a run would do, changing nothing. */
    public List<Verdict> plan() {
        Outlook outlook = look();
        List<Verdict> verdicts = new ArrayList<>();
        for (Standing standing : outlook.standings()) {
            Week week = standing.week();
            if (standing.decision() != Decision.NONE) {
                verdicts.add(new Verdict.GoesOn(week));
            } else if (!limit(week).keeps(week)) {
                List<Need> needs = outlook.needsOf(week);
                verdicts.add(
                        needs.isEmpty() ? new Verdict.Goes(week, standing.bytes()) : new Verdict.HeldBack(week, needs));
            }
        }
        return verdicts;
    }

    /**
     * Does it.
     *
     * @param told hears of each week when it is known what becomes of it
     */
    public void retire(WeekArchive archive, Consumer<Verdict> told) throws IOException {
        thawUndecided();
        Outlook outlook = look();
        Set<Week> going = new TreeSet<>();
        for (Standing standing : outlook.standings()) {
            Week week = standing.week();
            boolean isOld = standing.decision() == Decision.NONE && !limit(week).keeps(week);
            if (isOld && outlook.needsOf(week).isEmpty()) {
                going.add(week);
            } else if (isOld) {
                told.accept(new Verdict.HeldBack(week, outlook.needsOf(week)));
            }
        }
        Set<LocalDate> staying = decideOnAppointments(going, outlook, told);
        decideOnEntries(going, staying, told);
        forget();
        for (Standing standing : ledger.weeks()) {
            if (standing.decision() != Decision.NONE) {
                told.accept(takeOut(standing, archive));
            }
        }
    }

    private void forget() {
        Limit limit = retention.limit(Part.APPOINTMENTS, now);
        Limit oldest = undecided(ledger.weeks(), Part.APPOINTMENTS).stream()
                .map(Week::monday)
                .min(Comparator.naturalOrder())
                .filter(monday -> monday.isBefore(limit.firstDay()))
                .map(Limit::new)
                .orElse(limit);
        var unused = ledger.forget(ledger.weeksTakenOut(), limit, oldest);
    }

    /** A run that was ended before it decided left them so, and nobody may go on with them. */
    private void thawUndecided() {
        for (Standing standing : ledger.weeks()) {
            if (standing.isFrozen() && standing.decision() == Decision.NONE) {
                requireThawed(standing.week());
            }
        }
    }

    private void requireThawed(Week week) {
        if (!ledger.thaw(week)) {
            throw new IllegalStateException("changes of " + week
                    + " are refused though it stays, because others lock its tables: run this again");
        }
    }

    /** What is known of all weeks before any is frozen. */
    private record Outlook(
            List<Standing> standings,
            Set<LocalDate> young,
            Holding holding,
            List<Link> links,
            Map<LocalDate, List<Need>> needsOfEntries) {

        List<Need> needsOf(Week week) {
            return week.part() == Part.AUDIT
                    ? needsOfEntries.getOrDefault(week.monday(), List.of())
                    : holding.needsOf(week.monday());
        }
    }

    private Outlook look() {
        List<Standing> standings = ledger.weeks();
        Set<LocalDate> young = new TreeSet<>();
        Map<LocalDate, List<Need>> own = new TreeMap<>();
        List<Link> links = new ArrayList<>();
        Map<LocalDate, Long> unheard = ledger.unheard(Retention.listenersMovedSince(now));
        for (Week week : undecided(standings, Part.APPOINTMENTS)) {
            links.addAll(ledger.links(week.monday()));
            if (limit(week).keeps(week)) {
                young.add(week.monday());
            } else {
                own.put(week.monday(), needsOfAppointments(week, unheard));
            }
        }
        Holding holding = Holding.of(young, Set.of(), own, links);
        Map<LocalDate, List<Need>> needsOfEntries = new HashMap<>();
        for (Week week : undecided(standings, Part.AUDIT)) {
            if (!limit(week).keeps(week)) {
                needsOfEntries.put(week.monday(), needsOfEntries(week, holding.staying()));
            }
        }
        return new Outlook(standings, young, holding, links, needsOfEntries);
    }

    private static List<Week> undecided(List<Standing> standings, Part part) {
        return standings.stream()
                .filter(standing -> standing.decision() == Decision.NONE)
                .map(Standing::week)
                .filter(week -> week.part() == part)
                .toList();
    }

    /** Whatever has not been heard when a week goes is never heard. */
    private List<Need> needsOfAppointments(Week week, Map<LocalDate, Long> unheard) {
        List<Need> needs = new ArrayList<>(ledger.newer(week, limit(week)));
        Optional.ofNullable(unheard.get(week.monday()))
                .ifPresent(count -> needs.add(new Need(Reason.NOT_HEARD, count)));
        return needs;
    }

    private List<Need> needsOfEntries(Week week, Set<LocalDate> staying) {
        List<Need> needs = new ArrayList<>(ledger.newer(week, limit(week)));
        long naming = ledger.namedInEntries(week.monday()).entrySet().stream()
                .filter(entry -> staying.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (naming > 0) {
            needs.add(new Need(Reason.ENTRIES_OF_KEPT_APPOINTMENTS, naming));
        }
        return needs;
    }

    /**
     * All that may go are frozen before any is looked at again: one that has to stay after all
     * holds others back. Answers the weeks that stay.
     */
    private Set<LocalDate> decideOnAppointments(Set<Week> going, Outlook outlook, Consumer<Verdict> told) {
        Set<LocalDate> staying = new TreeSet<>(outlook.holding().staying());
        Map<LocalDate, List<Need>> own = new TreeMap<>();
        List<Link> links = new ArrayList<>(outlook.links());
        Map<LocalDate, Long> unheard = ledger.unheard(Retention.listenersMovedSince(now));
        for (Week week : going) {
            if (week.part() != Part.APPOINTMENTS) {
                continue;
            }
            if (ledger.freeze(week)) {
                own.put(week.monday(), needsOfAppointments(week, unheard));
                links.removeIf(
                        link -> link.kind() == Link.Kind.SEAT && link.other().equals(week.monday()));
                links.addAll(ledger.seatsOfOthers(week.monday()));
            } else {
                staying.add(week.monday());
                told.accept(new Verdict.Busy(week));
            }
        }
        Holding holding = Holding.of(outlook.young(), staying, own, links);
        for (LocalDate monday : own.keySet()) {
            decideUnlessHeld(new Week(Part.APPOINTMENTS, monday), holding.needsOf(monday), told);
        }
        return holding.staying();
    }

    private void decideOnEntries(Set<Week> going, Set<LocalDate> staying, Consumer<Verdict> told) {
        for (Week week : going) {
            if (week.part() != Part.AUDIT) {
                continue;
            }
            if (ledger.freeze(week)) {
                decideUnlessHeld(week, needsOfEntries(week, staying), told);
            } else {
                told.accept(new Verdict.Busy(week));
            }
        }
    }

    private void decideUnlessHeld(Week week, List<Need> needs, Consumer<Verdict> told) {
        if (needs.isEmpty()) {
            ledger.decide(week, now);
        } else {
            requireThawed(week);
            told.accept(new Verdict.HeldBack(week, needs));
        }
    }

    private Verdict takeOut(Standing standing, WeekArchive archive) throws IOException {
        Week week = standing.week();
        List<WeekTable> tables = ledger.tables(week);
        for (WeekTable table : tables) {
            if (!ledger.detach(table)) {
                return new Verdict.Busy(week);
            }
        }
        String name;
        if (standing.decision() == Decision.ARCHIVED) {
            name = ledger.archiveOf(week);
            archive.requireSame(name, tables, ledger);
        } else {
            name = archive.write(week, tables, ledger);
            ledger.archived(week, name);
        }
        for (WeekTable table : tables) {
            if (!ledger.drop(table)) {
                return new Verdict.Busy(week);
            }
        }
        ledger.retired(week, now);
        long rows = archive.read(name).values().stream()
                .mapToLong(TableContent::rows)
                .sum();
        return new Verdict.Retired(week, name, rows);
    }

    private Limit limit(Week week) {
        return retention.limit(week.part(), now);
    }
}
