package org.slotkeeper.identity;

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
            Function<? super Bad, ? extends R> bad);

    /** The token is good and says who the bearer is. */
    record Known(Caller caller) implements Verified {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> insufficient,
                Function<? super Bad, ? extends R> bad) {
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
                Function<? super Bad, ? extends R> bad) {
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
                Function<? super Bad, ? extends R> bad) {
            return bad.apply(this);
        }
    }
}
