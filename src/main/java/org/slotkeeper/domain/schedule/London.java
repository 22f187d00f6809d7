package org.slotkeeper.domain.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The time by which practices keep their books: Europe/London, with its clock changes. */
public final class London {

    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private London() {}

    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }
}
