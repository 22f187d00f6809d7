package org.slotkeeper.simulation;

import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.Command;
import org.slotkeeper.booking.Entry;
import org.slotkeeper.booking.SeenVersions;
import org.slotkeeper.booking.SlotChoice;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.simulation.Errand.Wish;

/** What can be wanted for one patient, in the words of the production's use cases. */
final class Wishes {

    private final NhsNumber number;

    Wishes(NhsNumber number) {
        this.number = number;
    }

    Wish<Appointment> book(List<SlotId> slots) {
        return (office, from) ->
                office.bookAppointment().book(new Command.Book(from, number, SlotChoice.of(slots), Notes.NONE));
    }

    Wish<Hold> hold(List<SlotId> slots) {
        return (office, from) -> office.placeHold().place(new Command.Hold(from, number, slots));
    }

    /** @param slots as the patient names them with it; none if it is confirmed as it is */
    Wish<Appointment> confirm(AppointmentId id, List<SlotId> slots) {
        return keep(id, slots, Notes.NONE, Optional.empty());
    }

    Wish<Appointment> keep(AppointmentId id, List<SlotId> slots, Notes notes, Optional<SeenVersions> seen) {
        return (office, from) -> office.keepAppointment()
                .keep(new Command.Keep(from, id, Optional.of(number), SlotChoice.of(slots), notes, seen));
    }

    Wish<Entry> cancel(AppointmentId id, Optional<SeenVersions> seen) {
        return (office, from) -> office.cancelAppointment()
                .cancel(new Command.Cancel(from, id, Optional.of(number), "not needed", seen));
    }
}
