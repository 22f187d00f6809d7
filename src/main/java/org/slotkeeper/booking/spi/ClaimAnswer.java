package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.HeldSeats;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;

/** What the inventory says to a claim. */
public sealed interface ClaimAnswer {

    /** The seats are the claimant's until the lease ends. The same request is given the same seats and the same end again (for a hold). */
    record Claimed(List<Integer> ordinals, Instant expiresAt) implements ClaimAnswer {
        public Claimed {
            ordinals = List.copyOf(ordinals);
        }
    }

    /** A seat was not to be had. {@code free} and {@code asOf} are those of the first try of this request, so that the same alternatives follow from them each time. */
    record Taken(Availability free, Instant asOf) implements ClaimAnswer {}

    record Refused(Refusal refusal) implements ClaimAnswer {}

    /** The patient's own live hold is in the way, and the caller may know of it. */
    record OwnHold(Reason reason, HeldSeats hold) implements ClaimAnswer {}

    /**
     * Would be refused, but the inventory has lost a part of its memory, and this request may have been answered before: only the ledger knows. The inventory remembers nothing of it.
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

    /** This request has been here before and went on to the ledger, with these seats, at this instant: the ledger knows how it ended, if it ended. */
    record InFlight(List<Integer> ordinals, Instant since) implements ClaimAnswer {
        public InFlight {
            ordinals = List.copyOf(ordinals);
        }
    }

    /** The practice has published something since the book that the claim went by. */
    record StaleLayout(int layoutVersion) implements ClaimAnswer {}
}
