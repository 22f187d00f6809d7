package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;

/** What the ledger says to a write. */
public sealed interface LedgerAnswer {

    /** One function for each answer, so that whoever is answered has thought of all of them. */
    <R> R match(
            Function<? super Recorded, ? extends R> recorded,
            Function<? super Replayed, ? extends R> replayed,
            Function<? super Refused, ? extends R> refused,
            Supplier<? extends R> unknown);

    /** Committed just now. */
    record Recorded(int version, Instant recordedAt) implements LedgerAnswer {
        @Override
        public <R> R match(
                Function<? super Recorded, ? extends R> recorded,
                Function<? super Replayed, ? extends R> replayed,
                Function<? super Refused, ? extends R> refused,
                Supplier<? extends R> unknown) {
            return recorded.apply(this);
        }
    }

    /** The same request was committed before: the appointment as it was told then. */
    record Replayed(Appointment appointment) implements LedgerAnswer {
        @Override
        public <R> R match(
                Function<? super Recorded, ? extends R> recorded,
                Function<? super Replayed, ? extends R> replayed,
                Function<? super Refused, ? extends R> refused,
                Supplier<? extends R> unknown) {
            return replayed.apply(this);
        }
    }

    record Refused(Refusal refusal) implements LedgerAnswer {
        @Override
        public <R> R match(
                Function<? super Recorded, ? extends R> recorded,
                Function<? super Replayed, ? extends R> replayed,
                Function<? super Refused, ? extends R> refused,
                Supplier<? extends R> unknown) {
            return refused.apply(this);
        }
    }

    /**
     * The connection was lost while the commit was on its way, and it could not be found out in
     * time how it ended.
     */
    record Unknown() implements LedgerAnswer {
        @Override
        public <R> R match(
                Function<? super Recorded, ? extends R> recorded,
                Function<? super Replayed, ? extends R> replayed,
                Function<? super Refused, ? extends R> refused,
                Supplier<? extends R> unknown) {
            return unknown.get();
        }
    }
}
