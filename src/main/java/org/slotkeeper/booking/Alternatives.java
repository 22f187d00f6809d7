package org.slotkeeper.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.BookingRules;
import org.slotkeeper.domain.Caller;
import org.slotkeeper.domain.DayBook;
import org.slotkeeper.domain.PracticeBook;
import org.slotkeeper.domain.SessionRules;
import org.slotkeeper.domain.Slot;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.domain.SlotRun;

/** What else is free: of the same kind first, then the nearest in time. The same book, seats and instant always give the same answer. */
final class Alternatives {

    private static final int COUNT_MAX = 3;

    private Alternatives() {}

    /** Up to three slots that this caller could have had at this instant instead of the one asked for. */
    static List<Slot> to(Slot asked, PracticeBook book, Availability free, Caller caller, Instant asOf) {
        List<Candidate> candidates = new ArrayList<>();
        free.freeSeats().forEach((day, seats) -> book.day(day)
                .ifPresent(dayBook -> collect(asked, dayBook, seats, caller, candidates)));
        return candidates.stream()
                .sorted(Comparator.comparing(Candidate::isOtherKind)
                        .thenComparing(Candidate::distance)
                        .thenComparing(candidate -> candidate.id().day())
                        .thenComparing(candidate -> candidate.id().ordinal()))
                .map(candidate -> book.slot(candidate.id()).orElseThrow())
                .filter(slot -> BookingRules.refusalToShow(slot, book.practice(), caller, asOf)
                        .isEmpty())
                .limit(COUNT_MAX)
                .toList();
    }

    private static void collect(Slot asked, DayBook dayBook, BitSet seats, Caller caller, List<Candidate> candidates) {
        for (SlotRun run : dayBook.runs()) {
            SessionRules rules = dayBook.rulesOf(run.session()).orElseThrow();
            if (rules.audience().admits(caller, dayBook.practice())) {
                collectNearest(asked, dayBook, run, seats, candidates);
            }
        }
    }

    private static void collectNearest(
            Slot asked, DayBook dayBook, SlotRun run, BitSet seats, List<Candidate> candidates) {
        long slotsLater = Duration.between(run.start(), asked.time().start()).dividedBy(run.slotLength());
        int nearest = (int) Math.max(0, Math.min(run.slotCount() - 1L, slotsLater));
        int found = 0;
        for (int index = nearest; index < run.slotCount() && found < COUNT_MAX; index++) {
            found += collectIfFree(asked, dayBook, run, index, seats, candidates);
        }
        found = 0;
        for (int index = nearest - 1; index >= 0 && found < COUNT_MAX; index--) {
            found += collectIfFree(asked, dayBook, run, index, seats, candidates);
        }
    }

    private static int collectIfFree(
            Slot asked, DayBook dayBook, SlotRun run, int index, BitSet seats, List<Candidate> candidates) {
        int ordinal = run.ordinalOf(index);
        int seat = seats.nextSetBit(ordinal);
        if (seat < 0 || seat >= ordinal + run.capacity() || isAsked(asked, dayBook, ordinal)) {
            return 0;
        }
        boolean isOtherKind = !run.care().serviceType().equals(asked.care().serviceType());
        Instant start = run.start().plus(run.slotLength().multipliedBy(index));
        Duration distance = Duration.between(asked.time().start(), start).abs();
        candidates.add(new Candidate(new SlotId(dayBook.practice(), dayBook.day(), ordinal), isOtherKind, distance));
        return 1;
    }

    private static boolean isAsked(Slot asked, DayBook dayBook, int ordinal) {
        return asked.id().ordinal() == ordinal && asked.id().day().equals(dayBook.day());
    }

    private record Candidate(SlotId id, boolean isOtherKind, Duration distance) {}
}
