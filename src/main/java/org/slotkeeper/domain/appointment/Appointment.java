package org.slotkeeper.domain.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.domain.schedule.Wording;

/**
 * A slot, or adjacent slots, that a patient has: it exists if and only if the ledger has committed it.
 *
 * @param version 1 when booked, and one more with every change
 * @param seats the seats it has, or had until it was cancelled, all of one day, in order
 * @param slots the slots those seats belong to, in order
 * @param cancelReason why it was cancelled; present if and only if it is
 * @param bookedBy who made version 1
 * @param bookedAt when version 1 was committed
 * @param updatedAt when this version was committed
 */
public record Appointment(
        AppointmentId id,
        int version,
        State state,
        NhsNumber patient,
        List<SlotId> seats,
        List<SlotId> slots,
        Interval time,
        Care care,
        Notes notes,
        Optional<String> cancelReason,
        Booker bookedBy,
        Instant bookedAt,
        Instant updatedAt) {

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

    public Appointment {
        seats = List.copyOf(seats);
        slots = List.copyOf(slots);
    }

    public OdsCode practice() {
        return id.practice();
    }
}
