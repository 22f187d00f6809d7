package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.TimeLimit;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;

/**
 * Names the patient's own appointments that a refusal is for, to callers who may read them. The
 * refusal stands whether or not they can be read now; who is told of one has it in the audit trail.
 */
final class OwnAppointments {

    private static final int NAMED_MAX = 20;

    /** What overlaps a time may have begun this long before it: an appointment is of one day. */
    private static final Duration LONGEST = Duration.ofHours(25);

    private static final Set<State> LIVE =
            Arrays.stream(State.values()).filter(State::occupies).collect(Collectors.toSet());

    /**
     * Refusals are not held up for longer: the ledger lists in some milliseconds, and while it is
     * silent a refusal that is known would become a fault.
     */
    static final Duration NAMING_LIMIT = Duration.ofMillis(300);

    private final AppointmentLedger ledger;
    private final TimeLimit timeLimit;

    OwnAppointments(BookingPorts ports) {
        this.ledger = ports.ledger();
        this.timeLimit = ports.timeLimit();
    }

    /**
     * The refusal of what was to be had at this time, with the appointments that it is for.
     *
     * @param moving the appointment that was to move: it is not in its own way
     */
    Future<Refusal> named(
            Refusal refusal, Attempt attempt, OdsCode practice, Interval time, Optional<AppointmentId> moving) {
        boolean isOverlap = refusal.reason() == Reason.PATIENT_OVERLAP;
        boolean isByThem = isOverlap || refusal.reason() == Reason.PATIENT_LIMIT;
        Request request = attempt.request();
        boolean mayRead = Permission.refusalToRead(request.caller()).isEmpty();
        if (!isByThem || !mayRead || refusal.namesAppointments()) {
            return Future.succeededFuture(refusal);
        }
        Instant from = isOverlap ? time.start().minus(LONGEST) : attempt.now();
        Optional<Instant> until = isOverlap ? Optional.of(time.end()) : Optional.empty();
        Listing listing = new Listing(Optional.of(from), until, Optional.of(LIVE), Optional.empty(), NAMED_MAX);
        Reader reader = new Reader(request.caller(), request.requestId(), attempt.now());
        Predicate<Appointment> isThen = isOverlap
                ? each -> each.time().overlaps(time)
                : each -> each.time().start().isAfter(attempt.now());
        return timeLimit
                .within(NAMING_LIMIT, ledger.list(attempt.patient(), listing, reader))
                .map(found -> with(
                        found.page().stream()
                                .filter(each -> !moving.equals(Optional.of(each.id())))
                                .filter(isThen.and(each -> each.practice().equals(practice)))
                                .toList(),
                        refusal))
                .otherwise(refusal);
    }

    private static Refusal with(List<Appointment> appointments, Refusal refusal) {
        return appointments.isEmpty() ? refusal : new Refusal.ByOwnAppointments(refusal, appointments);
    }
}
