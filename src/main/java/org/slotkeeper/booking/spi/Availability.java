package org.slotkeeper.booking.spi;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Map;

/**
 * @param layoutVersion the version of the practice's book that the inventory knows
 * @param freeSeats for each day asked for, the ordinals that are free
 */
public record Availability(int layoutVersion, Map<LocalDate, BitSet> freeSeats) {

    public BitSet on(LocalDate day) {
        return freeSeats.getOrDefault(day, new BitSet());
    }
}
