package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Slot;

/**
 * Takes claimed seats to the ledger, whose commit is the point of no return, and leaves word for
 * the inventory.
 */
final class RecordAppointment {

    private final AppointmentLedger ledger;
    private final SlotInventory inventory;
    private final SeatDesk desk;
    private final OwnAppointments ownAppointments;
    private final Clock clock;

    RecordAppointment(BookingPorts ports, Clock clock) {
        this.ledger = ports.ledger();
        this.inventory = ports.inventory();
        this.desk = ports.desk();
        this.ownAppointments = new OwnAppointments(ports);
        this.clock = clock;
    }

    /**
     * Records what this request has claimed just now, if the rules allow it still. If it certainly
     * cannot be, the claim is given back.
     */
    Future<Outcome<Appointment>> record(Change.Book wanted, Practice at, List<Slot> slots) {
        return write(wanted, now -> BookingRules.refusalOf(slots, at, callerOf(wanted), now))
                .compose(answer -> settle(answer, wanted), fault -> giveBack(wanted, fault));
    }

    /**
     * Records a hold that its patient has not given up: all but whether its time has begun was
     * asked when it was placed, for a hold is a promise. If it certainly cannot be, it is a hold
     * again, for the time that was promised.
     *
     * @param placer who placed it
     */
    Future<Outcome<Appointment>> recordKept(Change.Book wanted, CallerMark placer) {
        return write(wanted, now -> BookingRules.refusalOnceBegun(wanted.time(), now))
                .compose(answer -> settle(answer, wanted), fault -> inventory
                        .holdAgain(wanted.id(), placer, wanted.now())
                        .transform(held -> Future.failedFuture(fault)));
    }

    /**
     * Whichever way a booking came, the rules are asked here, at the instant at which it takes
     * effect: since it was claimed or held, its time may have begun. A refusal is the ledger's,
     * because an earlier try may be on its way there.
     */
    private Future<LedgerAnswer> write(Change.Book wanted, Function<Instant, Optional<Refusal>> rules) {
        Instant now = clock.instant();
        Optional<Refusal> refusal = rules.apply(now);
        if (refusal.isPresent()) {
            return ledger.change(new Change.Refuse(wanted.practice(), "book", wanted.request(), refusal.get(), now));
        }
        return ledger.change(wanted);
    }

    private static Caller callerOf(Change.Book wanted) {
        return wanted.request().caller();
    }

    private Future<Outcome<Appointment>> settle(LedgerAnswer answer, Change.Book wanted) {
        return answer.match(
                recorded -> recorded(recorded, wanted),
                replayed -> Future.succeededFuture(Outcome.done(replayed.appointment())),
                refused -> refuse(refused.refusal(), wanted),
                // The claim stays.
                () -> Future.succeededFuture(LedgerOutcomes.unknown()));
    }

    private Future<Outcome<Appointment>> recorded(LedgerAnswer.Recorded recorded, Change.Book wanted) {
        desk.recorded(wanted.id(), wanted.now());
        return Future.succeededFuture(Outcome.done(wanted.recorded(recorded)));
    }

    private Future<Outcome<Appointment>> refuse(Refusal refusal, Change.Book wanted) {
        return giveUp(refusal, wanted)
                .transform(done -> ownAppointments.named(
                        refusal, wanted.attempt(), wanted.practice(), wanted.time(), Optional.empty()))
                .map(Outcome::refused);
    }

    /**
     * Where the ledger knows of an owner that the inventory does not, the seats are not on offer
     * again before it is known which.
     */
    private Future<?> giveUp(Refusal refusal, Change.Book wanted) {
        if (refusal.reason() == Reason.SLOT_TAKEN) {
            desk.ask(SeatMark.none(
                    wanted.practice(),
                    wanted.allocation().day(),
                    wanted.ordinals(),
                    wanted.id().key(),
                    wanted.now()));
            return Future.succeededFuture();
        }
        return inventory.withdraw(wanted.id(), Ending.LEDGER_ANSWERS, Optional.of(wanted.now()));
    }

    private Future<Outcome<Appointment>> giveBack(Change.Book wanted, Throwable fault) {
        return inventory
                .withdraw(wanted.id(), Ending.NEVER_RECORDED, Optional.of(wanted.now()))
                .transform(withdrawn -> Future.failedFuture(fault));
    }
}
