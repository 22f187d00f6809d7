package org.slotkeeper.booking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger.Listed;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Place;
import org.slotkeeper.domain.appointment.Hold;

/**
 * One page of what a patient has.
 *
 * @param entries soonest first
 * @param total how many there are on all pages
 * @param hasMore whether there are more after these
 */
public record AppointmentPage(List<Entry> entries, int total, boolean hasMore) {

    public AppointmentPage {
        entries = List.copyOf(entries);
    }

    /**
     * Where an entry stands among all. A hold stands where the appointment will that comes of it.
     */
    public static Place placeOf(Entry entry) {
        return entry.match(Place::of, AppointmentPage::placeOf, withdrawn -> {
            throw new IllegalStateException("what was withdrawn is in no list");
        });
    }

    static AppointmentPage of(Listed listed) {
        return new AppointmentPage(
                listed.page().stream().<Entry>map(Entry.Recorded::new).toList(), listed.total(), listed.hasMore());
    }

    /** The page with this hold among its entries, if it belongs there. */
    AppointmentPage with(Optional<Hold> hold, Listing listing) {
        Optional<Hold> asked = hold.filter(live -> listing.isInTime(live.time()));
        // Confirmed between the two askings, it is an appointment by now.
        if (asked.isEmpty()
                || entries.stream()
                        .anyMatch(entry -> entry.id().equals(asked.get().id()))) {
            return this;
        }
        Place place = placeOf(asked.get());
        boolean isBehind =
                listing.after().map(after -> place.compareTo(after) > 0).orElse(true);
        if (!isBehind) {
            return new AppointmentPage(entries, total + 1, hasMore);
        }
        List<Entry> all = new ArrayList<>(entries);
        all.add(new Entry.Held(asked.get()));
        all.sort(Comparator.comparing(AppointmentPage::placeOf));
        boolean isOver = all.size() > listing.countMax();
        return new AppointmentPage(isOver ? all.subList(0, listing.countMax()) : all, total + 1, hasMore || isOver);
    }

    private static Place placeOf(Hold hold) {
        return new Place(hold.time().start(), hold.id().practice(), hold.id().key());
    }
}
