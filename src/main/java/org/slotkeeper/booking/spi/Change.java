package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;

/** What the ledger is to write, unless it is a new appointment. */
public sealed interface Change {

    OdsCode practice();

    Request request();

    Instant now();

    /** One function for each, so that whoever writes has thought of all of them. */
    <R> R match(
            Function<? super Cancel, ? extends R> cancel,
            Function<? super Amend, ? extends R> amend,
            Function<? super Move, ? extends R> move,
            Function<? super Refuse, ? extends R> refuse);

    /**
     * A change of an appointment that was seen in one version, and takes effect only if that is
     * still the version.
     */
    sealed interface OfAppointment extends Change {

        Appointment seen();

        @Override
        default OdsCode practice() {
            return seen().practice();
        }
    }

    record Cancel(Appointment seen, String reason, Request request, Instant now) implements OfAppointment {
        @Override
        public <R> R match(
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return cancel.apply(this);
        }
    }

    record Amend(Appointment seen, Appointment.Notes notes, Request request, Instant now) implements OfAppointment {
        @Override
        public <R> R match(
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return amend.apply(this);
        }
    }

    /** Takes the new seats and gives the old ones back in one step. The id stays. */
    record Move(
            Appointment seen,
            Appointment.Place to,
            Appointment.Notes notes,
            int appointmentsPerPatientMax,
            Request request,
            Instant now)
            implements OfAppointment {
        @Override
        public <R> R match(
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return move.apply(this);
        }
    }

    /**
     * Refuses a request for good: no later try of it can have an effect. If the ledger has met the
     * request, it answers with what was told before, and the new refusal counts for nothing.
     *
     * @param operation for the audit trail
     */
    record Refuse(OdsCode practice, String operation, Request request, Refusal refusal, Instant now) implements Change {
        @Override
        public <R> R match(
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return refuse.apply(this);
        }
    }
}
