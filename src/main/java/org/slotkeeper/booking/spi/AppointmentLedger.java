package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;

/**
 * What is true: an appointment exists if and only if the ledger has committed it. Each write claims
 * its request id, takes effect, stores its answer and writes the audit trail in one statement. A
 * future of it fails only if the write certainly did not happen; {@link LedgerAnswer.Unknown} says
 * that it may have.
 */
public interface AppointmentLedger {

    Future<LedgerAnswer> change(Change change);

    /** What came of this request, if the ledger has met it. */
    Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request);

    /**
     * The appointment as it is now, if it is for the caller's eyes: what a change begins with.
     * Neither audited nor vouched for, because the change is: nothing of it is told before the
     * ledger was asked again.
     */
    Future<Optional<Appointment>> look(AppointmentId id, Request request);

    /**
     * The appointment for its reader's eyes, with a row in the audit trail. Empty if there is none
     * or it is not the reader's.
     */
    Future<Optional<Appointment>> read(AppointmentId id, Reader reader);

    /**
     * What the patient's diary has against an appointment at this time, if anything. Neither
     * audited nor vouched for: whoever books is asked again.
     */
    Future<Optional<Refusal>> objection(Room room);

    /**
     * A page of the patient's appointments, soonest first, with a row in the audit trail for each
     * that is on it.
     */
    Future<Listed> list(NhsNumber patient, Listing listing, Reader reader);

    /**
     * Notes an access that the ledger had no other part in, for example a hold, in the audit trail.
     */
    Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader);

    /**
     * Room in a patient's diary at one practice.
     *
     * @param appointmentsMax how many that have not begun a patient may have there
     * @param deadline nobody waits longer for the answer
     */
    record Room(
            OdsCode practice, NhsNumber patient, Interval time, int appointmentsMax, Instant now, Instant deadline) {}

    /**
     * Who reads, for the audit trail and for what may be seen: patients their own, practices their
     * own, other organisations what is named to them.
     */
    record Reader(Caller caller, java.util.UUID requestId, Instant now) {}

    /**
     * Which of a patient's appointments, and which page of them.
     *
     * @param from those that start at this instant or later
     * @param until those that start before this instant
     * @param states those in one of these; if it is not said, all
     * @param after the page of those behind this place; if it is not said, the first one
     * @param countMax how many the page may have; with 0 they are only counted
     */
    record Listing(
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Set<Appointment.State>> states,
            Optional<Place> after,
            int countMax) {
        public Listing {
            states = states.map(Set::copyOf);
        }

        public boolean isInTime(Interval time) {
            return !from.map(time.start()::isBefore).orElse(false)
                    && until.map(time.start()::isBefore).orElse(true);
        }
    }

    /**
     * Where an appointment stands in its patient's list: by start, then by practice and key. What
     * is booked or cancelled meanwhile moves no other from its place.
     */
    record Place(Instant start, OdsCode practice, String key) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::start)
                .thenComparing(place -> place.practice().value())
                .thenComparing(Place::key);

        public static Place of(Appointment appointment) {
            return new Place(
                    appointment.time().start(),
                    appointment.practice(),
                    appointment.id().key());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * @param total how many there are on all pages
     * @param hasMore whether there are more behind this page
     */
    record Listed(List<Appointment> page, int total, boolean hasMore) {
        public Listed {
            page = List.copyOf(page);
        }
    }
}
