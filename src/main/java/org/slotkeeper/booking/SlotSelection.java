package org.slotkeeper.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.FindFreeSlots.Place;
import org.slotkeeper.booking.FindFreeSlots.Search;
import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Found;
import org.slotkeeper.booking.FreeSlots.Why;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.BookingWindow;
import org.slotkeeper.domain.Caller;
import org.slotkeeper.domain.DayBook;
import org.slotkeeper.domain.PracticeBook;
import org.slotkeeper.domain.SessionRules;
import org.slotkeeper.domain.SlotRun;

/** One pass over one practice's book: which of the free seats a search may show, and if none, why. It looks at sessions first, so that a slot which nobody asked for costs nothing. */
final class SlotSelection {

    private final PracticeBook book;
    private final Availability free;
    private final Search search;
    private final Instant now;
    private final boolean isOwnStaff;
    private final List<Found> found = new ArrayList<>();
    private int total;
    private boolean hasMore;
    private boolean sawVisible;
    private boolean sawTaken;
    private Optional<Instant> releasedAt = Optional.empty();
    private Optional<Instant> windowOpensAt = Optional.empty();
    private boolean sawOutsideWindow;

    SlotSelection(PracticeBook book, Availability free, Search search, Instant now) {
        this.book = book;
        this.free = free;
        this.search = search;
        this.now = now;
        this.isOwnStaff = search.caller() instanceof Caller.PracticeSystem;
    }

    FreeSlots select() {
        if (!book.practice().rules().onlineBooking() && !isOwnStaff) {
            return FreeSlots.none(absence(Why.ONLINE_BOOKING_OFF, Optional.empty()));
        }
        for (DayBook day : book.days().values()) {
            BitSet seats = free.freeSeats().get(day.day());
            if (seats != null) {
                selectOn(day, seats);
            }
        }
        List<Absence> absences = total == 0 ? List.of(whyNone()) : List.of();
        return new FreeSlots(found, total, hasMore, absences);
    }

    private void selectOn(DayBook day, BitSet seats) {
        List<Found> ofDay = new ArrayList<>();
        for (SlotRun run : day.runs()) {
            SessionRules rules = day.rulesOf(run.session()).orElseThrow();
            if (rules.audience().admits(search.caller(), day.practice()) && isAskedFor(run)) {
                selectFrom(day, run, rules, seats, ofDay);
            }
        }
        ofDay.sort(FreeSlots.BY_PLACE);
        for (Found slot : ofDay) {
            total++;
            take(slot);
        }
    }

    private void take(Found slot) {
        if (search.after().isPresent() && !isAfter(slot, search.after().get())) {
            return;
        }
        if (found.size() < search.countMax()) {
            found.add(slot);
        } else {
            hasMore = true;
        }
    }

    private void selectFrom(DayBook day, SlotRun run, SessionRules rules, BitSet seats, List<Found> ofDay) {
        BookingWindow window = book.practice().rules().bookingWindow();
        for (int index = 0; index < run.slotCount(); index++) {
            Instant start = run.start().plus(run.slotLength().multipliedBy(index));
            if (!search.starts().contains(start) || !start.isAfter(now)) {
                continue;
            }
            sawVisible = true;
            int ordinal = run.ordinalOf(index);
            int seat = seats.nextSetBit(ordinal);
            if (seat < 0 || seat >= ordinal + run.capacity()) {
                sawTaken = true;
            } else if (!isOwnStaff && now.isBefore(rules.releasedAt())) {
                releasedAt = earlier(releasedAt, rules.releasedAt());
            } else if (!isOwnStaff && !window.isOpenAt(now, start)) {
                sawOutsideWindow = true;
                if (now.isBefore(window.opensFor(start))) {
                    windowOpensAt = earlier(windowOpensAt, window.opensFor(start));
                }
            } else {
                ofDay.add(new Found(book, day, run, index));
            }
        }
    }

    private boolean isAskedFor(SlotRun run) {
        return search.serviceType()
                        .map(type -> type.equalsIgnoreCase(run.care().serviceType()))
                        .orElse(true)
                && search.channel()
                        .map(channel -> channel == run.care().channel())
                        .orElse(true);
    }

    private static boolean isAfter(Found slot, Place last) {
        int byTime = slot.start().compareTo(last.start());
        int byPractice =
                slot.day().practice().value().compareTo(last.id().practice().value());
        int byOrdinal = Integer.compare(slot.ordinal(), last.id().ordinal());
        return byTime > 0 || (byTime == 0 && (byPractice > 0 || (byPractice == 0 && byOrdinal > 0)));
    }

    private Absence whyNone() {
        if (!sawVisible) {
            return absence(Why.NOT_PUBLISHED, Optional.empty());
        }
        if (releasedAt.isPresent()) {
            return absence(Why.EMBARGOED, releasedAt);
        }
        if (sawTaken || !sawOutsideWindow) {
            return absence(Why.ALL_TAKEN, Optional.empty());
        }
        return absence(Why.OUTSIDE_BOOKING_WINDOW, windowOpensAt);
    }

    private Absence absence(Why why, Optional<Instant> from) {
        return new Absence(book.practice().odsCode(), why, from);
    }

    private static Optional<Instant> earlier(Optional<Instant> known, Instant other) {
        return known.filter(instant -> instant.isBefore(other)).or(() -> Optional.of(other));
    }
}
