package org.slotkeeper.domain.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slotkeeper.domain.schedule.Slot;

/** Why the business says no. Each refusal names exactly one {@link Reason}. */
public sealed interface Refusal {

    Reason reason();

    <R> R match(Cases<R> cases);

    /** Whether it names the appointments that are the reason. */
    default boolean namesAppointments() {
        return false;
    }

    /** Whether a hold of the patient's own is in the way. */
    default boolean isByOwnHold() {
        return false;
    }

    /**
     * One answer for each refusal, so that whoever tells of it has thought of all that it may say.
     */
    interface Cases<R> {
        R plain(Plain plain);

        R slotTaken(SlotTaken taken);

        R byOwnHold(ByOwnHold own);

        R byOwnAppointments(ByOwnAppointments own);

        R embargoed(Embargoed embargoed);

        R outsideBookingWindow(OutsideBookingWindow window);

        R patientLimit(PatientLimit limit);

        R tooEarly(TooEarly early);

        R elementMismatch(ElementMismatch mismatch);

        R notAmendable(NotAmendable amend);
    }

    /** The reasons in their fixed order: where several apply, the earliest is given. */
    enum Reason {
        REQUEST_ID_REUSED,
        TOO_EARLY,
        FORBIDDEN,
        APPOINTMENT_UNKNOWN,
        NO_LONGER_KEPT,
        VERSION_REQUIRED,
        STALE_VERSION,
        SLOT_UNKNOWN,
        NOT_ADJACENT,
        TIME_MISMATCH,
        ELEMENT_MISMATCH,
        NOT_AMENDABLE,
        ONLINE_BOOKING_OFF,
        IN_THE_PAST,
        TOO_LATE,
        EMBARGOED,
        OUTSIDE_BOOKING_WINDOW,
        HOLD_EXISTS,
        PATIENT_LIMIT,
        PATIENT_OVERLAP,
        HOLD_EXPIRED,
        SLOT_TAKEN,
        OUTCOME_UNKNOWN
    }

    /** A reason that says all there is to say. */
    record Plain(Reason reason) implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.plain(this);
        }
    }

    /**
     * The slot is held, booked or no longer offered; these, nearest in time first, were free a
     * moment ago.
     */
    record SlotTaken(List<Slot> alternatives) implements Refusal {
        public SlotTaken {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public Reason reason() {
            return Reason.SLOT_TAKEN;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.slotTaken(this);
        }
    }

    /**
     * What the patient wants stands behind their own live hold.
     *
     * @param reason that they have a hold already, or that it has the slot
     */
    record ByOwnHold(Reason reason, Hold hold) implements Refusal {
        @Override
        public boolean isByOwnHold() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.byOwnHold(this);
        }
    }

    /**
     * The patient's own appointments are the reason, and the caller may read them.
     *
     * @param refusal what was refused by the rules
     */
    record ByOwnAppointments(Refusal refusal, List<Appointment> appointments) implements Refusal {
        public ByOwnAppointments {
            appointments = List.copyOf(appointments);
        }

        @Override
        public Reason reason() {
            return refusal.reason();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.byOwnAppointments(this);
        }

        @Override
        public boolean namesAppointments() {
            return true;
        }
    }

    record Embargoed(Instant releasedAt) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.EMBARGOED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.embargoed(this);
        }
    }

    record OutsideBookingWindow(Instant opensAt, Instant closesAt) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.OUTSIDE_BOOKING_WINDOW;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.outsideBookingWindow(this);
        }
    }

    record PatientLimit(int appointmentsPerPatientMax) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.PATIENT_LIMIT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.patientLimit(this);
        }
    }

    /** The first try under this request id is still running. */
    record TooEarly(Duration retryAfter) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.TOO_EARLY;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tooEarly(this);
        }
    }

    /** @param field the element that says otherwise than the slots, or than the caller's token */
    record ElementMismatch(String field) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.ELEMENT_MISMATCH;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.elementMismatch(this);
        }
    }

    /** @param field the element that may not be changed */
    record NotAmendable(String field) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.NOT_AMENDABLE;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notAmendable(this);
        }
    }
}
