package org.slotkeeper.booking;

import io.vertx.core.Future;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Degradation;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Has the ledger store a refusal, so that no other try of the same request can have an effect,
 * however late it comes; or finds out that one had. Needed wherever nobody else would know of an
 * earlier try.
 */
final class RefuseForGood {

    private final AppointmentLedger ledger;
    private final Degradation degradation;

    RefuseForGood(AppointmentLedger ledger, Degradation degradation) {
        this.ledger = ledger;
        this.degradation = degradation;
    }

    /** Refuses what the inventory should have refused by itself, but cannot. */
    Future<Outcome<Appointment>> refuseInstead(Change.Refuse refusing) {
        degradation.refusedByLedger();
        return refuse(refusing);
    }

    Future<Outcome<Appointment>> refuse(Change.Refuse refusing) {
        return ledger.change(refusing).map(answer -> outcome(answer, refusing));
    }

    /**
     * Refuses what names no version, but not for good: whoever names it next may well do so under
     * the same request id.
     */
    Future<Outcome<Appointment>> refuseUntilVersioned(OdsCode practice, Request request) {
        Refusal refusal = new Refusal.Plain(Reason.VERSION_REQUIRED);
        return LedgerOutcomes.ofMet(ledger, practice, request, () -> Future.succeededFuture(Outcome.refused(refusal)));
    }

    private static Outcome<Appointment> outcome(LedgerAnswer answer, Change.Refuse refusing) {
        // The stored refusal has no alternatives.
        boolean isTheSame = answer.match(
                recorded -> false,
                replayed -> false,
                stored -> stored.refusal().reason() == refusing.refusal().reason(),
                () -> false);
        return isTheSame ? Outcome.refused(refusing.refusal()) : LedgerOutcomes.ofStored(answer);
    }
}
