package org.slotkeeper.domain.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** One refusal as one short word-separated text, so that a store can keep a given answer and give it again. Alternatives are not part of it. */
public final class RefusalText {

    private RefusalText() {}

    public static String of(Refusal refusal) {
        if (refusal instanceof Refusal.ByOwnAppointments own) {
            return of(own.refusal());
        }
        String reason = refusal.reason().name();
        if (refusal instanceof Refusal.Embargoed embargoed) {
            return reason + ' ' + embargoed.releasedAt().toEpochMilli();
        }
        if (refusal instanceof Refusal.OutsideBookingWindow window) {
            return reason
                    + ' '
                    + window.opensAt().toEpochMilli()
                    + ' '
                    + window.closesAt().toEpochMilli();
        }
        if (refusal instanceof Refusal.PatientLimit limit) {
            return reason + ' ' + limit.appointmentsPerPatientMax();
        }
        if (refusal instanceof Refusal.TooEarly early) {
            return reason + ' ' + early.retryAfter().toMillis();
        }
        if (refusal instanceof Refusal.ElementMismatch mismatch) {
            return reason + ' ' + mismatch.field();
        }
        if (refusal instanceof Refusal.NotAmendable amend) {
            return reason + ' ' + amend.field();
        }
        return reason;
    }

    /** @throws IllegalArgumentException if no refusal has this text */
    public static Refusal parse(String text) {
        String[] words = text.split(" ", -1);
        Reason reason = Reason.valueOf(words[0]);
        return switch (reason) {
            case EMBARGOED -> new Refusal.Embargoed(instant(words[1]));
            case OUTSIDE_BOOKING_WINDOW -> new Refusal.OutsideBookingWindow(instant(words[1]), instant(words[2]));
            case PATIENT_LIMIT -> new Refusal.PatientLimit(Integer.parseInt(words[1]));
            case TOO_EARLY -> new Refusal.TooEarly(Duration.ofMillis(Long.parseLong(words[1])));
            case ELEMENT_MISMATCH -> new Refusal.ElementMismatch(words[1]);
            case NOT_AMENDABLE -> new Refusal.NotAmendable(words[1]);
            case SLOT_TAKEN -> new Refusal.SlotTaken(List.of());
            default -> new Refusal.Plain(reason);
        };
    }

    private static Instant instant(String epochMillis) {
        return Instant.ofEpochMilli(Long.parseLong(epochMillis));
    }
}
