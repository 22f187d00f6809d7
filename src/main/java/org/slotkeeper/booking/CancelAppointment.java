package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;

/** Cancels an appointment, or withdraws a hold, and gives the slots back at once. */
public final class CancelAppointment {

    private final AppointmentLedger ledger;
    private final SlotInventory inventory;
    private final PracticeBooks books;
    private final SlotsOfSeats slotsOfSeats;
    private final SeatDesk desk;
    private final RefuseForGood refuseForGood;
    private final LookAgain lookAgain;
    private final Clock clock;

    CancelAppointment(BookingPorts ports, RefuseForGood refuseForGood, LookAgain lookAgain, Clock clock) {
        this.ledger = ports.ledger();
        this.inventory = ports.inventory();
        this.books = ports.books();
        this.slotsOfSeats = new SlotsOfSeats(books);
        this.desk = ports.desk();
        this.refuseForGood = refuseForGood;
        this.lookAgain = lookAgain;
        this.clock = clock;
    }

    public Future<Outcome<Entry>> cancel(Command.Cancel command) {
        return lookAgain.change(command, RequestContents.of(command), request -> cancel(command, request));
    }

    private Future<Outcome<Entry>> cancel(Command.Cancel command, Request request) {
        return ledger.look(command.id(), request)
                .compose(seen ->
                        seen.isPresent() ? cancelSeen(seen.get(), command, request) : withdrawHold(command, request));
    }

    private Future<Outcome<Entry>> cancelSeen(Appointment seen, Command.Cancel command, Request request) {
        Optional<Refusal> forbidden = Permission.refusalToChange(command.from().caller(), patientOf(command), seen);
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        if (command.seenVersions().isEmpty()) {
            return refuseForGood.refuseUntilVersioned(seen.practice(), request).map(CancelAppointment::entry);
        }
        return books.find(seen.practice()).compose(book -> cancelAllowed(seen, book.orElseThrow(), command, request));
    }

    private Future<Outcome<Entry>> cancelAllowed(
            Appointment seen, PracticeBook book, Command.Cancel command, Request request) {
        Instant now = clock.instant();
        Optional<Refusal> refusal = VersionCheck.refusal(command.seenVersions().orElseThrow(), seen)
                .or(() -> refusalByState(seen))
                .or(() -> refusalByContent(seen, command))
                .or(() -> BookingRules.refusalToCancel(
                        seen, book.practice(), command.from().caller(), now));
        if (refusal.isPresent()) {
            // Another try of the same request may be on its way to the ledger.
            return refuseForGood
                    .refuse(new Change.Refuse(seen.practice(), "cancel", request, refusal.get(), now))
                    .map(CancelAppointment::entry);
        }
        return desk.mark(SeatMark.none(
                        seen.practice(), seen.day(), seen.ordinals(), seen.id().key(), seen.updatedAt()))
                .compose(mark -> writeByTheRules(seen, book.practice(), command, request)
                        .onSuccess(answer -> release(mark, answer))
                        .onFailure(fault -> desk.ask(mark))
                        .map(answer ->
                                entry(LedgerOutcomes.of(answer, recorded -> cancelled(seen, command, recorded)))));
    }

    /**
     * As for a booking the rules are asked at the instant at which it takes effect: it may have
     * waited for its mark. A refusal is the ledger's, because an earlier try may be on its way
     * there.
     */
    private Future<LedgerAnswer> writeByTheRules(
            Appointment seen, Practice at, Command.Cancel command, Request request) {
        Instant now = clock.instant();
        return ledger.change(
                BookingRules.refusalToCancel(seen, at, command.from().caller(), now)
                        .<Change>map(refusal -> new Change.Refuse(seen.practice(), "cancel", request, refusal, now))
                        .orElseGet(() -> new Change.Cancel(seen, command.reason(), request, now)));
    }

    private static Optional<Refusal> refusalByState(Appointment seen) {
        return seen.state() == Appointment.State.BOOKED
                ? Optional.empty()
                : Optional.of(new Refusal.NotAmendable("Appointment.status"));
    }

    /** A client that believes it has moved or amended what it has cancelled must be told. */
    private static Optional<Refusal> refusalByContent(Appointment seen, Command.Cancel command) {
        if (command.patient().map(patient -> !patient.equals(seen.patient())).orElse(false)) {
            return Optional.of(new Refusal.NotAmendable("Appointment.participant"));
        }
        return command.statement().contradiction(Optional.of(seen), List.of()).map(Refusal.NotAmendable::new);
    }

    /**
     * Whose the seats are is known if the ledger has taken them from the appointment just now; not
     * if it is silent.
     */
    private void release(SeatMark mark, LedgerAnswer answer) {
        Consumer<SeatMark> word =
                answer.match(recorded -> desk::freed, replayed -> desk::ask, refused -> desk::ask, () -> desk::unknown);
        word.accept(mark);
    }

    private static Appointment cancelled(Appointment seen, Command.Cancel command, LedgerAnswer.Recorded recorded) {
        return seen.cancelled(command.reason(), recorded.version(), recorded.recordedAt());
    }

    private Future<Outcome<Entry>> withdrawHold(Command.Cancel command, Request request) {
        Optional<NhsNumber> patient = patientOf(command);
        if (patient.isEmpty()) {
            return unknown();
        }
        return books.find(command.id().practice())
                .compose(book -> book.isEmpty() ? unknown() : withdrawHold(command, patient.get(), request));
    }

    private Future<Outcome<Entry>> withdrawHold(Command.Cancel command, NhsNumber patient, Request request) {
        Instant now = clock.instant();
        return inventory.findHold(command.id(), now).compose(held -> {
            boolean isTheirs = held.map(seats ->
                            Permission.mayKnowOf(seats, patient, command.from().caller(), inventory))
                    .orElse(false);
            return isTheirs
                    ? withdraw(held.get(), command, patient, request)
                    : cancelConfirmed(command, patient, request);
        });
    }

    /**
     * A hold that was confirmed after the ledger was looked into, and before the inventory was, is
     * in neither.
     */
    private Future<Outcome<Entry>> cancelConfirmed(Command.Cancel command, NhsNumber patient, Request request) {
        return ledger.look(command.id(), request)
                .compose(seen -> seen.isPresent()
                        ? cancelSeen(seen.get(), command, request)
                        : withdrawnBefore(command, patient, request, CancelAppointment::unknown));
    }

    /**
     * Whoever asks again, because the answer was lost, hears it again, if they may still be told.
     */
    private Future<Outcome<Entry>> withdrawnBefore(
            Command.Cancel command, NhsNumber patient, Request request, Supplier<Future<Outcome<Entry>>> otherwise) {
        return inventory
                .givenUp(command.id(), request)
                .compose(held -> held.isEmpty()
                        ? otherwise.get()
                        : refusalToBook(command, patient)
                                .map(CancelAppointment::refused)
                                .orElseGet(() -> holdOf(held.get(), command, patient)
                                        .compose(hold -> withdrawn(hold, command))));
    }

    private static Optional<Refusal> refusalToBook(Command.Cancel command, NhsNumber patient) {
        return Permission.refusalToBook(
                command.from().caller(), patient, command.id().practice());
    }

    private Future<Hold> holdOf(HeldSeats held, Command.Cancel command, NhsNumber patient) {
        return books.find(command.id().practice())
                .compose(book -> slotsOfSeats.hold(held, book.orElseThrow(), patient));
    }

    private Future<Outcome<Entry>> withdraw(
            HeldSeats held, Command.Cancel command, NhsNumber patient, Request request) {
        Optional<Refusal> forbidden = refusalToBook(command, patient);
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        if (!command.seenVersions().map(seen -> seen.include(Hold.VERSION)).orElse(true)) {
            return Future.succeededFuture(Outcome.refused(new Refusal.Plain(Reason.STALE_VERSION)));
        }
        if (held.isConfirmInFlight()) {
            return tooEarly();
        }
        return holdOf(held, command, patient).compose(hold -> command.statement()
                .contradiction(Optional.empty(), hold.slots())
                .map(other -> refused(new Refusal.NotAmendable(other)))
                .orElseGet(() -> withdraw(hold, command, request)));
    }

    private Future<Outcome<Entry>> withdraw(Hold hold, Command.Cancel command, Request request) {
        return inventory.giveUp(command.id(), request).compose(ended -> switch (ended) {
            case DONE -> withdrawn(hold, command);
            // Another try of this request has come first; or the confirm, or another withdrawal:
            // whoever asks again hears which.
            case NOTHING -> withdrawnBefore(command, hold.patient(), request, CancelAppointment::tooEarly);
            case REUSED -> refused(new Refusal.Plain(Reason.REQUEST_ID_REUSED));
        });
    }

    private Future<Outcome<Entry>> withdrawn(Hold hold, Command.Cancel command) {
        Reader reader = new Reader(command.from().caller(), command.from().requestId(), clock.instant());
        return ledger.audit(hold.id().practice(), "withdraw hold", "WITHDRAWN", Optional.of(command.id()), reader)
                .transform(noted -> Future.succeededFuture(Outcome.done(new Entry.Withdrawn(hold, command.reason()))));
    }

    private static Future<Outcome<Entry>> tooEarly() {
        return refused(new Refusal.TooEarly(Duration.ofSeconds(1)));
    }

    private static Future<Outcome<Entry>> refused(Refusal refusal) {
        return Future.succeededFuture(Outcome.refused(refusal));
    }

    private static Optional<NhsNumber> patientOf(Command.Cancel command) {
        return command.from().caller().patient().map(Caller.Patient::nhsNumber).or(command::patient);
    }

    private static Outcome<Entry> entry(Outcome<Appointment> outcome) {
        return outcome.match(
                appointment -> Outcome.<Entry>done(new Entry.Recorded(appointment)), Outcome::<Entry>refused);
    }

    private static Future<Outcome<Entry>> unknown() {
        return refused(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN));
    }
}
