package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotOrder;
import org.slotkeeper.domain.schedule.SlotRun;

/**
 * What else is free: of the same kind first, then the nearest in time. The same book, seats and
 * instant always give the same answer. Losers are many at eight in the morning, so only the three
 * that are offered are made into slots.
 */
final class Alternatives {

    private static final int COUNT_MAX = 3;

    private final Slot asked;
    private final long askedStart;
    private final PracticeBook book;
    private final long asOf;
    private final boolean isOwnStaff;
    private final Predicate<Audience> isForCaller;
    /** The starts that the booking window lets through, both included. */
    private final long windowFirst;

    private final long windowLast;
    private final List<Candidate> nearest = new ArrayList<>(COUNT_MAX + 1);

    private Alternatives(Slot asked, PracticeBook book, Caller caller, Instant asOf) {
        this.asked = asked;
        this.askedStart = asked.time().start().toEpochMilli();
        this.book = book;
        this.asOf = asOf.toEpochMilli();
        this.isOwnStaff = caller.isPractice();
        this.isForCaller = Audience.admitting(caller, book.practice().odsCode());
        BookingWindow window = book.practice().rules().bookingWindow();
        this.windowFirst = window.firstStartAt(asOf).toEpochMilli();
        this.windowLast = window.lastStartAt(asOf).toEpochMilli();
    }

    /**
     * Up to three slots that this caller could have had at this instant instead of the one asked
     * for.
     */
    static List<Slot> to(Slot asked, PracticeBook book, Availability free, Caller caller, Instant asOf) {
        Alternatives alternatives = new Alternatives(asked, book, caller, asOf);
        if (book.practice().rules().onlineBooking() || alternatives.isOwnStaff) {
            free.freeSeats().forEach((day, seats) -> book.day(day)
                    .ifPresent(dayBook -> alternatives.look(dayBook, dayBook.onOffer(seats))));
        }
        return alternatives.nearest.stream()
                .map(candidate -> candidate.day().slot(candidate.ordinal()).orElseThrow())
                .toList();
    }

    private record Candidate(boolean isOtherKind, long distance, DayBook day, int ordinal) {

        boolean isBefore(Candidate other) {
            if (isOtherKind != other.isOtherKind) {
                return !isOtherKind;
            }
            if (distance != other.distance) {
                return distance < other.distance;
            }
            LocalDate otherDay = other.day.day();
            return day.day().equals(otherDay)
                    ? ordinal < other.ordinal
                    : day.day().isBefore(otherDay);
        }
    }

    private void look(DayBook day, BitSet seats) {
        List<SlotRun> runs = day.runs();
        for (int run = 0; run < runs.size(); run++) {
            SessionRules rules = day.rulesOfRun(run);
            boolean isReleased = isOwnStaff || asOf >= rules.releasedAt().toEpochMilli();
            if (isReleased && isForCaller.test(rules.audience())) {
                look(day, run, runs.get(run), seats);
            }
        }
    }

    /**
     * Away from the time that was asked for in both directions, until three are found in each or
     * the rest is too far away to be offered.
     */
    private void look(DayBook day, int run, SlotRun slots, BitSet seats) {
        SlotOrder order = day.order();
        boolean isOtherKind = !slots.care().serviceType().equals(asked.care().serviceType());
        long slotsLater = Math.floorDiv(askedStart - order.startMillis(run, 0), order.slotLengthMillis(run));
        int middle = (int) Math.max(0, Math.min(slots.slotCount() - 1L, slotsLater));
        int found = 0;
        for (int index = middle; index < slots.slotCount() && found < COUNT_MAX; index++) {
            found += offer(day, run, index, isOtherKind, seats);
        }
        found = 0;
        for (int index = middle - 1; index >= 0 && found < COUNT_MAX; index--) {
            found += offer(day, run, index, isOtherKind, seats);
        }
    }

    private int offer(DayBook day, int run, int index, boolean isOtherKind, BitSet seats) {
        SlotOrder order = day.order();
        int ordinal = order.ordinal(run, index);
        int seat = seats.nextSetBit(ordinal);
        long start = order.startMillis(run, index);
        boolean isAsked =
                ordinal == asked.id().ordinal() && day.day().equals(asked.id().day());
        if (seat < 0 || seat >= ordinal + order.capacity(run) || isAsked || !isBookable(start)) {
            return 0;
        }
        keep(new Candidate(isOtherKind, Math.abs(start - askedStart), day, ordinal));
        return 1;
    }

    private boolean isBookable(long start) {
        return start > asOf && (isOwnStaff || (start >= windowFirst && start <= windowLast));
    }

    private void keep(Candidate candidate) {
        int place = nearest.size();
        while (place > 0 && candidate.isBefore(nearest.get(place - 1))) {
            place--;
        }
        if (place < COUNT_MAX) {
            nearest.add(place, candidate);
            if (nearest.size() > COUNT_MAX) {
                nearest.remove(COUNT_MAX);
            }
        }
    }
}
