package org.slotkeeper.publishing;

import java.util.function.Function;

/** What publishing answers: it is done, or it was done before, or it is refused for a reason. */
public sealed interface PublishOutcome<T> {

    <R> R match(
            Function<? super T, ? extends R> done,
            Function<? super PublishRefusal, ? extends R> refused,
            Function<? super String, ? extends R> repeated);

    /** For whoever never sends the same again. */
    default <R> R match(Function<? super T, ? extends R> done, Function<? super PublishRefusal, ? extends R> refused) {
        return match(done, refused, answer -> {
            throw new IllegalStateException("a request that nobody sent before was answered before");
        });
    }

    static <T> PublishOutcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> PublishOutcome<T> refused(PublishRefusal refusal) {
        return new Refused<>(refusal);
    }

    /** @param answer as it was kept */
    static <T> PublishOutcome<T> repeated(String answer) {
        return new Repeated<>(answer);
    }

    /** The same request was done before, and this is what it was answered then. */
    record Repeated<T>(String answer) implements PublishOutcome<T> {
        @Override
        public <R> R match(
                Function<? super T, ? extends R> done,
                Function<? super PublishRefusal, ? extends R> refused,
                Function<? super String, ? extends R> repeated) {
            return repeated.apply(answer);
        }
    }

    record Done<T>(T value) implements PublishOutcome<T> {
        @Override
        public <R> R match(
                Function<? super T, ? extends R> done,
                Function<? super PublishRefusal, ? extends R> refused,
                Function<? super String, ? extends R> repeated) {
            return done.apply(value);
        }
    }

    record Refused<T>(PublishRefusal refusal) implements PublishOutcome<T> {
        @Override
        public <R> R match(
                Function<? super T, ? extends R> done,
                Function<? super PublishRefusal, ? extends R> refused,
                Function<? super String, ? extends R> repeated) {
            return refused.apply(refusal);
        }
    }
}
