package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.appointment.RequestContent;

/**
 * Looks at an appointment again where another change of it came between the look and the ledger, if
 * what is wanted is for whichever version there is: to that none is stale. The ledger has refused
 * the look before for good, so that each goes under a key of its own: whoever asks again goes by
 * the same looks to the same answer.
 */
final class LookAgain {

    /** Each is overtaken by another change of the same appointment, and by nothing else. */
    static final int LOOKS_MAX = 32;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Requests requests;
    private final Clock clock;

    LookAgain(Requests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** @param change looks at the appointment and changes it, under the request that it is given */
    <T> Future<Outcome<T>> change(
            Command.Update command, RequestContent content, Function<Request, Future<Outcome<T>>> change) {
        return change(1, command, content, change);
    }

    private <T> Future<Outcome<T>> change(
            int nth, Command.Update command, RequestContent content, Function<Request, Future<Outcome<T>>> change) {
        return change.apply(requests.ofLook(nth, command.from(), content))
                .compose(outcome -> isOvertaken(outcome, command)
                        ? changeAgain(nth + 1, command, content, change)
                        : Future.succeededFuture(outcome));
    }

    private static boolean isOvertaken(Outcome<?> outcome, Command.Update command) {
        boolean isForAny = command.seenVersions().map(SeenVersions::isAny).orElse(false);
        return isForAny && outcome.match(done -> false, refusal -> refusal.reason() == Reason.STALE_VERSION);
    }

    private <T> Future<Outcome<T>> changeAgain(
            int nth, Command.Update command, RequestContent content, Function<Request, Future<Outcome<T>>> change) {
        boolean isInTime = clock.instant().isBefore(command.from().deadline());
        return isInTime && nth <= LOOKS_MAX
                ? change(nth, command, content, change)
                : Future.succeededFuture(Outcome.refused(new Refusal.TooEarly(TRY_AGAIN_AFTER)));
    }
}
