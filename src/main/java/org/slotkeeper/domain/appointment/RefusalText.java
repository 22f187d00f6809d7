package org.slotkeeper.domain.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/**
 * One refusal as one short word-separated text, so that a store can keep a given answer and give it
 * again. Alternatives are not part of it.
 */
public final class RefusalText {

    private static final Refusal.Cases<String> TEXT = new Refusal.Cases<>() {
        @Override
        public String plain(Refusal.Plain plain) {
            return text(plain);
        }

        @Override
        public String slotTaken(Refusal.SlotTaken taken) {
            return text(taken);
        }

        @Override
        public String byOwnHold(Refusal.ByOwnHold own) {
            return text(own);
        }

        @Override
        public String byOwnAppointments(Refusal.ByOwnAppointments own) {
            return of(own.refusal());
        }

        @Override
        public String embargoed(Refusal.Embargoed embargoed) {
            return text(embargoed, embargoed.releasedAt().toEpochMilli());
        }

        @Override
        public String outsideBookingWindow(Refusal.OutsideBookingWindow window) {
            return text(
                    window, window.opensAt().toEpochMilli(), window.closesAt().toEpochMilli());
        }

        @Override
        public String patientLimit(Refusal.PatientLimit limit) {
            return text(limit, limit.appointmentsPerPatientMax());
        }

        @Override
        public String tooEarly(Refusal.TooEarly early) {
            return text(early, early.retryAfter().toMillis());
        }

        @Override
        public String elementMismatch(Refusal.ElementMismatch mismatch) {
            return text(mismatch, mismatch.field());
        }

        @Override
        public String notAmendable(Refusal.NotAmendable amend) {
            return text(amend, amend.field());
        }
    };

    private RefusalText() {}

    public static String of(Refusal refusal) {
        return refusal.match(TEXT);
    }

    private static String text(Refusal refusal, Object... words) {
        StringBuilder text = new StringBuilder(refusal.reason().name());
        for (Object word : words) {
            text.append(' ').append(word);
        }
        return text.toString();
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
            case REQUEST_ID_REUSED,
                    FORBIDDEN,
                    APPOINTMENT_UNKNOWN,
                    NO_LONGER_KEPT,
                    VERSION_REQUIRED,
                    STALE_VERSION,
                    SLOT_UNKNOWN,
                    NOT_ADJACENT,
                    TIME_MISMATCH,
                    ONLINE_BOOKING_OFF,
                    IN_THE_PAST,
                    TOO_LATE,
                    HOLD_EXISTS,
                    PATIENT_OVERLAP,
                    HOLD_EXPIRED,
                    OUTCOME_UNKNOWN -> new Refusal.Plain(reason);
        };
    }

    private static Instant instant(String epochMillis) {
        return Instant.ofEpochMilli(Long.parseLong(epochMillis));
    }
}
