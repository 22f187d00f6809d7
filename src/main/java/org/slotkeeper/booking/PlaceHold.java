package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Holds free slots for a patient for a short time. The inventory alone decides, so holding goes on
 * while the ledger is away.
 */
public final class PlaceHold {

    private final ClaimSlots claims;
    private final AppointmentLedger ledger;
    private final Requests requests;
    private final Clock clock;

    PlaceHold(ClaimSlots claims, AppointmentLedger ledger, Requests requests, Clock clock) {
        this.claims = claims;
        this.ledger = ledger;
        this.requests = requests;
        this.clock = clock;
    }

    public Future<Outcome<Hold>> place(Command.Hold command) {
        OdsCode practice = command.slots().get(0).practice();
        Optional<Refusal> forbidden = Permission.refusalToBook(command.from().caller(), command.patient(), practice);
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        Instant now = clock.instant();
        Attempt attempt = new Attempt(requests.of(command.from(), RequestContents.of(command)), command.patient(), now);
        ClaimSlots.Wish wish =
                new ClaimSlots.Wish(attempt, SlotChoice.of(command.slots()), Claim.Kind.HOLD, Optional.empty());
        return claims.claim(wish)
                .compose(end -> end.match(
                        won -> noted(hold(won, attempt), command, now),
                        lost -> Future.succeededFuture(Outcome.refused(lost)),
                        settled -> Future.failedFuture(
                                new IllegalStateException("a hold is never on its way to the ledger"))));
    }

    private static Hold hold(ClaimEnd.Won won, Attempt attempt) {
        return new Hold(
                won.allocation().idWith(attempt.request().appointmentKey()),
                attempt.patient(),
                won.slots(),
                won.expiresAt());
    }

    private Future<Outcome<Hold>> noted(Hold hold, Command.Hold command, Instant now) {
        Reader reader = new Reader(command.from().caller(), command.from().requestId(), now);
        // The hold stands whether or not it could be noted: with the ledger away patients can still
        // hold, and the confirm that follows is noted with the appointment.
        Future<Void> note = ledger.audit(hold.id().practice(), "hold", "HELD", Optional.of(hold.id()), reader);
        return Future.succeededFuture(Outcome.<Hold>done(hold)).onComplete(ignored -> note.onFailure(lost -> {}));
    }
}
