package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Instant;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Request;

/** Changes what an appointment's description and comment say, and nothing else. */
final class AmendAppointment {

    private final AppointmentLedger ledger;

    AmendAppointment(AppointmentLedger ledger) {
        this.ledger = ledger;
    }

    Future<Outcome<Appointment>> amend(Appointment seen, Command.Keep command, Request request, Instant now) {
        return ledger.change(new Change.Amend(seen, command.notes(), request, now))
                .map(answer -> LedgerOutcomes.of(answer, recorded -> amended(seen, command, recorded)));
    }

    private static Appointment amended(Appointment seen, Command.Keep command, LedgerAnswer.Recorded recorded) {
        return seen.amended(command.notes(), recorded.version(), recorded.recordedAt());
    }
}
