package org.slotkeeper.domain.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.Wording;

/**
 * A slot, or adjacent slots, that a patient has: it exists if and only if the ledger has committed
 * it.
 *
 * @param revision what every change makes anew
 * @param notes what the one who books says of it
 */
public record Appointment(
        AppointmentId id, NhsNumber patient, Revision revision, Allocation allocation, Notes notes, Booked booked) {

    /**
     * @param version 1 when booked, and one more with every change
     * @param cancelReason why it was cancelled; present if and only if it is
     * @param updatedAt when this version was committed
     */
    public record Revision(int version, State state, Optional<String> cancelReason, Instant updatedAt) {}

    /**
     * @param seats the seats it has, or had until it was cancelled, all of one day, in order
     * @param slots the slots those seats belong to, in order
     */
    public record Allocation(List<SeatId> seats, List<SlotId> slots, Interval time, Care care) {
        public Allocation {
            seats = List.copyOf(seats);
            slots = List.copyOf(slots);
        }

        /** @param ordinals of a seat in each of these slots, which follow each other */
        public static Allocation in(List<Slot> slots, List<Integer> ordinals) {
            SlotId first = slots.get(0).id();
            return new Allocation(
                    ordinals.stream()
                            .map(ordinal -> new SeatId(first.practice(), first.day(), ordinal))
                            .toList(),
                    slots.stream().map(Slot::id).toList(),
                    timeOf(slots),
                    slots.get(0).care());
        }

        /** From the start of the first slot to the end of the last. */
        public static Interval timeOf(List<Slot> slots) {
            return new Interval(
                    slots.get(0).time().start(),
                    slots.get(slots.size() - 1).time().end());
        }

        /** Of an appointment that is first made here. */
        public AppointmentId idWith(String key) {
            return new AppointmentId(seats.get(0), key);
        }

        public LocalDate day() {
            return seats.get(0).day();
        }

        public List<Integer> ordinals() {
            return seats.stream().map(SeatId::ordinal).toList();
        }

        /** Those of its seats that the other one does not have. */
        public List<Integer> ordinalsNotIn(Allocation other) {
            return seats.stream()
                    .filter(seat -> !other.seats.contains(seat))
                    .map(SeatId::ordinal)
                    .toList();
        }
    }

    /**
     * @param by who made version 1
     * @param at when version 1 was committed
     */
    public record Booked(Booker by, Instant at) {}

    public enum State {
        BOOKED,
        CANCELLED,
        ARRIVED,
        FULFILLED,
        NO_SHOW;

        /** Whether an appointment in this state has its slots. */
        public boolean occupies() {
            return this != CANCELLED;
        }
    }

    /** What the one who books says of it: the only parts that may be amended. */
    public record Notes(Optional<String> description, Optional<String> comment) {
        public static final int DESCRIPTION_MAX = 100;
        public static final int COMMENT_MAX = 500;
        public static final Notes NONE = new Notes(Optional.empty(), Optional.empty());

        public Notes {
            description = words("description", description, DESCRIPTION_MAX);
            comment = words("comment", comment, COMMENT_MAX);
        }

        /** Tidied, wherever they come from, so that the same words are the same. */
        private static Optional<String> words(String name, Optional<String> text, int charactersMax) {
            if (text.filter(words -> !Wording.fits(words, charactersMax)).isPresent()) {
                throw new IllegalArgumentException(name + " must have at most " + charactersMax + " characters");
            }
            return text.map(words -> Wording.PROSE.kept(words, charactersMax));
        }
    }

    public OdsCode practice() {
        return id.practice();
    }

    public int version() {
        return revision.version();
    }

    public State state() {
        return revision.state();
    }

    public Optional<String> cancelReason() {
        return revision.cancelReason();
    }

    public Instant updatedAt() {
        return revision.updatedAt();
    }

    public List<SeatId> seats() {
        return allocation.seats();
    }

    public List<SlotId> slots() {
        return allocation.slots();
    }

    public Interval time() {
        return allocation.time();
    }

    public Care care() {
        return allocation.care();
    }

    /** The day of its seats: a move may have taken it away from that of its id. */
    public LocalDate day() {
        return allocation.day();
    }

    public List<Integer> ordinals() {
        return allocation.ordinals();
    }

    public Booker bookedBy() {
        return booked.by();
    }

    public Instant bookedAt() {
        return booked.at();
    }

    /** The same appointment with other notes. */
    public Appointment amended(Notes others, int version, Instant at) {
        return new Appointment(
                id, patient, new Revision(version, state(), cancelReason(), at), allocation, others, booked);
    }

    /** The same appointment with other seats. */
    public Appointment moved(Allocation other, Notes others, int version, Instant at) {
        return new Appointment(id, patient, new Revision(version, state(), cancelReason(), at), other, others, booked);
    }

    public Appointment cancelled(String reason, int version, Instant at) {
        return new Appointment(
                id,
                patient,
                new Revision(version, State.CANCELLED, Optional.of(reason), at),
                allocation,
                notes,
                booked);
    }
}
