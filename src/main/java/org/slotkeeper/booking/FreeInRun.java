package org.slotkeeper.booking;

import java.util.BitSet;
import org.slotkeeper.domain.schedule.SlotOrder;

/**
 * The free slots of one run of a day, by their index in the run. They are counted by stretches of
 * seats, so that a day nobody has booked yet costs no more than one that is nearly full.
 */
final class FreeInRun {

    private final SlotOrder order;
    private final int run;
    private final int slotCount;
    private final BitSet seats;

    FreeInRun(SlotOrder order, int run, int slotCount, BitSet seats) {
        this.order = order;
        this.run = run;
        this.slotCount = slotCount;
        this.seats = seats;
    }

    /**
     * The index of the first slot that starts at this instant or later; behind the last if none
     * does.
     */
    int indexFrom(long startMillis) {
        long later = startMillis - order.startMillis(run, 0);
        // Rounded up: a bound within a slot leaves that slot out.
        long index = -Math.floorDiv(-later, order.slotLengthMillis(run));
        return (int) Math.max(0, Math.min(slotCount, index));
    }

    long startMillis(int index) {
        return order.startMillis(run, index);
    }

    int count(int from, int until) {
        return order.capacity(run) == 1 ? countSeats(from, until) : countSlots(from, until);
    }

    /** The index of the first free slot from this one on; {@code until} if there is none before. */
    int first(int from, int until) {
        int index = from;
        while (index < until && !isFree(index)) {
            index++;
        }
        return index;
    }

    private int countSeats(int from, int until) {
        int end = order.ordinal(run, until);
        int count = 0;
        int seat = seats.nextSetBit(order.ordinal(run, from));
        while (seat >= 0 && seat < end) {
            int stretchEnd = Math.min(end, seats.nextClearBit(seat));
            count += stretchEnd - seat;
            seat = seats.nextSetBit(stretchEnd);
        }
        return count;
    }

    private int countSlots(int from, int until) {
        int count = 0;
        for (int index = first(from, until); index < until; index = first(index + 1, until)) {
            count++;
        }
        return count;
    }

    boolean isFree(int index) {
        int ordinal = order.ordinal(run, index);
        return seats.get(ordinal) || (order.capacity(run) > 1 && hasSeat(ordinal, order.capacity(run)));
    }

    private boolean hasSeat(int ordinal, int capacity) {
        int seat = seats.nextSetBit(ordinal);
        return seat >= 0 && seat < ordinal + capacity;
    }
}
