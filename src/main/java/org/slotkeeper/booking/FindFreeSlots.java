package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.PracticeBook;

/**
 * Finds what a caller could book at this instant. The inventory is asked each time: nothing that is
 * free is remembered.
 */
public final class FindFreeSlots {

    private static final int FETCHES_MAX = 3;

    private final PracticeBooks books;
    private final SlotInventory inventory;
    private final SeatDesk desk;
    private final Clock clock;

    FindFreeSlots(PracticeBooks books, SlotInventory inventory, SeatDesk desk, Clock clock) {
        this.books = books;
        this.inventory = inventory;
        this.desk = desk;
        this.clock = clock;
    }

    public Future<FreeSlots> find(SlotSearch search) {
        Instant now = clock.instant();
        List<Future<FreeSlots>> found = new ArrayList<>(search.practices().size());
        for (OdsCode practice : search.practices()) {
            found.add(books.find(practice).compose(book -> findIn(practice, book, search, now, 1)));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        return Future.all(found).map(all -> FreeSlots.merge(all.<FreeSlots>list(), search.countMax()));
    }

    private Future<FreeSlots> findIn(
            OdsCode practice, Optional<PracticeBook> known, SlotSearch search, Instant now, int fetches) {
        if (known.isEmpty()) {
            return Future.succeededFuture(
                    FreeSlots.none(FreeSlots.Absence.of(practice, FreeSlots.Why.PRACTICE_UNKNOWN)));
        }
        PracticeBook book = known.get();
        List<LocalDate> days = daysOf(book, search.starts());
        if (days.isEmpty() && fetches > 1) {
            Availability nothing = new Availability(book.layoutVersion(), Map.of());
            return Future.succeededFuture(new SlotSelection(book, nothing, search, now).select());
        }
        return inventory.availability(practice, days, now).compose(free -> select(book, free, search, now, fetches));
    }

    private Future<FreeSlots> select(
            PracticeBook book, Availability free, SlotSearch search, Instant now, int fetches) {
        OdsCode practice = book.practice().odsCode();
        if (free.layoutVersion() > book.layoutVersion() && fetches < FETCHES_MAX) {
            return books.find(practice, free.layoutVersion())
                    .compose(newer -> findIn(practice, newer, search, now, fetches + 1));
        }
        if (free.layoutVersion() < book.layoutVersion()) {
            // Whoever published it may have died before the inventory heard: what is new is not
            // free for anybody yet.
            desk.isBehind(practice);
        }
        return Future.succeededFuture(new SlotSelection(book, free, search, now).select());
    }

    private static List<LocalDate> daysOf(PracticeBook book, Interval starts) {
        LocalDate first = London.dayOf(starts.start());
        LocalDate last = London.dayOf(starts.end());
        return List.copyOf(book.days().subMap(first, true, last, true).keySet());
    }
}
