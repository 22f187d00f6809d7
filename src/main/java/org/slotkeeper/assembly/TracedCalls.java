package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;

/**
 * Notes each call that one request waits for in a span of its own, which ends when its answer is
 * there: for the ledger that is the answer of the commit that it shares with others.
 */
record TracedCalls(Span request) {

    <T> Future<T> noted(Step step, OdsCode practice, Supplier<Future<T>> call) {
        Span span = request.step(step);
        span.practice(practice);
        return noted(span, call);
    }

    /** A call that is about no one practice. */
    <T> Future<T> noted(Step step, Supplier<Future<T>> call) {
        return noted(request.step(step), call);
    }

    private static <T> Future<T> noted(Span span, Supplier<Future<T>> call) {
        return call.get().onSuccess(answer -> span.ended(typeOf(answer))).onFailure(span::failed);
    }

    private static Class<?> typeOf(@Nullable Object answer) {
        Object told = answer instanceof Optional<?> found && found.isPresent() ? found.get() : answer;
        return told == null ? Void.class : told.getClass();
    }
}
