package org.slotkeeper.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.DayOfSession;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.simulation.Layout.Hours;

/**
 * The one practice of the simulations, with so few slots that patients are in each other's way: a doctor's single slots one after the other, and a clinic's slots with two places each. A {@link Layout} says on how many days, and
 * which sessions there are beside.
 */
final class Surgery {

    static final OdsCode PRACTICE = new OdsCode("A81001");
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    static final List<LocalDate> DAYS = List.of(MONDAY, MONDAY.plusDays(1));
    static final Instant START = Instant.parse("2026-11-23T06:00:00Z");
    static final int APPOINTMENTS_MAX = 2;

    private static final int CLINIC_PLACES = 2;
    private static final Duration CANCEL_NOTICE = Duration.ofMinutes(5);
    private static final Map<Layout, Surgery> BY_LAYOUT = new ConcurrentHashMap<>();

    private final PracticeBook book;
    private final List<Slot> slots;
    private final Map<LocalDate, BitSet> seats = new HashMap<>();

    private Surgery(Layout layout) {
        List<DayBook> days =
                DAYS.stream().map(day -> new Day(layout, day).book()).toList();
        Practice practice = new Practice(
                PRACTICE,
                "Example Surgery",
                "AA1 1AA",
                1_000,
                new Practice.PracticeRules(
                        true,
                        new BookingWindow(
                                Duration.ofDays(42),
                                layout.hours().map(Hours::notice).orElse(Duration.ZERO)),
                        layout.hours().map(Hours::cancelNotice).orElse(CANCEL_NOTICE),
                        APPOINTMENTS_MAX));
        this.book = new PracticeBook(practice, 1, days);
        this.slots = days.stream().flatMap(day -> day.slots().stream()).toList();
        days.forEach(day -> seats.put(day.day(), seatsOf(day)));
    }

    /** The same practice is made once and used by all simulations: nobody changes it. */
    static Surgery of(Layout layout) {
        return BY_LAYOUT.computeIfAbsent(layout, Surgery::new);
    }

    private static BitSet seatsOf(DayBook day) {
        BitSet seats = new BitSet();
        day.runs().forEach(run -> seats.set(run.firstOrdinal(), run.endOrdinal()));
        return seats;
    }

    /** One day's sessions, laid out one after the other. */
    private static final class Day {
        private final Layout layout;
        private final LocalDate day;
        private final List<SlotRun> runs = new ArrayList<>();
        private final Map<SessionId, SessionRules> rules = new HashMap<>();

        Day(Layout layout, LocalDate day) {
            this.layout = layout;
            this.day = day;
        }

        DayBook book() {
            boolean isFirst = day.equals(MONDAY);
            if (isFirst || layout.hours().isEmpty()) {
                add("doctor", layout.doctorSlots(), 1, at("09:00"), 10);
            }
            add("clinic", layout.clinicSlots(), CLINIC_PLACES, at("11:00"), 30);
            layout.hours().filter(hours -> isFirst).ifPresent(this::addHours);
            return new DayBook(PRACTICE, day, runs, rules);
        }

        private void addHours(Hours hours) {
            add("walk-in", 2, 1, START.plus(hours.beginAfter()), 1);
            add("late", 1, 1, at("14:00"), 10);
            add("own", 1, 1, at("15:00"), 10);
            rules.put(
                    new SessionId("late"),
                    new SessionRules(START.plus(hours.releasedAfter()), Audience.REGISTERED_PATIENTS));
            rules.put(new SessionId("own"), new SessionRules(START.minus(Duration.ofDays(7)), Audience.PRACTICE_ONLY));
        }

        private void add(String session, int slots, int places, Instant start, int minutes) {
            int next = runs.isEmpty() ? 0 : runs.get(runs.size() - 1).endOrdinal();
            SessionId id = new SessionId(session);
            runs.add(new SlotRun(id, next, slots, places, start, Duration.ofMinutes(minutes), careOf(session)));
            rules.put(id, new SessionRules(START.minus(Duration.ofDays(7)), Audience.REGISTERED_PATIENTS));
        }

        private Instant at(String time) {
            return Instant.parse(day + "T" + time + ":00Z");
        }
    }

    static Care careOf(String session) {
        return new Care("Dr of " + session, "Doctor", Channel.IN_PERSON, session, "Main surgery");
    }

    PracticeBook book() {
        return book;
    }

    /** How the book came to be. */
    LayoutChange published() {
        List<SessionEntry> entries = new ArrayList<>();
        Map<LocalDate, List<SlotRun>> runs = new HashMap<>();
        book.days().forEach((day, ofDay) -> {
            runs.put(day, ofDay.runs());
            for (int at = 0; at < ofDay.runs().size(); at++) {
                entries.add(entryOf(day, ofDay.runs().get(at), ofDay.rulesOfRun(at)));
            }
        });
        return new LayoutChange(PRACTICE, 0, entries, runs, Map.of());
    }

    private static SessionEntry entryOf(LocalDate day, SlotRun run, SessionRules rules) {
        return new SessionEntry(
                new DayOfSession(day, run.session()),
                new SessionLayout(new Interval(run.start(), run.end()), run.slotLength(), run.care()),
                run.capacity(),
                new ReleaseRule.AtOnce(),
                rules,
                Optional.empty(),
                false);
    }

    /** All slots of both days. */
    List<Slot> slots() {
        return slots;
    }

    /** The published seats of a day. */
    BitSet seats(LocalDate day) {
        return (BitSet) seats.get(day).clone();
    }
}
