package org.slotkeeper.publishing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.DayOfSession;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * How some sessions of a practice come to be what is wanted, seen from one version of its book:
 * what has to go and, once it is known how much of that can go, the change to record.
 */
final class BookChange {

    private final PublishedBook book;
    private final List<SessionPlan> plans = new ArrayList<>();

    /**
     * @param wanted the sessions as they shall be: what the book has of these names on other days
     * is to go, unless it is over
     */
    BookChange(PublishedBook book, List<SessionDraft> wanted, Instant now) {
        this.book = book;
        Map<DayOfSession, SessionState> published = book.sessions().stream()
                .collect(Collectors.toMap(
                        state -> new DayOfSession(
                                state.entry().day(), state.entry().id()),
                        state -> state));
        for (SessionDraft draft : wanted) {
            SessionState known = published.remove(new DayOfSession(draft.day(), draft.id()));
            plans.add(new SessionPlan(draft.day(), Optional.of(draft), Optional.ofNullable(known)));
        }
        published.values().stream()
                .filter(state -> state.entry().time().end().isAfter(now))
                .map(state -> new SessionPlan(state.entry().day(), Optional.empty(), Optional.of(state)))
                .forEach(plans::add);
        plans.forEach(plan -> plan.makeRoomFor(leavingBeside(plan)));
    }

    /** What is to go on the day of the plan, of all sessions but its own. */
    private Stream<Surplus> leavingBeside(SessionPlan plan) {
        Stream<Surplus> ofPlans = plans.stream()
                .filter(other -> other != plan && other.day().equals(plan.day()))
                .flatMap(SessionPlan::surplus);
        return Stream.concat(ofPlans, others(plan.day()).flatMap(OtherSession::surplus));
    }

    private Stream<OtherSession> others(LocalDate day) {
        return book.others().stream()
                .filter(other -> other.entry().day().equals(day))
                .map(OtherSession::new);
    }

    /** Seats by day that are to be withdrawn if nobody has them. */
    Map<LocalDate, BitSet> unwanted() {
        Map<LocalDate, BitSet> seats = new TreeMap<>();
        for (SessionPlan plan : plans) {
            BitSet unwanted = plan.unwanted();
            if (!unwanted.isEmpty()) {
                seats.computeIfAbsent(plan.day(), day -> new BitSet()).or(unwanted);
            }
        }
        return seats;
    }

    /**
     * The change to record if these seats can be withdrawn; nothing if a day has no room for all
     * the new slots.
     */
    Optional<LayoutChange> given(Map<LocalDate, BitSet> withdrawn) {
        Map<LocalDate, Integer> nextOrdinals = new HashMap<>();
        Map<LocalDate, List<SlotRun>> runs = new TreeMap<>();
        Map<LocalDate, Map<Integer, Integer>> retired = new TreeMap<>();
        List<SessionEntry> entries = new ArrayList<>();
        for (SessionPlan plan : plans) {
            int next = nextOrdinals.computeIfAbsent(plan.day(), book::nextOrdinal);
            Optional<List<SlotRun>> added = plan.additions(on(withdrawn, plan.day()), next);
            if (added.isEmpty()) {
                return Optional.empty();
            }
            for (SlotRun run : added.get()) {
                runs.computeIfAbsent(plan.day(), day -> new ArrayList<>()).add(run);
                nextOrdinals.put(plan.day(), run.endOrdinal());
            }
            plan.changedEntry().ifPresent(entries::add);
            retire(plan.day(), plan.retirements(on(withdrawn, plan.day())), retired);
        }
        withdrawn.forEach((day, seats) -> others(day).forEach(other -> retire(day, other.retirements(seats), retired)));
        OdsCode practice = book.practice().odsCode();
        return Optional.of(new LayoutChange(practice, book.layoutVersion(), entries, runs, withdrawn, retired));
    }

    private static void retire(
            LocalDate day, Map<Integer, Integer> retirements, Map<LocalDate, Map<Integer, Integer>> retired) {
        if (!retirements.isEmpty()) {
            retired.computeIfAbsent(day, first -> new TreeMap<>()).putAll(retirements);
        }
    }

    List<KeptSlot> kept(Map<LocalDate, BitSet> withdrawn) {
        OdsCode practice = book.practice().odsCode();
        return plans.stream()
                .flatMap(plan -> plan.kept(practice, on(withdrawn, plan.day())).stream())
                .distinct()
                .toList();
    }

    static Map<LocalDate, BitSet> seatsOf(Map<LocalDate, List<SlotRun>> runs) {
        Map<LocalDate, BitSet> seats = new TreeMap<>();
        runs.forEach((day, added) -> {
            BitSet ofDay = seats.computeIfAbsent(day, none -> new BitSet());
            added.forEach(run -> ofDay.set(run.firstOrdinal(), run.endOrdinal()));
        });
        return seats;
    }

    private static BitSet on(Map<LocalDate, BitSet> seats, LocalDate day) {
        return seats.getOrDefault(day, new BitSet());
    }
}
