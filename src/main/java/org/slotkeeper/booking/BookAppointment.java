package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Books free slots for a patient: claim them in the inventory, commit the appointment in the
 * ledger, end the claim.
 */
public final class BookAppointment {

    private final ClaimSlots claims;
    private final RecordAppointment recording;
    private final Requests requests;
    private final Clock clock;

    BookAppointment(ClaimSlots claims, RecordAppointment recording, Requests requests, Clock clock) {
        this.claims = claims;
        this.recording = recording;
        this.requests = requests;
        this.clock = clock;
    }

    public Future<Outcome<Appointment>> book(Command.Book command) {
        OdsCode practice = command.choice().slots().get(0).practice();
        Optional<Refusal> forbidden = Permission.refusalToBook(command.from().caller(), command.patient(), practice);
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        Instant now = clock.instant();
        Attempt attempt = new Attempt(requests.of(command.from(), RequestContents.of(command)), command.patient(), now);
        ClaimSlots.Wish wish = new ClaimSlots.Wish(attempt, command.choice(), Claim.Kind.CONFIRM, Optional.empty());
        return claims.claim(wish)
                .compose(end -> end.match(
                        won -> recording.record(newAppointment(won, command, attempt), won.practice(), won.slots()),
                        lost -> Future.succeededFuture(Outcome.refused(lost)),
                        Future::succeededFuture));
    }

    private static Change.Book newAppointment(ClaimEnd.Won won, Command.Book command, Attempt attempt) {
        return new Change.Book(
                won.allocation().idWith(attempt.request().appointmentKey()),
                won.allocation(),
                command.notes(),
                won.practice().rules().appointmentsPerPatientMax(),
                attempt);
    }
}
