package org.slotkeeper.relay.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What lies between two positions of the log, in the order in which it was recorded.
 *
 * @param from the position after which it begins
 * @param to the position up to which it goes; the same if there is nothing that may be read yet
 * @param since when the first request after {@code from} was recorded, also if it may not be read
 * yet, because something before it is still under way; empty if there is none
 */
public record Passage(long from, long to, Optional<Instant> since, List<AppointmentChange> changes) {

    public Passage {
        if (to < from || to == from && !changes.isEmpty()) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
        changes = List.copyOf(changes);
    }

    public boolean isEnd() {
        return to == from;
    }
}
