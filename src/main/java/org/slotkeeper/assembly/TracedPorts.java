package org.slotkeeper.assembly;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.booking.BookingPorts;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;

/**
 * A port as one request asks it. Each call that is a {@link Step} is noted in a span of its own,
 * which ends when its answer is there: for the ledger that is the answer of the commit that it
 * shares with others.
 *
 * <p>Made only for a request that is looked at. All others ask the port itself.
 */
record TracedPorts(Object port, Span request) implements InvocationHandler {

    static BookingPorts of(BookingPorts ports, Span request) {
        return new BookingPorts(
                ports.books(),
                traced(SlotInventory.class, ports.inventory(), request),
                traced(AppointmentLedger.class, ports.ledger(), request),
                ports.desk(),
                ports.degradation(),
                ports.timeLimit());
    }

    static <P> P traced(Class<P> type, P port, Span request) {
        ClassLoader ours = TracedPorts.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(ours, new Class<?>[] {type}, new TracedPorts(port, request)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments == null) {
            return call(method, arguments);
        }
        Optional<Change> change = changeOf(method, arguments[0]);
        Optional<Step> step = change.map(TracedPorts::stepOf).or(() -> Step.ofCall(method.getName()));
        if (step.isEmpty()) {
            return call(method, arguments);
        }
        Span span = request.step(step.get());
        change.map(Change::practice).or(() -> practiceOf(arguments[0])).ifPresent(span::practice);
        return noted(span, (Future<?>) requireNonNull(call(method, arguments)));
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static <T> Future<T> noted(Span span, Future<T> call) {
        return call.onSuccess(answer -> span.ended(typeOf(answer))).onFailure(span::failed);
    }

    private static Step stepOf(Change change) {
        return change.match(
                book -> Step.BOOK,
                cancel -> Step.CANCEL,
                amend -> Step.AMEND,
                move -> Step.MOVE,
                refuse -> Step.REFUSE);
    }

    private static Optional<Change> changeOf(Method method, Object about) {
        return method.getName().equals("change") ? Optional.of((Change) about) : Optional.empty();
    }

    /** Empty for a call that is about no one practice. */
    private static Optional<OdsCode> practiceOf(Object about) {
        if (about instanceof OdsCode practice) {
            return Optional.of(practice);
        } else if (about instanceof Claim claim) {
            return Optional.of(claim.practice());
        } else if (about instanceof AppointmentLedger.Room room) {
            return Optional.of(room.practice());
        }
        return appointmentOf(about).map(id -> id.origin().practice());
    }

    private static Optional<AppointmentId> appointmentOf(Object about) {
        if (about instanceof AppointmentId id) {
            return Optional.of(id);
        } else if (about instanceof HoldConfirm confirm) {
            return Optional.of(confirm.hold());
        }
        return Optional.empty();
    }

    private static Class<?> typeOf(@Nullable Object answer) {
        Object told = answer instanceof Optional<?> found && found.isPresent() ? found.get() : answer;
        return told == null ? Void.class : told.getClass();
    }
}
