package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.appointment.HeldSeats;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** What the inventory says to a claim. */
public sealed interface ClaimAnswer {

    /** The seats are the claimant's until the lease ends. The same request is given the same seats and the same end again (for a hold). */
    record Claimed(List<Integer> ordinals, Instant expiresAt) implements ClaimAnswer {
        public Claimed {
            ordinals = List.copyOf(ordinals);
        }
    }

    /** A seat was not to be had. {@code asOf} is the instant of the first try of this request, {@code free} what is free now. */
    record Taken(Availability free, Instant asOf) implements ClaimAnswer {}

    record Refused(Refusal refusal) implements ClaimAnswer {}

    /** The patient's own live hold is in the way, and the caller may know of it. */
    record OwnHold(Reason reason, HeldSeats hold) implements ClaimAnswer {}

    /**
     * Would be refused, but this request may have come to the ledger before, because the inventory has lost a part of its memory, or because it is tried anew: only the ledger knows. The inventory remembers nothing of it.
     *
     * @param refusal {@link Taken}, {@link Refused} or {@link OwnHold}
     */
    record Unsure(ClaimAnswer refusal) implements ClaimAnswer {
        public Unsure {
            if (!(refusal instanceof Taken || refusal instanceof Refused || refusal instanceof OwnHold)) {
                throw new IllegalArgumentException("only a refusal can be unsure");
            }
        }
    }

    /** This request has been here before, or another one that confirms the same hold, and is on its way to the ledger, which may know by now how it ended. */
    record Running() implements ClaimAnswer {}

    /** This request has been here before, and its claim is over: if the ledger has not met it, it came to nothing. @param content tells one try from another */
    record Met(String content) implements ClaimAnswer {}

    /** The practice has published something since the book that the claim went by. */
    record StaleLayout(int layoutVersion) implements ClaimAnswer {}
}
