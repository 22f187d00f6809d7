package org.slotkeeper.domain.schedule;

import java.time.LocalDate;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;

/**
 * The address of one seat: practice, day in Europe/London, and ordinal in that day's book. The
 * first seat of a slot has the ordinal by which the slot is named, but a seat is never taken for a
 * slot: a slot may have several.
 */
public record SeatId(OdsCode practice, LocalDate day, int ordinal) {

    public SeatId {
        SlotId.requireInRange(day, ordinal);
    }

    /** The one that the slot is named by. */
    public static SeatId firstOf(SlotId slot) {
        return new SeatId(slot.practice(), slot.day(), slot.ordinal());
    }

    /** Read as {@link SlotId#parse} reads. */
    public static Optional<SeatId> parse(String text) {
        return SlotId.parse(text).map(SeatId::firstOf);
    }

    /** In the spelling of {@link SlotId#text()}. */
    public String text() {
        return SlotId.text(practice, day, ordinal);
    }

    @Override
    public String toString() {
        return text();
    }
}
