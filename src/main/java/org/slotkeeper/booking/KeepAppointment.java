package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.PracticeBook;

/**
 * Makes the appointment under an id what its caller says it is to be: a hold is confirmed, an
 * appointment with other slots moves, one with other notes is amended.
 */
public final class KeepAppointment {

    private final AppointmentLedger ledger;
    private final PracticeBooks books;
    private final ConfirmHold confirming;
    private final AmendAppointment amending;
    private final MoveAppointment moving;
    private final RefuseForGood refuseForGood;
    private final Requests requests;
    private final LookAgain lookAgain;
    private final Clock clock;

    /** What it may come to. */
    record Ways(ConfirmHold confirming, AmendAppointment amending, MoveAppointment moving) {}

    KeepAppointment(
            BookingPorts ports,
            Ways ways,
            RefuseForGood refuseForGood,
            Requests requests,
            LookAgain lookAgain,
            Clock clock) {
        this.ledger = ports.ledger();
        this.books = ports.books();
        this.confirming = ways.confirming();
        this.amending = ways.amending();
        this.moving = ways.moving();
        this.refuseForGood = refuseForGood;
        this.requests = requests;
        this.lookAgain = lookAgain;
        this.clock = clock;
    }

    public Future<Outcome<Appointment>> keep(Command.Keep command) {
        Optional<NhsNumber> patient = patientOf(command);
        boolean isOfAppointment =
                command.seenVersions().map(seen -> !seen.include(Hold.VERSION)).orElse(false);
        if (patient.isEmpty()) {
            return change(command);
        }
        if (isOfAppointment) {
            return change(command)
                    .compose(outcome -> outcome.match(
                            changed -> Future.succeededFuture(outcome),
                            refusal -> refusal.reason() == Reason.APPOINTMENT_UNKNOWN
                                    ? perhapsHeld(command, patient.get(), refusal)
                                    : Future.succeededFuture(outcome)));
        }
        // Only an appointment has versions to name. Without one, or with that of a hold, it may be
        // a hold to confirm.
        return confirming
                .confirm(command, patient.get())
                .compose(outcome -> outcome.match(
                        confirmed -> Future.succeededFuture(outcome), refusal -> notConfirmed(command, refusal)));
    }

    /**
     * There is no such appointment. A hold has another version than the one that was named, and
     * stands.
     */
    private Future<Outcome<Appointment>> perhapsHeld(Command.Keep command, NhsNumber patient, Refusal unknown) {
        return confirming
                .isHeld(command, patient)
                .map(isHeld -> Outcome.refused(isHeld ? new Refusal.Plain(Reason.STALE_VERSION) : unknown));
    }

    private Future<Outcome<Appointment>> notConfirmed(Command.Keep command, Refusal refusal) {
        if (refusal.reason() == Reason.TOO_EARLY) {
            return arrived(command, refusal);
        }
        return isNoHold(refusal) ? changeInstead(command, refusal) : Future.succeededFuture(Outcome.refused(refusal));
    }

    /**
     * The inventory believes that a booking is on its way, but the ledger may have it already. Then
     * this is a change of it, unless it is another try of the confirm that has arrived.
     */
    private Future<Outcome<Appointment>> arrived(Command.Keep command, Refusal early) {
        Request request = requests.of(command.from(), RequestContents.changing(command));
        return ledger.look(command.id(), request)
                .compose(seen -> seen.isEmpty()
                        // It may come to the ledger right now: whoever looked once more would take
                        // the patient's own booking for another one.
                        ? Future.succeededFuture(Outcome.refused(early))
                        : confirmedOrChanged(command, early));
    }

    private Future<Outcome<Appointment>> confirmedOrChanged(Command.Keep command, Refusal early) {
        return confirming
                .confirm(command, patientOf(command).orElseThrow())
                .compose(again -> again.match(
                        confirmed -> Future.succeededFuture(again), refusal -> changeInstead(command, early)));
    }

    private static boolean isNoHold(Refusal refusal) {
        return refusal.reason() == Reason.HOLD_EXPIRED
                || refusal.reason() == Reason.APPOINTMENT_UNKNOWN
                || refusal.reason() == Reason.NOT_AMENDABLE;
    }

    /**
     * There is no such hold: perhaps there is such an appointment. If not, the first refusal
     * stands.
     */
    private Future<Outcome<Appointment>> changeInstead(Command.Keep command, Refusal noHold) {
        return change(command)
                .map(outcome -> outcome.match(
                        changed -> outcome,
                        refusal -> refusal.reason() == Reason.APPOINTMENT_UNKNOWN ? Outcome.refused(noHold) : outcome));
    }

    private Future<Outcome<Appointment>> change(Command.Keep command) {
        return lookAgain.change(command, RequestContents.changing(command), request -> change(command, request));
    }

    private Future<Outcome<Appointment>> change(Command.Keep command, Request request) {
        return ledger.look(command.id(), request)
                .compose(seen -> seen.isPresent()
                        ? changeSeen(seen.get(), command, request)
                        : refused(Reason.APPOINTMENT_UNKNOWN));
    }

    private Future<Outcome<Appointment>> changeSeen(Appointment seen, Command.Keep command, Request request) {
        Optional<Refusal> forbidden = Permission.refusalToChange(command.from().caller(), patientOf(command), seen);
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        if (command.seenVersions().isEmpty()) {
            return refuseForGood.refuseUntilVersioned(seen.practice(), request);
        }
        return books.find(command.id().practice())
                .compose(book -> changeAllowed(seen, book.orElseThrow(), command, request));
    }

    private Future<Outcome<Appointment>> changeAllowed(
            Appointment seen, PracticeBook book, Command.Keep command, Request request) {
        Instant now = clock.instant();
        boolean isMove = !command.choice().slots().isEmpty()
                && !Set.copyOf(command.choice().slots()).equals(Set.copyOf(seen.slots()));
        Optional<Refusal> refusal = VersionCheck.refusal(command.seenVersions().orElseThrow(), seen)
                .or(() -> refusalByContent(seen, command, isMove))
                .or(() -> isMove
                        ? BookingRules.refusalToMove(
                                seen, book.practice(), command.from().caller(), now)
                        : BookingRules.refusalOnceBegun(seen.time(), now));
        if (refusal.isPresent()) {
            // Another try of the same request may be on its way to the ledger.
            return refuseForGood.refuse(new Change.Refuse(seen.practice(), "change", request, refusal.get(), now));
        }
        return isMove ? moving.move(seen, command, request, now) : amending.amend(seen, command, request, now);
    }

    private static Optional<Refusal> refusalByContent(Appointment seen, Command.Keep command, boolean isMove) {
        if (seen.state() != Appointment.State.BOOKED) {
            return Optional.of(new Refusal.NotAmendable("Appointment.status"));
        }
        if (command.patient().map(patient -> !patient.equals(seen.patient())).orElse(false)) {
            return Optional.of(new Refusal.NotAmendable("Appointment.participant"));
        }
        if (isMove) {
            return Optional.empty();
        }
        return command.choice()
                .elementOtherThan(seen.time())
                .or(() -> command.choice().statement().contradiction(Optional.of(seen), List.of()))
                .map(Refusal.NotAmendable::new);
    }

    private static Optional<NhsNumber> patientOf(Command.Keep command) {
        return command.patient().or(() -> command.from().caller().patient().map(Caller.Patient::nhsNumber));
    }

    private static Future<Outcome<Appointment>> refused(Reason reason) {
        return Future.succeededFuture(Outcome.refused(new Refusal.Plain(reason)));
    }
}
