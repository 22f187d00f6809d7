package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.BookingPorts;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;

/** Ports whose calls are noted in the span of one request. */
final class TracedPorts {

    private TracedPorts() {}

    static BookingPorts of(BookingPorts ports, Span span) {
        return new BookingPorts(
                ports.books(),
                new TracedInventory(ports.inventory(), span),
                new TracedLedger(ports.ledger(), span),
                ports.desk(),
                ports.degradation(),
                ports.timeLimit());
    }

    /** Makes the call within a span of its own, which tells how long it took and of which type its answer was. */
    static <T> Future<T> within(Span request, Step step, OdsCode practice, Supplier<Future<T>> call) {
        Span span = request.step(step);
        span.practice(practice);
        return noted(span, call);
    }

    /** The same for a call that is about no one practice. */
    static <T> Future<T> within(Span request, Step step, Supplier<Future<T>> call) {
        return noted(request.step(step), call);
    }

    private static <T> Future<T> noted(Span span, Supplier<Future<T>> call) {
        return call.get().onSuccess(answer -> span.ended(typeOf(answer))).onFailure(span::failed);
    }

    private static Class<?> typeOf(Object answer) {
        Object told = answer instanceof Optional<?> found && found.isPresent() ? found.get() : answer;
        return told == null ? Void.class : told.getClass();
    }
}
