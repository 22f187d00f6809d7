package org.slotkeeper.publishing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.slotkeeper.domain.appointment.AppointmentId;

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

    /**
     * Of the slots at one time the places above this capacity. The wanted places go to appointments
     * first, then to free places in the order of their ordinals; the rest is too many.
     */
    static List<Surplus> above(int capacity, List<PlacesOfSlot> slots) {
        int booked = slots.stream().mapToInt(slot -> slot.booked().size()).sum();
        int roomForBooked = Math.min(capacity, booked);
        int roomForFree = capacity - roomForBooked;
        List<Surplus> tooMany = new ArrayList<>();
        for (PlacesOfSlot slot : slots) {
            int bookedStaying = Math.min(roomForBooked, slot.booked().size());
            int freeStaying = Math.min(roomForFree, slot.free().size());
            roomForBooked -= bookedStaying;
            roomForFree -= freeStaying;
            if (bookedStaying + freeStaying < slot.count()) {
                tooMany.add(new Surplus(
                        slot,
                        true,
                        slot.free().subList(freeStaying, slot.free().size()),
                        appointments(slot.booked()
                                .subList(bookedStaying, slot.booked().size()))));
            }
        }
        return tooMany;
    }

    int count() {
        return free.size() + booked.size();
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
