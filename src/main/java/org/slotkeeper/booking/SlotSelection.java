package org.slotkeeper.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Found;
import org.slotkeeper.booking.FreeSlots.Why;
import org.slotkeeper.booking.SlotSearch.Place;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SlotOrder;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.domain.schedule.SlotSpan;

/**
 * Which of the free seats of one practice's book a search may show, and if none, why. All that can
 * be said of a whole run is said by counting, so that only the slots that are given are looked at
 * one by one.
 */
final class SlotSelection {

    private final PracticeBook book;
    private final SlotSearch search;
    private final Instant now;
    private final long nowMillis;
    /** Starts that were asked for and are not over, both bounds included. */
    private final long askedFirst;

    private final long askedLast;
    /** The booking window as the starts it lets through, both included. */
    private final long windowFirst;

    private final long windowLast;
    private final boolean isOwnStaff;
    private final Predicate<Audience> isForCaller;
    private final List<Day> days;

    SlotSelection(PracticeBook book, Availability free, SlotSearch search, Instant now) {
        this.book = book;
        this.search = search;
        this.now = now;
        this.nowMillis = now.toEpochMilli();
        this.askedFirst = Math.max(millisUp(search.starts().start()), nowMillis + 1);
        this.askedLast = millisUp(search.starts().end()) - 1;
        this.isOwnStaff = search.caller().isPractice();
        this.isForCaller = Audience.admitting(search.caller(), book.practice().odsCode());
        BookingWindow window = book.practice().rules().bookingWindow();
        this.windowFirst =
                isOwnStaff ? Long.MIN_VALUE : window.firstStartAt(now).toEpochMilli();
        this.windowLast = isOwnStaff ? Long.MAX_VALUE : window.lastStartAt(now).toEpochMilli();
        this.days = new ArrayList<>();
        for (DayBook day : book.days().values()) {
            BitSet seats = free.freeSeats().get(day.day());
            if (seats != null) {
                days.add(dayOf(day, seats));
            }
        }
    }

    /**
     * Slots start on whole milliseconds: a bound between two of them is as good as the later one.
     */
    private static long millisUp(Instant bound) {
        return bound.plusNanos(999_999).toEpochMilli();
    }

    /** @param isWanted by run, whether it may be seen and was asked for */
    private record Day(DayBook book, SlotOrder order, BitSet seats, boolean[] isWanted) {

        FreeInRun free(int run) {
            return new FreeInRun(order, run, book.runs().get(run).slotCount(), seats);
        }
    }

    private Day dayOf(DayBook day, BitSet seats) {
        boolean[] isWanted = new boolean[day.runs().size()];
        for (int run = 0; run < isWanted.length; run++) {
            isWanted[run] = isAskedFor(day.runs().get(run)) && isForCaller(day, run);
        }
        return new Day(day, day.order(), day.onOffer(seats), isWanted);
    }

    private boolean isForCaller(DayBook day, int run) {
        return isForCaller.test(day.rulesOfRun(run).audience());
    }

    private boolean isAskedFor(SlotRun run) {
        for (Set<String> types : search.serviceTypes()) {
            if (!types.contains(run.care().serviceType())) {
                return false;
            }
        }
        for (Set<Channel> channels : search.channels()) {
            if (!channels.contains(run.care().channel())) {
                return false;
            }
        }
        return true;
    }

    FreeSlots select() {
        if (!book.practice().rules().onlineBooking() && !isOwnStaff) {
            return FreeSlots.none(Absence.of(book.practice().odsCode(), Why.ONLINE_BOOKING_OFF));
        }
        int total = 0;
        List<Found> page = new ArrayList<>();
        for (Day day : days) {
            int ofDay = count(day);
            total += ofDay;
            if (ofDay > 0 && page.size() <= search.countMax()) {
                take(day, page);
            }
        }
        if (total == 0) {
            return FreeSlots.none(whyNone());
        }
        boolean hasMore = page.size() > search.countMax();
        return new FreeSlots(hasMore ? page.subList(0, search.countMax()) : page, total, hasMore, moreLater());
    }

    private int count(Day day) {
        long first = Math.max(askedFirst, windowFirst);
        long last = Math.min(askedLast, windowLast);
        int count = 0;
        for (int run = 0; run < day.isWanted().length; run++) {
            if (isOpen(day, run)) {
                FreeInRun free = day.free(run);
                count += free.count(free.indexFrom(first), free.indexFrom(last + 1));
            }
        }
        return count;
    }

    private boolean isOpen(Day day, int run) {
        return day.isWanted()[run] && (isOwnStaff || nowMillis >= releasedAt(day, run));
    }

    private static long releasedAt(Day day, int run) {
        return day.book().rulesOfRun(run).releasedAt().toEpochMilli();
    }

    /** Adds the slots of the day that belong on the page, and one more if there is one. */
    private void take(Day day, List<Found> page) {
        boolean[] isOpen = new boolean[day.isWanted().length];
        FreeInRun[] free = new FreeInRun[isOpen.length];
        for (int run = 0; run < isOpen.length; run++) {
            isOpen[run] = isOpen(day, run);
            free[run] = day.free(run);
        }
        SlotOrder order = day.order();
        long first = Math.max(askedFirst, windowFirst);
        long last = Math.min(askedLast, windowLast);
        for (int place = 0; place < order.size() && page.size() <= search.countMax(); place++) {
            int run = order.runAt(place);
            long start = order.startMillisAt(place);
            if (isOpen[run] && start >= first && start <= last && free[run].isFree(order.indexAt(place))) {
                Found slot = new Found(book, day.book(), day.book().runs().get(run), order.indexAt(place));
                if (search.after().isEmpty() || isAfter(slot, search.after().get())) {
                    page.add(slot);
                }
            }
        }
    }

    private static boolean isAfter(Found slot, Place last) {
        int byTime = slot.start().compareTo(last.start());
        int byPractice =
                slot.day().practice().value().compareTo(last.id().practice().value());
        int byOrdinal = Integer.compare(slot.ordinal(), last.id().ordinal());
        return byTime > 0 || (byTime == 0 && (byPractice > 0 || (byPractice == 0 && byOrdinal > 0)));
    }

    /** When the first of those is released that would be here too if they were. */
    private List<Absence> moreLater() {
        long next = Long.MAX_VALUE;
        for (Day day : days) {
            for (int run = 0; run < day.isWanted().length; run++) {
                if (day.isWanted()[run] && !isOpen(day, run) && releasedAt(day, run) < next) {
                    FreeInRun free = day.free(run);
                    boolean hasFree = free.count(free.indexFrom(askedFirst), free.indexFrom(askedLast + 1)) > 0;
                    next = hasFree ? releasedAt(day, run) : next;
                }
            }
        }
        return next == Long.MAX_VALUE
                ? List.of()
                : List.of(new Absence(
                        book.practice().odsCode(), Why.EMBARGOED, Optional.of(Instant.ofEpochMilli(next)), List.of()));
    }

    private Absence whyNone() {
        if (askedLast < askedFirst) {
            return Absence.of(book.practice().odsCode(), Why.IN_THE_PAST);
        }
        WhyNone why = new WhyNone(now, book.practice().rules().bookingWindow());
        for (Day day : days) {
            for (int run = 0; run < day.isWanted().length; run++) {
                look(why, day, run);
            }
        }
        return why.absence(book.practice().odsCode());
    }

    /** What the practice has taken back is not there, whoever still has it. */
    private void look(WhyNone why, Day day, int run) {
        FreeInRun free = day.free(run);
        SlotSpan wanted = day.book().wantedOfRun(run);
        int first = wanted.indexFrom(free.indexFrom(millisUp(search.starts().start())));
        int future = wanted.indexFrom(free.indexFrom(askedFirst));
        int until = wanted.indexFrom(free.indexFrom(askedLast + 1));
        if (day.isWanted()[run] && future < until) {
            why.look(free, future, until, releasedAt(day, run));
        } else if (day.isWanted()[run] && first < until) {
            why.lookAtPast();
        } else if (future < until && isAskedFor(day.book().runs().get(run))) {
            why.lookAtOthers();
        } else if (future < until && isForCaller(day.book(), run)) {
            why.lookAtOtherKind(day.book().runs().get(run).care());
        }
    }
}
