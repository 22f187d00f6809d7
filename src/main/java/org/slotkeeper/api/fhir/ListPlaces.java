package org.slotkeeper.api.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.booking.spi.AppointmentLedger.Place;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/**
 * The place where a page of a patient's appointments ends, as one word for the address of the next
 * page. A word is good for that patient's list only.
 */
final class ListPlaces {

    private static final Pattern FORMAT =
            Pattern.compile("(-?[0-9]{1,12})\\.([0-9]{1,9}) ([A-Z0-9]{3,10}) ([a-z2-7]{26})");

    private final CursorSeal seal;

    ListPlaces(CursorSeal seal) {
        this.seal = seal;
    }

    String word(Place place, NhsNumber patient) {
        Instant start = place.start();
        String text = start.getEpochSecond() + "." + start.getNano() + ' '
                + place.practice().value() + ' ' + place.key();
        return seal.seal(text, patient.digits());
    }

    Optional<Place> read(String word, NhsNumber patient) {
        return seal.open(word, patient.digits()).flatMap(ListPlaces::parse);
    }

    private static Optional<Place> parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Instant start = Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
            return Optional.of(new Place(start, new OdsCode(parts.group(3)), parts.group(4)));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }
}
