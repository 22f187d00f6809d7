package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Refusing;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.Outcome;
import org.slotkeeper.domain.PracticeBook;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.Slot;
import org.slotkeeper.domain.SlotId;

/** Makes an appointment of a patient's live hold. */
final class ConfirmHold {

    private static final Refusal NOT_THE_HELD = new Refusal.NotAmendable("Appointment.slot");

    private final PracticeBooks books;
    private final SlotInventory inventory;
    private final AppointmentLedger ledger;
    private final RecordAppointment recording;
    private final RefuseForGood refuseForGood;
    private final Requests requests;
    private final BookingSettings settings;
    private final Clock clock;

    ConfirmHold(
            BookingOffice.Ports ports,
            RecordAppointment recording,
            RefuseForGood refuseForGood,
            Requests requests,
            BookingSettings settings,
            Clock clock) {
        this.books = ports.books();
        this.inventory = ports.inventory();
        this.ledger = ports.ledger();
        this.recording = recording;
        this.refuseForGood = refuseForGood;
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
    }

    /** Refuses with {@code APPOINTMENT_UNKNOWN} if the patient has no such hold or the id is an appointment's, and with {@code HOLD_EXPIRED} if there is none any more. Fails while the inventory is away: nobody can see the hold. */
    Future<Outcome<Appointment>> confirm(Command.Keep command, NhsNumber patient) {
        Optional<Refusal> forbidden = Permission.refusalToBook(
                command.from().caller(), patient, command.id().practice());
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        Instant now = clock.instant();
        Request request = requests.of(command.from(), RequestContents.confirming(command, patient));
        return books.find(command.id().practice()).compose(book -> {
            if (book.isEmpty()) {
                return Future.succeededFuture(Outcome.refused(new Refusal.Plain(Reason.HOLD_EXPIRED)));
            }
            Optional<List<Slot>> named = book.flatMap(known -> named(command, known));
            if (named.isEmpty()) {
                return Future.succeededFuture(Outcome.refused(NOT_THE_HELD));
            }
            // What its first slot says, all slots of a hold say.
            Optional<String> other = book.flatMap(known -> first(command, known))
                    .flatMap(first -> command.statement().contradiction(Optional.empty(), List.of(first)));
            if (other.isPresent()) {
                return Future.succeededFuture(Outcome.refused(new Refusal.NotAmendable(other.get())));
            }
            List<Claim.Places> places = named.get().stream()
                    .map(slot -> new Claim.Places(slot.id().ordinal(), slot.capacity()))
                    .toList();
            return inventory
                    .confirm(new HoldConfirm(command.id(), patient, places, settings.confirmLease(), request, now))
                    .transform(asked -> asked.succeeded()
                            ? follow(asked.result(), book, command, patient, request, now)
                            : withoutInventory(asked.cause(), command, request));
        });
    }

    private static Optional<Slot> first(Command.Keep command, PracticeBook book) {
        SlotId origin = command.id().origin();
        return book.day(origin.day()).flatMap(day -> day.slotOfSeat(origin.ordinal()));
    }

    /** The slots that the caller named with the hold, by time; nothing if there are no such slots, or they are at another time or begin with another one than the hold does. */
    private static Optional<List<Slot>> named(Command.Keep command, PracticeBook book) {
        List<Slot> slots = command.slots().stream()
                .flatMap(id -> book.slot(id).stream())
                .sorted(Comparator.comparing(slot -> slot.time().start()))
                .toList();
        SlotId origin = command.id().origin();
        boolean isOtherStart = first(command, book)
                .flatMap(slot -> command.time()
                        .map(time -> !time.start().equals(slot.time().start())))
                .orElse(false);
        boolean isOtherFirst = !slots.isEmpty()
                && !(slots.get(0).id().day().equals(origin.day())
                        && slots.get(0).hasSeat(origin.ordinal()));
        boolean isOtherTime = !slots.isEmpty()
                && command.time()
                        .map(time -> !time.equals(ClaimSlots.timeOf(slots)))
                        .orElse(false);
        boolean areThere = slots.size() == command.slots().size();
        return areThere && !isOtherStart && !isOtherFirst && !isOtherTime ? Optional.of(slots) : Optional.empty();
    }

    /** What was not named cannot be compared before: the end of a hold whose slots the caller left out. */
    private static boolean isOtherTime(Command.Keep command, List<Slot> held) {
        return command.time().map(time -> !time.equals(ClaimSlots.timeOf(held))).orElse(false);
    }

    private Future<Outcome<Appointment>> follow(
            ClaimAnswer answer,
            Optional<PracticeBook> book,
            Command.Keep command,
            NhsNumber patient,
            Request request,
            Instant now) {
        if (answer instanceof ClaimAnswer.Claimed claimed) {
            RecordAppointment.Plan plan = plan(claimed.ordinals(), book.orElseThrow(), command, patient, request, now);
            if (isOtherTime(command, plan.slots())) {
                return inventory
                        .withdraw(command.id(), SlotInventory.Ending.NEVER_RECORDED)
                        .map(withdrawn -> Outcome.refused(NOT_THE_HELD));
            }
            return recording.recordKept(plan);
        }
        if (answer instanceof ClaimAnswer.InFlight running) {
            return recording.resume(
                    plan(running.ordinals(), book.orElseThrow(), command, patient, request, now), running.since());
        }
        if (answer instanceof ClaimAnswer.Unsure unsure) {
            return refuseInstead(refusalIn(unsure.refusal()), command, request, now);
        }
        return Future.succeededFuture(Outcome.refused(refusalIn(answer)));
    }

    private Future<Outcome<Appointment>> refuseInstead(
            Refusal refusal, Command.Keep command, Request request, Instant now) {
        return refuseForGood.refuseInstead(new Refusing(command.id().practice(), "confirm", request, refusal, now));
    }

    private static Refusal refusalIn(ClaimAnswer answer) {
        return answer instanceof ClaimAnswer.Refused refused
                ? refused.refusal()
                : new Refusal.Plain(Reason.HOLD_EXPIRED);
    }

    /** Nobody can be asked whether there is such a hold, so that none is confirmed. But the ledger knows whether an earlier try of this request was, and whether the id is an appointment's. */
    private Future<Outcome<Appointment>> withoutInventory(Throwable away, Command.Keep command, Request request) {
        return ledger.answerTo(command.id().practice(), request)
                .compose(answered -> answered.map(stored -> Future.succeededFuture(LedgerOutcomes.ofStored(stored)))
                        .orElseGet(() -> noHoldIfAppointment(away, command, request)));
    }

    private Future<Outcome<Appointment>> noHoldIfAppointment(Throwable away, Command.Keep command, Request request) {
        return ledger.look(command.id(), request)
                .compose(seen -> seen.isPresent()
                        ? Future.succeededFuture(Outcome.refused(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN)))
                        : Future.failedFuture(away));
    }

    private static RecordAppointment.Plan plan(
            List<Integer> ordinals,
            PracticeBook book,
            Command.Keep command,
            NhsNumber patient,
            Request request,
            Instant now) {
        List<Slot> slots = SlotsOfSeats.in(book, command.id().origin().day(), ordinals);
        return new RecordAppointment.Plan(
                book.practice(),
                slots,
                ordinals,
                patient,
                command.notes(),
                request,
                command.id().key(),
                now);
    }
}
