package org.slotkeeper.publishing;

import java.util.BitSet;
import java.util.List;
import org.slotkeeper.domain.AppointmentId;

/**
 * The places of one slot that are too many. Only those without an owner can go.
 *
 * @param isTimeWanted whether other places at this very time are wanted
 * @param free ordinals without an owner in the ledger
 */
record Surplus(PlacesOfSlot slot, boolean isTimeWanted, List<Integer> free, List<AppointmentId> booked) {

    /** All places of a slot. */
    static Surplus of(PlacesOfSlot slot) {
        return new Surplus(slot, false, slot.free(), appointments(slot.booked()));
    }

    /** Some places of a slot of which others are wanted. */
    static Surplus of(PlacesOfSlot slot, List<Integer> free, List<PlacesOfSlot.Booked> booked) {
        return new Surplus(slot, true, free, appointments(booked));
    }

    /** How many places somebody is about to book, when these seats can be withdrawn. */
    int heldBut(BitSet withdrawn) {
        return (int) free.stream().filter(seat -> !withdrawn.get(seat)).count();
    }

    /** How many places stay against the practice's wish, when these seats can be withdrawn. */
    int keptBut(BitSet withdrawn) {
        return heldBut(withdrawn) + booked.size();
    }

    private static List<AppointmentId> appointments(List<PlacesOfSlot.Booked> booked) {
        return booked.stream().map(PlacesOfSlot.Booked::appointment).toList();
    }
}
