package org.slotkeeper.booking.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;

/** What the ledger is to write. */
public sealed interface Change {

    OdsCode practice();

    Request request();

    Instant now();

    /** The version of the appointment that comes of it; 0 of none. */
    int version();

    /** One function for each, so that whoever writes has thought of all of them. */
    <R> R match(
            Function<? super Book, ? extends R> book,
            Function<? super Cancel, ? extends R> cancel,
            Function<? super Amend, ? extends R> amend,
            Function<? super Move, ? extends R> move,
            Function<? super Refuse, ? extends R> refuse);

    /**
     * Records a new appointment.
     *
     * @param id its practice, day and ordinal are those of the first seat; its key is that of the
     * hold it comes of, or else of the request
     * @param allocation its seats ascending
     */
    record Book(
            AppointmentId id,
            Appointment.Allocation allocation,
            Appointment.Notes notes,
            int appointmentsPerPatientMax,
            Attempt attempt)
            implements Change {

        @Override
        public Request request() {
            return attempt.request();
        }

        public NhsNumber patient() {
            return attempt.patient();
        }

        @Override
        public Instant now() {
            return attempt.now();
        }

        @Override
        public OdsCode practice() {
            return id.practice();
        }

        public List<Integer> ordinals() {
            return allocation.ordinals();
        }

        public Interval time() {
            return allocation.time();
        }

        /** The appointment that it has become. */
        public Appointment recorded(LedgerAnswer.Recorded recorded) {
            return new Appointment(
                    id,
                    patient(),
                    new Appointment.Revision(
                            recorded.version(), Appointment.State.BOOKED, Optional.empty(), recorded.recordedAt()),
                    allocation,
                    notes,
                    new Appointment.Booked(Booker.of(request().caller()), recorded.recordedAt()));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public <R> R match(
                Function<? super Book, ? extends R> book,
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return book.apply(this);
        }
    }

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

        @Override
        default int version() {
            return seen().version() + 1;
        }
    }

    record Cancel(Appointment seen, String reason, Request request, Instant now) implements OfAppointment {
        @Override
        public <R> R match(
                Function<? super Book, ? extends R> book,
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
                Function<? super Book, ? extends R> book,
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return amend.apply(this);
        }
    }

    /**
     * Takes the new seats and gives the old ones back in one step. The id stays. The patient has no
     * more appointments than before, so that their limit has nothing to say.
     */
    record Move(Appointment seen, Appointment.Allocation to, Appointment.Notes notes, Request request, Instant now)
            implements OfAppointment {
        @Override
        public <R> R match(
                Function<? super Book, ? extends R> book,
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
        public int version() {
            return 0;
        }

        @Override
        public <R> R match(
                Function<? super Book, ? extends R> book,
                Function<? super Cancel, ? extends R> cancel,
                Function<? super Amend, ? extends R> amend,
                Function<? super Move, ? extends R> move,
                Function<? super Refuse, ? extends R> refuse) {
            return refuse.apply(this);
        }
    }
}
