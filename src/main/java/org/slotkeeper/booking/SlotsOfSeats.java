package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;

/**
 * Which slots some seats belong to. Runs never vanish from a book, so that a seat that was once
 * given has its slot in the newest one; but the book at hand may be older than the hold of a seat
 * that was published since.
 */
final class SlotsOfSeats {

    private final PracticeBooks books;

    SlotsOfSeats(PracticeBooks books) {
        this.books = books;
    }

    /** The hold as its patient sees it. @param book of its practice, as it is at hand */
    Future<Hold> hold(HeldSeats held, PracticeBook book, NhsNumber patient) {
        LocalDate day = held.id().origin().day();
        return bookWith(day, held.ordinals(), book)
                .map(newest -> new Hold(held.id(), patient, in(newest, day, held.ordinals()), held.expiresAt()));
    }

    /** The book at hand if it has all of these seats, otherwise the newest there is. */
    Future<PracticeBook> bookWith(LocalDate day, List<Integer> ordinals, PracticeBook book) {
        boolean hasAll =
                ordinals.stream().allMatch(ordinal -> slot(book, day, ordinal).isPresent());
        return hasAll
                ? Future.succeededFuture(book)
                : books.find(book.practice().odsCode(), book.layoutVersion() + 1)
                        .map(newest -> newest.orElse(book));
    }

    /** @throws IllegalStateException if the book has not all of these seats */
    static List<Slot> in(PracticeBook book, LocalDate day, List<Integer> ordinals) {
        return ordinals.stream()
                .map(ordinal -> slot(book, day, ordinal)
                        .orElseThrow(() -> new IllegalStateException(
                                "no slot of " + book.practice().odsCode() + " has seat " + ordinal + " on " + day)))
                .toList();
    }

    private static Optional<Slot> slot(PracticeBook book, LocalDate day, int ordinal) {
        return book.day(day).flatMap(dayBook -> dayBook.slotOfSeat(ordinal));
    }
}
