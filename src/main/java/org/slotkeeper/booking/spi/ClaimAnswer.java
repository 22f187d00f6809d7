package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** What the inventory says to a claim. */
public sealed interface ClaimAnswer {

    <R> R match(Cases<R> cases);

    /** One answer for each: whoever claims has thought of all of them. */
    interface Cases<R> {
        R claimed(Claimed claimed);

        R denied(Denied denied);

        R unsure(Denied denied);

        R running();

        R met(Met met);

        R staleLayout(StaleLayout stale);
    }

    /** What the claimant has now, if that is the answer. */
    default Optional<Claimed> whatIsClaimed() {
        return Optional.empty();
    }

    /**
     * The seats are the claimant's until the lease ends. The same request is given the same seats
     * and the same end again (for a hold).
     *
     * @param placer of a confirm, who placed the hold: as whose it stands again if it cannot be
     * taken to the ledger
     */
    record Claimed(List<Integer> ordinals, Instant expiresAt, Optional<CallerMark> placer) implements ClaimAnswer {
        public Claimed {
            ordinals = List.copyOf(ordinals);
        }

        /** Of no hold. */
        public Claimed(List<Integer> ordinals, Instant expiresAt) {
            this(ordinals, expiresAt, Optional.empty());
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.claimed(this);
        }

        @Override
        public Optional<Claimed> whatIsClaimed() {
            return Optional.of(this);
        }
    }

    /** Nothing was claimed, and nothing will be under this request. */
    sealed interface Denied extends ClaimAnswer {

        /** One function for each reason. */
        <R> R match(
                Function<? super Taken, ? extends R> taken,
                Function<? super Refused, ? extends R> refused,
                Function<? super OwnHold, ? extends R> ownHold);

        default boolean isTaken() {
            return match(taken -> true, refused -> false, ownHold -> false);
        }

        @Override
        default <R> R match(Cases<R> cases) {
            return cases.denied(this);
        }
    }

    /**
     * A seat was not to be had. {@code asOf} is the instant of the first try of this request,
     * {@code free} what is free now.
     */
    record Taken(Availability free, Instant asOf) implements Denied {
        @Override
        public <R> R match(
                Function<? super Taken, ? extends R> taken,
                Function<? super Refused, ? extends R> refused,
                Function<? super OwnHold, ? extends R> ownHold) {
            return taken.apply(this);
        }
    }

    record Refused(Refusal refusal) implements Denied {
        @Override
        public <R> R match(
                Function<? super Taken, ? extends R> taken,
                Function<? super Refused, ? extends R> refused,
                Function<? super OwnHold, ? extends R> ownHold) {
            return refused.apply(this);
        }
    }

    /** The patient's own live hold is in the way, and the caller may know of it. */
    record OwnHold(Reason reason, HeldSeats hold) implements Denied {
        @Override
        public <R> R match(
                Function<? super Taken, ? extends R> taken,
                Function<? super Refused, ? extends R> refused,
                Function<? super OwnHold, ? extends R> ownHold) {
            return ownHold.apply(this);
        }
    }

    /**
     * Would be refused, but this request may have come to the ledger before, because the inventory
     * has lost a part of its memory, or because it is tried anew: only the ledger knows. The
     * inventory remembers nothing of it.
     */
    record Unsure(Denied refusal) implements ClaimAnswer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unsure(refusal);
        }
    }

    /**
     * This request has been here before, or another one that confirms the same hold, and is on its
     * way to the ledger, which may know by now how it ended.
     */
    record Running() implements ClaimAnswer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.running();
        }
    }

    /**
     * This request has been here before, and its claim is over: if the ledger has not met it, it
     * came to nothing. @param content tells one try from another
     */
    record Met(String content) implements ClaimAnswer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.met(this);
        }
    }

    /** The practice has published something since the book that the claim went by. */
    record StaleLayout(int layoutVersion) implements ClaimAnswer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.staleLayout(this);
        }
    }
}
