package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;

/** The ledger's answer to a write as the outcome that its caller is told. */
final class LedgerOutcomes {

    private LedgerOutcomes() {}

    /** @param recorded makes the appointment of what was committed just now */
    static Outcome<Appointment> of(LedgerAnswer answer, Function<LedgerAnswer.Recorded, Appointment> recorded) {
        return answer.match(
                fresh -> Outcome.done(recorded.apply(fresh)),
                replayed -> Outcome.done(replayed.appointment()),
                refused -> Outcome.refused(refused.refusal()),
                LedgerOutcomes::unknown);
    }

    /** What is not known to have failed may have happened. */
    static Outcome<Appointment> unknown() {
        return Outcome.refused(new Refusal.Plain(Reason.OUTCOME_UNKNOWN));
    }

    /** What came of this request, if the ledger has met it, and otherwise this. */
    static Future<Outcome<Appointment>> ofMet(
            AppointmentLedger ledger,
            OdsCode practice,
            Request request,
            Supplier<Future<Outcome<Appointment>>> otherwise) {
        return ledger.answerTo(practice, request)
                .compose(met -> met.map(stored -> Future.succeededFuture(ofStored(stored)))
                        .orElseGet(otherwise));
    }

    /** An answer that the ledger has stored: it is never fresh. */
    static Outcome<Appointment> ofStored(LedgerAnswer stored) {
        return of(stored, fresh -> {
            throw new IllegalStateException("a stored answer cannot be fresh");
        });
    }
}
