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
import org.slotkeeper.domain.SlotOrder;
import org.slotkeeper.domain.SlotRun;

/** One pass over one practice's book: which of the free seats a search may show, and if none, why. It looks at sessions first, so that a slot which nobody asked for costs nothing. */
final class SlotSelection {

    private final PracticeBook book;
    private final Availability free;
    private final Search search;
    private final long nowMillis;
    private final long from;
    private final long until;
    /** The booking window as the starts it lets through, both included. */
    private final long windowFirst;

    private final long windowLast;
    private final boolean isOwnStaff;
    private final List<Found> found = new ArrayList<>();
    private int total;
    private boolean hasMore;
    private boolean sawVisible;
    private boolean sawTaken;
    private long releasedAt = Long.MAX_VALUE;
    private long windowOpensAt = Long.MAX_VALUE;
    private boolean sawOutsideWindow;

    SlotSelection(PracticeBook book, Availability free, Search search, Instant now) {
        this.book = book;
        this.free = free;
        this.search = search;
        this.nowMillis = now.toEpochMilli();
        this.from = millisUp(search.starts().start());
        this.until = millisUp(search.starts().end());
        this.isOwnStaff = search.caller() instanceof Caller.PracticeSystem;
        BookingWindow window = book.practice().rules().bookingWindow();
        this.windowFirst =
                isOwnStaff ? Long.MIN_VALUE : nowMillis + window.notice().toMillis();
        this.windowLast =
                isOwnStaff ? Long.MAX_VALUE : nowMillis + window.furthestAhead().toMillis();
    }

    /** Slots start on whole milliseconds: a bound between two of them is as good as the later one. */
    private static long millisUp(Instant bound) {
        return bound.plusNanos(999_999).toEpochMilli();
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
        List<SlotRun> runs = day.runs();
        boolean[] isWanted = new boolean[runs.size()];
        long[] released = new long[runs.size()];
        for (int run = 0; run < isWanted.length; run++) {
            SessionRules rules = day.rulesOf(runs.get(run).session()).orElseThrow();
            isWanted[run] = rules.audience().admits(search.caller(), day.practice()) && isAskedFor(runs.get(run));
            released[run] = isOwnStaff ? Long.MIN_VALUE : rules.releasedAt().toEpochMilli();
        }
        SlotOrder order = day.order();
        for (int place = 0; place < order.size(); place++) {
            int run = order.runAt(place);
            long start = order.startMillisAt(place);
            if (isWanted[run] && start >= from && start < until && start > nowMillis) {
                consider(day, order, place, start, released[run], seats);
            }
        }
    }

    private void consider(DayBook day, SlotOrder order, int place, long start, long released, BitSet seats) {
        sawVisible = true;
        int run = order.runAt(place);
        int ordinal = order.ordinal(run, order.indexAt(place));
        if (!seats.get(ordinal) && (order.capacity(run) == 1 || !hasSeat(seats, ordinal, order.capacity(run)))) {
            sawTaken = true;
        } else if (nowMillis < released) {
            releasedAt = Math.min(releasedAt, released);
        } else if (start > windowLast || start < windowFirst) {
            sawOutsideWindow = true;
            windowOpensAt =
                    start > windowLast ? Math.min(windowOpensAt, nowMillis + start - windowLast) : windowOpensAt;
        } else {
            take(day, order, place, start);
        }
    }

    private static boolean hasSeat(BitSet seats, int ordinal, int capacity) {
        int seat = seats.nextSetBit(ordinal);
        return seat >= 0 && seat < ordinal + capacity;
    }

    private void take(DayBook day, SlotOrder order, int place, long start) {
        total++;
        if (hasMore
                || (search.after().isPresent()
                        && start < search.after().get().start().toEpochMilli())) {
            return;
        }
        Found slot = new Found(book, day, day.runs().get(order.runAt(place)), order.indexAt(place));
        if (search.after().isPresent() && !isAfter(slot, search.after().get())) {
            return;
        }
        if (found.size() < search.countMax()) {
            found.add(slot);
        } else {
            hasMore = true;
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
        if (releasedAt != Long.MAX_VALUE) {
            return absence(Why.EMBARGOED, Optional.of(Instant.ofEpochMilli(releasedAt)));
        }
        if (sawTaken || !sawOutsideWindow) {
            return absence(Why.ALL_TAKEN, Optional.empty());
        }
        return absence(
                Why.OUTSIDE_BOOKING_WINDOW,
                windowOpensAt == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(windowOpensAt)));
    }

    private Absence absence(Why why, Optional<Instant> from) {
        return new Absence(book.practice().odsCode(), why, from);
    }
}
