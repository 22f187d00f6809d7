package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.TimeLimit;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;

/**
 * Names the patient's own appointments that a refusal is for, to callers who may read them. The
 * refusal stands whether or not they can be read now; who is told of one has it in the audit trail.
 */
final class OwnAppointments {

    private static final int NAMED_MAX = 20;

    /** What overlaps a time may have begun this long before it. */
    private static final Duration LONGEST = Duration.ofHours(12);

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
     * What was refused.
     *
     * @param moving the appointment that was to move: it is not in its own way
     */
    record Wanted(
            Request request,
            NhsNumber patient,
            OdsCode practice,
            Interval time,
            Optional<AppointmentId> moving,
            Instant now) {}

    Future<Refusal> named(Refusal refusal, Wanted wanted) {
        boolean isOverlap = refusal.reason() == Reason.PATIENT_OVERLAP;
        boolean isByThem = isOverlap || refusal.reason() == Reason.PATIENT_LIMIT;
        boolean mayRead = Permission.refusalToRead(wanted.request().caller()).isEmpty();
        if (!isByThem || !mayRead || refusal.namesAppointments()) {
            return Future.succeededFuture(refusal);
        }
        Instant from = isOverlap ? wanted.time().start().minus(LONGEST) : wanted.now();
        Optional<Instant> until = isOverlap ? Optional.of(wanted.time().end()) : Optional.empty();
        Listing listing = new Listing(Optional.of(from), until, Optional.of(LIVE), Optional.empty(), NAMED_MAX);
        Reader reader = new Reader(wanted.request().caller(), wanted.request().requestId(), wanted.now());
        return timeLimit
                .within(NAMING_LIMIT, ledger.list(wanted.patient(), listing, reader))
                .map(found -> with(
                        found.page().stream()
                                .filter(each -> isInTheWay(each, wanted, isOverlap))
                                .toList(),
                        refusal))
                .otherwise(refusal);
    }

    private static boolean isInTheWay(Appointment each, Wanted wanted, boolean isOverlap) {
        boolean isAnother =
                wanted.moving().map(moving -> !moving.equals(each.id())).orElse(true);
        boolean isThen = isOverlap
                ? each.time().overlaps(wanted.time())
                : each.time().start().isAfter(wanted.now());
        return isAnother && isThen && each.practice().equals(wanted.practice());
    }

    private static Refusal with(List<Appointment> appointments, Refusal refusal) {
        return appointments.isEmpty() ? refusal : new Refusal.ByOwnAppointments(refusal, appointments);
    }
}
