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
import org.slotkeeper.domain.schedule.Interval;
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

    /**
     * @param time when the caller thinks the appointment is, if it said so: another time than that
     * of the slots is refused
     */
    record Book(
            From from, NhsNumber patient, List<SlotId> slots, Optional<Interval> time, Notes notes, Statement statement)
            implements Command {
        public Book {
            slots = List.copyOf(slots);
        }

        /** Says nothing beside. */
        public Book(From from, NhsNumber patient, List<SlotId> slots, Optional<Interval> time, Notes notes) {
            this(from, patient, slots, time, notes, Statement.NOTHING);
        }
    }

    /** What is wanted of something that stands under an id. */
    sealed interface Update extends Command {

        /** One function for each. */
        <R> R match(Function<? super Keep, ? extends R> keep, Function<? super Cancel, ? extends R> cancel);
    }

    /**
     * Makes an appointment what this says: confirms a hold, amends the notes, or moves it to other
     * slots.
     *
     * @param slots where it is to be; empty means where it is
     * @param seenVersions the versions that it is made for ({@code If-Match})
     */
    record Keep(
            From from,
            AppointmentId id,
            Optional<NhsNumber> patient,
            List<SlotId> slots,
            Optional<Interval> time,
            Notes notes,
            Optional<SeenVersions> seenVersions,
            Statement statement)
            implements Update {
        public Keep {
            slots = List.copyOf(slots);
        }

        /** Says nothing beside. */
        public Keep(
                From from,
                AppointmentId id,
                Optional<NhsNumber> patient,
                List<SlotId> slots,
                Optional<Interval> time,
                Notes notes,
                Optional<SeenVersions> seenVersions) {
            this(from, id, patient, slots, time, notes, seenVersions, Statement.NOTHING);
        }

        @Override
        public <R> R match(Function<? super Keep, ? extends R> keep, Function<? super Cancel, ? extends R> cancel) {
            return keep.apply(this);
        }

        /**
         * The first element of the caller's time that says otherwise than this one; nothing if it
         * said none.
         */
        Optional<String> elementOtherThan(Interval real) {
            return time.filter(said -> !said.equals(real))
                    .map(said -> said.start().equals(real.start()) ? "Appointment.end" : "Appointment.start");
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
