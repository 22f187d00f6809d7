package org.slotkeeper.api.practice;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.slotkeeper.domain.schedule.London;

/** An instant as practices read it: in London's time, with its offset. */
final class LondonTime {

    private static final DateTimeFormatter LONDON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(London.ZONE);

    private LondonTime() {}

    static String text(Instant instant) {
        return LONDON.format(instant);
    }
}
