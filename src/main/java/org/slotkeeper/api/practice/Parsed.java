package org.slotkeeper.api.practice;

import java.util.function.Function;
import org.slotkeeper.api.Failure;

/** What became of something that was sent: a value, or the failure to answer with. */
sealed interface Parsed<T> {

    <R> R match(Function<? super T, ? extends R> good, Function<? super Failure, ? extends R> bad);

    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return match(next, Bad::new);
    }

    record Good<T>(T value) implements Parsed<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> good, Function<? super Failure, ? extends R> bad) {
            return good.apply(value);
        }
    }

    record Bad<T>(Failure failure) implements Parsed<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> good, Function<? super Failure, ? extends R> bad) {
            return bad.apply(failure);
        }
    }
}
