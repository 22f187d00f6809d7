package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;

/** Makes an appointment of a patient's live hold. */
final class ConfirmHold {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final PracticeBooks books;
    private final SlotsOfSeats slotsOfSeats;
    private final SlotInventory inventory;
    private final AppointmentLedger ledger;
    private final RecordAppointment recording;
    private final RefuseForGood refuseForGood;
    private final Requests requests;
    private final BookingSettings settings;
    private final Clock clock;

    ConfirmHold(
            BookingPorts ports,
            RecordAppointment recording,
            RefuseForGood refuseForGood,
            Requests requests,
            BookingSettings settings,
            Clock clock) {
        this.books = ports.books();
        this.slotsOfSeats = new SlotsOfSeats(books);
        this.inventory = ports.inventory();
        this.ledger = ports.ledger();
        this.recording = recording;
        this.refuseForGood = refuseForGood;
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Refuses with {@code APPOINTMENT_UNKNOWN} if the patient has no such hold or the id is an
     * appointment's, and with {@code HOLD_EXPIRED} if there is none any more. Fails while the
     * inventory is away: nobody can see the hold.
     */
    Future<Outcome<Appointment>> confirm(Command.Keep command, NhsNumber patient) {
        Optional<Refusal> forbidden = Permission.refusalToBook(
                command.from().caller(), patient, command.id().practice());
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        Request request = requests.of(command.from(), RequestContents.confirming(command, patient));
        Instant now = clock.instant();
        return books.find(command.id().practice())
                .compose(book -> book.isEmpty()
                        ? refused(new Refusal.Plain(Reason.HOLD_EXPIRED))
                        : confirmInBookOfHold(new Wish(command, new Attempt(request, patient, now), book.get())));
    }

    /** What is to be confirmed, and the book that it is in. */
    private record Wish(Command.Keep command, Attempt attempt, PracticeBook book) {

        /** The first slot that a hold with this id has. */
        Optional<Slot> first() {
            SeatId origin = command.id().origin();
            return book.day(origin.day()).flatMap(day -> day.slotOfSeat(origin.ordinal()));
        }

        /**
         * The slots that the caller named with the hold, by time, as far as there are such slots.
         */
        List<Slot> named() {
            return command.choice().slots().stream()
                    .flatMap(id -> book.slot(id).stream())
                    .sorted(Comparator.comparing(slot -> slot.time().start()))
                    .toList();
        }

        /** Whether the book has all that was named. */
        boolean isInBook() {
            return first().isPresent()
                    && named().size() == command.choice().slots().size();
        }

        Wish in(PracticeBook newer) {
            return new Wish(command, attempt, newer);
        }

        boolean isOfTimeAlone() {
            return command.choice().time().isPresent()
                    && command.choice().slots().isEmpty();
        }
    }

    /**
     * The book at hand may be older than what is held. Only who has a hold makes us fetch another.
     */
    private Future<Outcome<Appointment>> confirmInBookOfHold(Wish wish) {
        if (wish.isInBook()) {
            return confirm(wish);
        }
        return held(wish.command(), wish.attempt().patient(), wish.attempt().now())
                .compose(held ->
                        held.isPresent() ? inBookWith(held.get().ordinals(), wish) : Future.succeededFuture(wish))
                .compose(this::confirm, away -> withoutInventory(away, wish));
    }

    private Future<Wish> inBookWith(List<Integer> ordinals, Wish wish) {
        return slotsOfSeats
                .bookWith(wish.command().id().origin().day(), ordinals, wish.book())
                .map(wish::in);
    }

    private Future<Outcome<Appointment>> confirm(Wish wish) {
        Optional<String> other = contradiction(wish);
        if (other.isPresent()) {
            Refusal refusal = new Refusal.NotAmendable(other.get());
            // Where the book does not know what is named, another process may have confirmed it by
            // a newer one.
            return wish.isInBook() ? refused(refusal) : refuseForGood.refuse(refusing(refusal, wish));
        }
        return endOtherThanHeld(wish)
                .compose(
                        end -> end.isPresent()
                                ? refused(new Refusal.NotAmendable(end.get()))
                                : confirmSeats(wish, Optional.empty()),
                        away -> withoutInventory(away, wish));
    }

    /**
     * The first element that says otherwise than the hold, by what its id and the book tell of it.
     */
    private static Optional<String> contradiction(Wish wish) {
        List<Slot> named = wish.named();
        boolean areThere = named.size() == wish.command().choice().slots().size();
        boolean isOtherFirst =
                !named.isEmpty() && !wish.first().map(named.get(0)::equals).orElse(false);
        if (!areThere || isOtherFirst) {
            return Optional.of("Appointment.slot");
        }
        // What its first slot says, all slots of a hold say.
        return otherStart(wish)
                .or(() -> named.isEmpty()
                        ? Optional.empty()
                        : wish.command().choice().elementOtherThan(Appointment.Allocation.timeOf(named)))
                .or(() -> wish.first()
                        .flatMap(first ->
                                wish.command().choice().statement().contradiction(Optional.empty(), List.of(first))));
    }

    private static Optional<String> otherStart(Wish wish) {
        return wish.first()
                .flatMap(first -> wish.command().choice().time().filter(time -> !time.start()
                        .equals(first.time().start())))
                .map(time -> "Appointment.start");
    }

    /**
     * Where the caller left out the slots, only the inventory knows when the hold ends. It is
     * looked at before it is confirmed: a confirm that was refused afterwards would cost the
     * patient the hold. A hold never changes its seats, so that what was seen of it is what will be
     * confirmed.
     */
    private Future<Optional<String>> endOtherThanHeld(Wish wish) {
        if (!wish.isOfTimeAlone()) {
            return Future.succeededFuture(Optional.empty());
        }
        Command.Keep command = wish.command();
        return held(command, wish.attempt().patient(), wish.attempt().now())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : slotsOfSeats
                                .hold(found.get(), wish.book(), wish.attempt().patient())
                                .map(hold -> command.choice().elementOtherThan(hold.time())));
    }

    /**
     * Whether this is a live hold of the patient's that the caller may know of: not if nobody can
     * be asked, and not if it is on its way to the ledger, where nobody knows who placed it.
     */
    Future<Boolean> isHeld(Command.Keep command, NhsNumber patient) {
        Instant now = clock.instant();
        return books.find(command.id().practice())
                .compose(book -> book.isEmpty()
                        ? Future.succeededFuture(false)
                        : held(command, patient, now).map(found -> found.filter(held -> !held.isConfirmInFlight())
                                .isPresent()))
                .otherwise(false);
    }

    /** The patient's live hold with this id, if the caller may know of it. */
    private Future<Optional<HeldSeats>> held(Command.Keep command, NhsNumber patient, Instant now) {
        return inventory
                .findHold(command.id(), now)
                .map(found -> found.filter(held ->
                        Permission.mayKnowOf(held, patient, command.from().caller(), inventory)));
    }

    private Future<Outcome<Appointment>> confirmSeats(Wish wish, Optional<ClaimAnswer.Met> again) {
        List<Claim.Places> places = wish.named().stream()
                .map(slot -> new Claim.Places(slot.id().ordinal(), slot.capacity()))
                .toList();
        return inventory
                .confirm(new HoldConfirm(wish.command().id(), wish.attempt(), places, settings.confirmLease()), again)
                .compose(answer -> follow(answer, wish, again), away -> withoutInventory(away, wish));
    }

    private Future<Outcome<Appointment>> follow(ClaimAnswer answer, Wish wish, Optional<ClaimAnswer.Met> again) {
        return answer.match(new ClaimAnswer.Cases<>() {
            @Override
            public Future<Outcome<Appointment>> claimed(ClaimAnswer.Claimed claimed) {
                CallerMark placer = claimed.placer().orElseThrow();
                return inBookWith(claimed.ordinals(), wish)
                        .map(found -> newAppointment(claimed.ordinals(), found))
                        .compose(
                                wanted -> recording.recordKept(wanted, placer),
                                unread -> holdAgain(unread, wish, placer));
            }

            @Override
            public Future<Outcome<Appointment>> denied(ClaimAnswer.Denied denied) {
                return refused(refusalIn(denied));
            }

            @Override
            public Future<Outcome<Appointment>> unsure(ClaimAnswer.Denied denied) {
                return refuseInstead(refusalIn(denied), wish);
            }

            @Override
            public Future<Outcome<Appointment>> running() {
                return metOr(wish, ConfirmHold::tooEarly);
            }

            @Override
            public Future<Outcome<Appointment>> met(ClaimAnswer.Met met) {
                return metOr(wish, () -> again.isPresent() ? tooEarly() : confirmSeats(wish, Optional.of(met)));
            }

            @Override
            public Future<Outcome<Appointment>> staleLayout(ClaimAnswer.StaleLayout stale) {
                throw new IllegalStateException("a confirm goes by no layout, but was told of " + stale);
            }
        });
    }

    /** What cannot be taken to the ledger is a hold again, for the time that was promised. */
    private Future<Outcome<Appointment>> holdAgain(Throwable unread, Wish wish, CallerMark placer) {
        return inventory
                .holdAgain(wish.command().id(), placer, wish.attempt().now())
                .transform(held -> Future.failedFuture(unread));
    }

    private Future<Outcome<Appointment>> metOr(Wish wish, Supplier<Future<Outcome<Appointment>>> otherwise) {
        return LedgerOutcomes.ofMet(
                ledger, wish.command().id().practice(), wish.attempt().request(), otherwise);
    }

    private static Future<Outcome<Appointment>> tooEarly() {
        return refused(new Refusal.TooEarly(TRY_AGAIN_AFTER));
    }

    private Future<Outcome<Appointment>> refuseInstead(Refusal refusal, Wish wish) {
        return refuseForGood.refuseInstead(refusing(refusal, wish));
    }

    private static Change.Refuse refusing(Refusal refusal, Wish wish) {
        return new Change.Refuse(
                wish.command().id().practice(),
                "confirm",
                wish.attempt().request(),
                refusal,
                wish.attempt().now());
    }

    private static Refusal refusalIn(ClaimAnswer.Denied denied) {
        Refusal.Plain gone = new Refusal.Plain(Reason.HOLD_EXPIRED);
        return denied.match(taken -> gone, ClaimAnswer.Refused::refusal, own -> gone);
    }

    /**
     * Nobody can be asked whether there is such a hold, or of which slots, so that none is
     * confirmed. But the ledger knows whether an earlier try of this request was, and whether the
     * id is an appointment's.
     */
    private Future<Outcome<Appointment>> withoutInventory(Throwable away, Wish wish) {
        return metOr(wish, () -> noHoldIfAppointment(away, wish));
    }

    private Future<Outcome<Appointment>> noHoldIfAppointment(Throwable away, Wish wish) {
        return ledger.look(wish.command().id(), wish.attempt().request())
                .compose(seen -> seen.isPresent()
                        ? refused(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN))
                        : Future.failedFuture(away));
    }

    private static Change.Book newAppointment(List<Integer> ordinals, Wish wish) {
        Command.Keep command = wish.command();
        List<Slot> slots = SlotsOfSeats.in(wish.book(), command.id().origin().day(), ordinals);
        Appointment.Allocation allocation = Appointment.Allocation.in(slots, ordinals);
        return new Change.Book(
                allocation.idWith(command.id().key()),
                allocation,
                command.notes(),
                wish.book().practice().rules().appointmentsPerPatientMax(),
                wish.attempt());
    }

    private static Future<Outcome<Appointment>> refused(Refusal refusal) {
        return Future.succeededFuture(Outcome.refused(refusal));
    }
}
