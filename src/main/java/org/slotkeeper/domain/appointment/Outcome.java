package org.slotkeeper.domain.appointment;

import java.util.function.Function;

/**
 * What the business answers: it is done, or it is refused for a reason. A failure of machinery is
 * not an outcome.
 */
public sealed interface Outcome<T> {

    <R> R match(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused);

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    record Done<T>(T value) implements Outcome<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused) {
            return done.apply(value);
        }
    }

    record Refused<T>(Refusal refusal) implements Outcome<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused) {
            return refused.apply(refusal);
        }
    }
}
