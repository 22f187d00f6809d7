package org.slotkeeper.booking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.SlotId;

/** What a caller wants done, in the domain's words. */
public sealed interface Command {

    From from();

    /** Who asks, under which request id, and until when anybody may start work on it. */
    record From(Caller caller, UUID requestId, Instant deadline) {}

    /** @param slots at least one, in order of time */
    record Hold(From from, NhsNumber patient, List<SlotId> slots) implements Command {
        public Hold {
            slots = List.copyOf(slots);
        }
    }

    record Book(From from, NhsNumber patient, SlotChoice choice, Notes notes) implements Command {}

    /** What is wanted of something that stands under an id. */
    sealed interface Update extends Command {

        AppointmentId id();

        /** The versions that it is made for ({@code If-Match}). */
        Optional<SeenVersions> seenVersions();

        /** One function for each. */
        <R> R match(Function<? super Keep, ? extends R> keep, Function<? super Cancel, ? extends R> cancel);
    }

    /**
     * Makes an appointment what this says: confirms a hold, amends the notes, or moves it to other
     * slots.
     *
     * @param choice where it is to be; without slots it is to be where it is
     */
    record Keep(
            From from,
            AppointmentId id,
            Optional<NhsNumber> patient,
            SlotChoice choice,
            Notes notes,
            Optional<SeenVersions> seenVersions)
            implements Update {

        @Override
        public <R> R match(Function<? super Keep, ? extends R> keep, Function<? super Cancel, ? extends R> cancel) {
            return keep.apply(this);
        }
    }

    /** Cancels an appointment, or withdraws a hold, and changes nothing else of it. */
    record Cancel(
            From from,
            AppointmentId id,
            Optional<NhsNumber> patient,
            String reason,
            Optional<SeenVersions> seenVersions,
            Statement statement)
            implements Update {

        /** Says nothing beside. */
        public Cancel(
                From from,
                AppointmentId id,
                Optional<NhsNumber> patient,
                String reason,
                Optional<SeenVersions> seenVersions) {
            this(from, id, patient, reason, seenVersions, Statement.NOTHING);
        }

        @Override
        public <R> R match(Function<? super Keep, ? extends R> keep, Function<? super Cancel, ? extends R> cancel) {
            return cancel.apply(this);
        }
    }
}
