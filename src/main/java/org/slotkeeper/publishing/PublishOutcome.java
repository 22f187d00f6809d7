package org.slotkeeper.publishing;

import java.util.function.Function;

/** What publishing answers: it is done, or it is refused for a reason. */
public sealed interface PublishOutcome<T> {

    <R> R match(Function<? super T, ? extends R> done, Function<? super PublishRefusal, ? extends R> refused);

    static <T> PublishOutcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> PublishOutcome<T> refused(PublishRefusal refusal) {
        return new Refused<>(refusal);
    }

    record Done<T>(T value) implements PublishOutcome<T> {
        @Override
        public <R> R match(
                Function<? super T, ? extends R> done, Function<? super PublishRefusal, ? extends R> refused) {
            return done.apply(value);
        }
    }

    record Refused<T>(PublishRefusal refusal) implements PublishOutcome<T> {
        @Override
        public <R> R match(
                Function<? super T, ? extends R> done, Function<? super PublishRefusal, ? extends R> refused) {
            return refused.apply(refusal);
        }
    }
}
