package org.slotkeeper.booking;

import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.domain.DayBook;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.Hold;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.PracticeBook;
import org.slotkeeper.domain.Slot;

/** Which slots some seats belong to. Runs never vanish from a book, so that a seat that was once given always has its slot. */
final class SlotsOfSeats {

    private SlotsOfSeats() {}

    static Hold hold(HeldSeats held, PracticeBook book, NhsNumber patient) {
        List<Slot> slots = in(book, held.id().origin().day(), held.ordinals());
        return new Hold(held.id(), patient, slots, held.expiresAt());
    }

    static List<Slot> in(PracticeBook book, LocalDate day, List<Integer> ordinals) {
        DayBook dayBook = book.day(day)
                .orElseThrow(() -> new IllegalStateException(
                        "no book of " + book.practice().odsCode() + " for " + day));
        return ordinals.stream()
                .map(ordinal -> dayBook.slotOfSeat(ordinal)
                        .orElseThrow(() -> new IllegalStateException("no slot has seat " + ordinal + " on " + day)))
                .toList();
    }
}
