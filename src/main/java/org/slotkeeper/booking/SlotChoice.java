package org.slotkeeper.booking;

import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * The slots that a caller has chosen, and what it says of them.
 *
 * @param slots in order of time
 * @param time when the caller thinks they are, if it said so: another time than theirs is refused
 * @param statement what it says beside
 */
public record SlotChoice(List<SlotId> slots, Optional<Interval> time, Statement statement) {

    public SlotChoice {
        slots = List.copyOf(slots);
    }

    /** Of which nothing is said. */
    public static SlotChoice of(List<SlotId> slots) {
        return new SlotChoice(slots, Optional.empty(), Statement.NOTHING);
    }

    /**
     * The first element of the caller's time that says otherwise than this one; nothing if it said
     * none.
     */
    Optional<String> elementOtherThan(Interval real) {
        return time.filter(said -> !said.equals(real))
                .map(said -> said.start().equals(real.start()) ? "Appointment.end" : "Appointment.start");
    }
}
