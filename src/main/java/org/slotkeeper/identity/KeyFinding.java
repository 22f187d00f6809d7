package org.slotkeeper.identity;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a source of keys can say of one that a token names. */
public sealed interface KeyFinding {

    /** One function for each, so that nobody takes what is not known for what is not there. */
    <R> R match(
            Function<? super Known, ? extends R> known,
            Supplier<? extends R> unknown,
            Function<? super AskedTooSoon, ? extends R> askedTooSoon);

    /** The issuer has published it. */
    record Known(VerificationKey key) implements KeyFinding {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> unknown,
                Function<? super AskedTooSoon, ? extends R> askedTooSoon) {
            return known.apply(this);
        }
    }

    /** The issuer was asked just now, gave its keys, and this one is not among them. */
    record Unknown() implements KeyFinding {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> unknown,
                Function<? super AskedTooSoon, ? extends R> askedTooSoon) {
            return unknown.get();
        }
    }

    /**
     * It is not among the keys that we have, and the issuer is not asked again yet, because so many
     * other unknown ones were looked for just before. It may be there or not.
     *
     * @param again after this time the issuer may be asked
     */
    record AskedTooSoon(Duration again) implements KeyFinding {
        @Override
        public <R> R match(
                Function<? super Known, ? extends R> known,
                Supplier<? extends R> unknown,
                Function<? super AskedTooSoon, ? extends R> askedTooSoon) {
            return askedTooSoon.apply(this);
        }
    }
}
