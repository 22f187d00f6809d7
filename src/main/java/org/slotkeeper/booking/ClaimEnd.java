package org.slotkeeper.booking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Slot;

/** How a claim ended. */
sealed interface ClaimEnd {

    /** One function for each end, so that whoever claims has thought of all of them. */
    <R> R match(
            Function<? super Won, ? extends R> won,
            Function<? super Refusal, ? extends R> lost,
            Function<? super Outcome<Appointment>, ? extends R> settled);

    /** Why the seats were not to be had, if that is how it ended. */
    default Optional<Refusal> refusal() {
        return match(
                won -> Optional.empty(),
                Optional::of,
                outcome -> outcome.match(done -> Optional.empty(), Optional::of));
    }

    /** @param slots those of the seats, as the practice had published them */
    record Won(Practice practice, List<Slot> slots, Appointment.Allocation allocation, Instant expiresAt)
            implements ClaimEnd {
        @Override
        public <R> R match(
                Function<? super Won, ? extends R> won,
                Function<? super Refusal, ? extends R> lost,
                Function<? super Outcome<Appointment>, ? extends R> settled) {
            return won.apply(this);
        }
    }

    record Lost(Refusal reason) implements ClaimEnd {
        @Override
        public <R> R match(
                Function<? super Won, ? extends R> won,
                Function<? super Refusal, ? extends R> lost,
                Function<? super Outcome<Appointment>, ? extends R> settled) {
            return lost.apply(reason);
        }
    }

    /** The inventory could not answer for this request, and this is the ledger's word. */
    record Settled(Outcome<Appointment> outcome) implements ClaimEnd {
        @Override
        public <R> R match(
                Function<? super Won, ? extends R> won,
                Function<? super Refusal, ? extends R> lost,
                Function<? super Outcome<Appointment>, ? extends R> settled) {
            return settled.apply(outcome);
        }
    }
}
