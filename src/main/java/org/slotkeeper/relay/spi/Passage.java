package org.slotkeeper.relay.spi;

import java.util.List;

/**
 * What lies between two positions of the log, in the order in which it was recorded.
 *
 * @param from the position after which it begins
 * @param to the position up to which it goes; the same if there is nothing more yet
 */
public record Passage(long from, long to, List<AppointmentChange> changes) {

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
