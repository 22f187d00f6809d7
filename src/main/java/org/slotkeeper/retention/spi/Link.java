package org.slotkeeper.retention.spi;

import java.time.LocalDate;

/**
 * What the tables of one week say of the days of another.
 *
 * @param origin the week that appointments were first made for: it has their rows
 * @param other the week of the day that they are on, or were
 */
public record Link(Kind kind, LocalDate origin, LocalDate other, long count) {

    public enum Kind {
        /** Appointments as they are. */
        APPOINTMENT,
        /** Appointments as they were before. */
        EARLIER_VERSION,
        /** Seats that they have. */
        SEAT
    }
}
