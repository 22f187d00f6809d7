package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.appointment.RequestContent;
import org.slotkeeper.platform.Turns;

/**
 * Looks at an appointment again where another change of it came between the look and the ledger, if
 * what is wanted is for whichever version there is: to that none is stale (RFC 9110, 13.1.1). The
 * ledger has refused the look before for good, so that each goes under a key of its own: whoever
 * asks again goes by the same looks to the same answer. Who was overtaken waits for its turn on its
 * event loop, so that many who want the same do not overtake each other again and again.
 */
final class LookAgain {

    private static final int WAITING_MAX = 100;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Requests requests;
    private final Clock clock;
    private final Turns<AppointmentId> turns = new Turns<>(WAITING_MAX);

    LookAgain(Requests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** Looks at the appointment and changes it, under the request that it is given. */
    private record Wanted<T>(
            Command.Update command, RequestContent content, Function<Request, Future<Outcome<T>>> change) {

        boolean isOvertaken(Outcome<T> outcome) {
            boolean isForAny = command.seenVersions().map(SeenVersions::isAny).orElse(false);
            return isForAny && outcome.match(done -> false, refusal -> refusal.reason() == Reason.STALE_VERSION);
        }
    }

    /** @param change looks at the appointment and changes it, under the request that it is given */
    <T> Future<Outcome<T>> change(
            Command.Update command, RequestContent content, Function<Request, Future<Outcome<T>>> change) {
        Wanted<T> wanted = new Wanted<>(command, content, change);
        return look(1, wanted)
                .compose(outcome -> wanted.isOvertaken(outcome)
                        ? turns.take(command.id(), () -> changeInTime(2, wanted))
                                .orElseGet(LookAgain::tooEarly)
                        : Future.succeededFuture(outcome));
    }

    private <T> Future<Outcome<T>> look(int nth, Wanted<T> wanted) {
        return wanted.change().apply(requests.ofLook(nth, wanted.command().from(), wanted.content()));
    }

    private <T> Future<Outcome<T>> changeInTime(int nth, Wanted<T> wanted) {
        if (!clock.instant().isBefore(wanted.command().from().deadline())) {
            return tooEarly();
        }
        return look(nth, wanted)
                .compose(outcome ->
                        wanted.isOvertaken(outcome) ? changeInTime(nth + 1, wanted) : Future.succeededFuture(outcome));
    }

    private static <T> Future<Outcome<T>> tooEarly() {
        return Future.succeededFuture(Outcome.refused(new Refusal.TooEarly(TRY_AGAIN_AFTER)));
    }
}
