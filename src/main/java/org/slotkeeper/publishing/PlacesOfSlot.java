package org.slotkeeper.publishing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.Owner;
import org.slotkeeper.publishing.spi.SessionState;

/**
 * The places of a published slot that the practice has not withdrawn.
 *
 * @param firstOrdinal names the slot
 * @param free places without an owner in the ledger: free, or claimed by somebody
 * @param booked places that have an appointment
 */
record PlacesOfSlot(int firstOrdinal, Interval time, Care care, List<Integer> free, List<Booked> booked) {

    record Booked(int ordinal, AppointmentId appointment) {}

    /** All slots of a session that have places left, by ordinal. */
    static List<PlacesOfSlot> of(SessionState session) {
        List<PlacesOfSlot> slots = new ArrayList<>();
        for (SlotRun run : session.runs()) {
            for (int index = 0; index < run.slotCount(); index++) {
                PlacesOfSlot slot = of(session, run, index);
                if (slot.count() > 0) {
                    slots.add(slot);
                }
            }
        }
        return slots;
    }

    int count() {
        return free.size() + booked.size();
    }

    /** How many places are left when these seats are withdrawn. */
    int countBut(BitSet withdrawn) {
        return count() - (int) free.stream().filter(withdrawn::get).count();
    }

    private static PlacesOfSlot of(SessionState session, SlotRun run, int index) {
        List<Integer> free = new ArrayList<>();
        List<Booked> booked = new ArrayList<>();
        int first = run.ordinalOf(index);
        for (int ordinal = first; ordinal < first + run.capacity(); ordinal++) {
            int seat = ordinal;
            Owner owner = session.owners().get(seat);
            if (owner == null) {
                free.add(seat);
            } else {
                Optional<Booked> by =
                        owner.match(appointment -> Optional.of(new Booked(seat, appointment)), Optional::empty);
                by.ifPresent(booked::add);
            }
        }
        return new PlacesOfSlot(first, run.timeOf(index), run.care(), free, booked);
    }
}
