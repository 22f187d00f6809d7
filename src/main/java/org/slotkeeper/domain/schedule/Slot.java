package org.slotkeeper.domain.schedule;

import java.time.Instant;

/**
 * A published appointment slot as the practice's book has it: whether it is free is the inventory's
 * to say.
 *
 * @param id names the first of its seats
 * @param capacity how many patients it has places for
 * @param session the session it belongs to
 * @param releasedAt it is embargoed at every instant before this one
 */
public record Slot(
        SlotId id, Interval time, int capacity, Care care, SessionId session, Instant releasedAt, Audience audience) {

    public Slot {
        if (capacity < 1 || capacity > SlotRun.CAPACITY_MAX) {
            throw new IllegalArgumentException("capacity out of range: " + capacity);
        }
    }

    public boolean isEmbargoedAt(Instant now) {
        return now.isBefore(releasedAt);
    }

    public boolean hasSeat(int ordinal) {
        return ordinal >= id.ordinal() && ordinal < id.ordinal() + capacity;
    }
}
