package org.slotkeeper.identity;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.telemetry.Meters.TokenCheck;

/** What a check of a token found. */
public sealed interface Verified {

    /**
     * One function for each finding, so that whoever lets callers in has thought of all of them.
     */
    <R> R match(
            Function<? super Known, ? extends R> known,
            Supplier<? extends R> insufficient,
            Function<? super Bad, ? extends R> bad,
            Function<? super NotYetKnown, ? extends R> notYetKnown);

    /** The token is good and says who the bearer is. */
    record Known(Caller caller) implements Verified {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> insufficient,
                Function<? super Bad, ? extends R> bad,
                Function<? super NotYetKnown, ? extends R> notYetKnown) {
            return known.apply(this);
        }
    }

    /**
     * The token is good, but the identity in it is not enough to be let in: proven to less than P9,
     * or nobody we serve.
     */
    record Insufficient() implements Verified {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> insufficient,
                Function<? super Bad, ? extends R> bad,
                Function<? super NotYetKnown, ? extends R> notYetKnown) {
            return insufficient.get();
        }
    }

    /**
     * The token is not one of our issuer's, not for us, not now, or odd in any way.
     *
     * @param why which check it did not pass: whoever connects an issuer is told, and nothing of
     * the token is
     */
    record Bad(TokenCheck why) implements Verified {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> insufficient,
                Function<? super Bad, ? extends R> bad,
                Function<? super NotYetKnown, ? extends R> notYetKnown) {
            return bad.apply(this);
        }
    }

    /**
     * Nobody can say yet whether the token is good: its key was not looked for, because many others
     * were that the issuer does not have. Anybody can bring this about by naming keys that they
     * make up.
     *
     * @param again after this time it may be looked for
     */
    record NotYetKnown(Duration again) implements Verified {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> insufficient,
                Function<? super Bad, ? extends R> bad,
                Function<? super NotYetKnown, ? extends R> notYetKnown) {
            return notYetKnown.apply(this);
        }
    }
}
