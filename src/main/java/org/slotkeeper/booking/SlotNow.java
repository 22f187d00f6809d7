package org.slotkeeper.booking;

import java.util.BitSet;
import org.slotkeeper.booking.spi.SlotArchive.SeatOwners;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.Slot;

/** A slot with what it is at one instant, for the one who asks: never who has it. */
public record SlotNow(Slot slot, State state) {

    public enum State {
        /** The one who asks could book it. */
        FREE,
        /** Held, or on its way to an appointment or back. */
        HELD,
        /** As many appointments as places. */
        BOOKED,
        /** Withdrawn, retired, over, or not to be booked by the rules of the practice. */
        UNAVAILABLE
    }

    /**
     * A day's seats without an owner.
     *
     * @param free as the inventory has them
     * @param onOffer those of them that anybody may have
     */
    record Seats(BitSet free, BitSet onOffer) {

        static final Seats NONE = new Seats(new BitSet(), new BitSet());

        static Seats of(DayBook day, BitSet free) {
            return new Seats(free, day.onOffer(free));
        }
    }

    /**
     * @param seats of the slot's day
     * @param isBookable whether no rule keeps the one who asks from booking it
     * @param isOver whether it has begun
     */
    static SlotNow of(Slot slot, Seats seats, SeatOwners owners, boolean isBookable, boolean isOver) {
        boolean hasFree = false;
        boolean hasHeld = false;
        int first = slot.id().ordinal();
        for (int ordinal = first; ordinal < first + slot.capacity(); ordinal++) {
            if (!owners.has(ordinal)) {
                hasFree |= seats.onOffer().get(ordinal);
                // The inventory does not keep days that are over.
                hasHeld |= !seats.free().get(ordinal) && !isOver;
            }
        }
        if (hasFree) {
            return new SlotNow(slot, isBookable ? State.FREE : State.UNAVAILABLE);
        }
        if (hasHeld) {
            return new SlotNow(slot, State.HELD);
        }
        return new SlotNow(slot, owners.booked().isEmpty() ? State.UNAVAILABLE : State.BOOKED);
    }
}
