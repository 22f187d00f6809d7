package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SlotId;

/** Finds what a caller could book at this instant. The inventory is asked each time: nothing that is free is remembered. */
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

    /**
     * @param practices at least one
     * @param starts slots that start in this interval
     * @param serviceTypes what the slots are for: one of each of these sets, by the spelling or in another case
     * @param channels how they are held: one of each of these sets
     * @param countMax how many slots to give at most; with 0 they are only counted
     * @param after the place of the last slot of the page before this one
     */
    public record Search(
            Caller caller,
            List<OdsCode> practices,
            Interval starts,
            List<Set<String>> serviceTypes,
            List<Set<Channel>> channels,
            int countMax,
            Optional<Place> after) {
        public Search {
            practices = List.copyOf(practices);
            serviceTypes = List.copyOf(serviceTypes);
            channels = List.copyOf(channels);
        }
    }

    /** Where a page ends: slots are given by start, and at the same start by id. */
    public record Place(Instant start, SlotId id) {}

    public Future<FreeSlots> find(Search search) {
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
            OdsCode practice, Optional<PracticeBook> known, Search search, Instant now, int fetches) {
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
        return inventory
                .availability(practice, days, now)
                .compose(free -> select(practice, book, free, search, now, fetches));
    }

    private Future<FreeSlots> select(
            OdsCode practice, PracticeBook book, Availability free, Search search, Instant now, int fetches) {
        if (free.layoutVersion() > book.layoutVersion() && fetches < FETCHES_MAX) {
            return books.find(practice, free.layoutVersion())
                    .compose(newer -> findIn(practice, newer, search, now, fetches + 1));
        }
        if (free.layoutVersion() < book.layoutVersion()) {
            // Whoever published it may have died before the inventory heard: what is new is not free for anybody yet.
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
