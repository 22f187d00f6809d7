package org.slotkeeper.retention.spi;

import java.time.Instant;
import java.time.LocalDate;
import org.slotkeeper.domain.schedule.London;

/** What is on this day or later is kept. Days are London's. */
public record Limit(LocalDate firstDay) {

    /** When the first day that is kept begins. */
    public Instant begin() {
        return firstDay.atStartOfDay(London.ZONE).toInstant();
    }

    /** Whether one of the week's days is kept. */
    public boolean keeps(Week week) {
        return week.monday().plusWeeks(1).isAfter(firstDay);
    }
}
