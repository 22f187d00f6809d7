package org.slotkeeper.api.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.booking.SlotSearch.Place;
import org.slotkeeper.domain.schedule.SlotId;

/** The place where a page of slots ends, as one word for the address of the next page. */
final class Cursor {

    private static final Pattern FORMAT = Pattern.compile("([0-9]{1,12})\\.([A-Z0-9-]{1,40})");

    private Cursor() {}

    static String of(Place place) {
        return place.start().getEpochSecond() + "." + place.id().text();
    }

    static Optional<Place> parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Instant start = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
            return SlotId.parse(parts.group(2)).map(id -> new Place(start, id));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }
}
