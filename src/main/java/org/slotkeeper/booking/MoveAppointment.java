package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.schedule.SeatId;

/**
 * Takes new slots and gives the old ones back in one step of the ledger, so that a patient never
 * loses both. What is in both stays where it is, with the seat that the appointment has.
 */
final class MoveAppointment {

    private final ClaimSlots claims;
    private final AppointmentLedger ledger;
    private final SlotInventory inventory;
    private final SeatDesk desk;
    private final OwnAppointments ownAppointments;
    private final Clock clock;

    MoveAppointment(ClaimSlots claims, BookingPorts ports, Clock clock) {
        this.claims = claims;
        this.ledger = ports.ledger();
        this.inventory = ports.inventory();
        this.desk = ports.desk();
        this.ownAppointments = new OwnAppointments(ports);
        this.clock = clock;
    }

    Future<Outcome<Appointment>> move(Appointment seen, Command.Keep command, Request request, Instant now) {
        if (!command.choice().slots().get(0).practice().equals(seen.practice())) {
            return Future.succeededFuture(Outcome.refused(new Refusal.NotAmendable("Appointment.slot")));
        }
        ClaimSlots.Wish wish = new ClaimSlots.Wish(
                new Attempt(request, seen.patient(), now), command.choice(), Claim.Kind.CONFIRM, Optional.of(seen));
        return claims.claim(wish)
                .compose(end -> end.match(
                        won -> write(new Target(won, wish, command.notes())),
                        lost -> Future.succeededFuture(Outcome.refused(lost)),
                        Future::succeededFuture));
    }

    /** Where an appointment is to be, with all of its seats, those it keeps too. */
    private record Target(ClaimEnd.Won won, ClaimSlots.Wish wish, Appointment.Notes notes) {

        Appointment seen() {
            return wish.replaces().orElseThrow();
        }

        Instant now() {
            return wish.attempt().now();
        }

        /** The seats that it does not have yet. */
        List<Integer> gained() {
            return won.allocation().ordinalsNotIn(seen().allocation());
        }

        /** The seats that it has and will not keep. */
        List<Integer> given() {
            return seen().allocation().ordinalsNotIn(won.allocation());
        }

        /** The claim on what is gained, if anything is. */
        Optional<AppointmentId> claim() {
            return gained().stream()
                    .findFirst()
                    .map(first -> new AppointmentId(
                            new SeatId(seen().practice(), won.allocation().day(), first), wish.key()));
        }
    }

    /**
     * The seats that it leaves are marked before: whoever looks at them after the commit finds them
     * free, whatever becomes of this process.
     */
    private Future<Outcome<Appointment>> write(Target target) {
        Appointment seen = target.seen();
        return desk.mark(SeatMark.none(
                        seen.practice(), seen.day(), target.given(), seen.id().key(), seen.updatedAt()))
                .compose(mark -> writeByTheRules(target).compose(answer -> settle(answer, target, mark), fault -> {
                    desk.ask(mark);
                    return giveBack(target, Ending.NEVER_RECORDED).transform(done -> Future.failedFuture(fault));
                }));
    }

    /**
     * As for a booking the rules are asked at the instant at which it takes effect. A refusal is
     * the ledger's, because an earlier try may be on its way there.
     */
    private Future<LedgerAnswer> writeByTheRules(Target target) {
        Request request = target.wish().attempt().request();
        Instant now = clock.instant();
        Optional<Refusal> refusal = BookingRules.refusalToMove(
                        target.seen(), target.won().practice(), request.caller(), now)
                .or(() -> BookingRules.refusalOf(
                        target.won().slots(),
                        target.wish().gained(target.won().slots()),
                        target.won().practice(),
                        request.caller(),
                        now));
        return refusal.isPresent()
                ? ledger.change(new Change.Refuse(target.seen().practice(), "move", request, refusal.get(), now))
                : ledger.change(moveTo(target));
    }

    private static Change.Move moveTo(Target target) {
        return new Change.Move(
                target.seen(),
                target.won().allocation(),
                target.notes(),
                target.wish().attempt().request(),
                target.now());
    }

    private Future<Boolean> giveBack(Target target, Ending ending) {
        return target.claim()
                .map(claim -> inventory.withdraw(claim, ending, Optional.of(target.now())))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    private Future<Outcome<Appointment>> settle(LedgerAnswer answer, Target target, SeatMark mark) {
        return answer.match(
                recorded -> {
                    desk.freed(mark);
                    target.claim().ifPresent(claim -> desk.recorded(claim, target.now()));
                    return Future.succeededFuture(Outcome.done(moved(target, recorded)));
                },
                replayed -> {
                    desk.ask(mark);
                    return Future.succeededFuture(Outcome.done(replayed.appointment()));
                },
                refused -> {
                    desk.ask(mark);
                    return refuse(refused.refusal(), target);
                },
                () -> {
                    desk.unknown(mark);
                    return Future.succeededFuture(LedgerOutcomes.unknown());
                });
    }

    private Future<Outcome<Appointment>> refuse(Refusal refusal, Target target) {
        return giveUp(refusal, target)
                .transform(done -> ownAppointments.named(
                        refusal,
                        target.wish().attempt(),
                        target.seen().practice(),
                        target.won().allocation().time(),
                        Optional.of(target.seen().id())))
                .map(Outcome::refused);
    }

    /** See {@link RecordAppointment}. */
    private Future<?> giveUp(Refusal refusal, Target target) {
        if (refusal.reason() == Reason.SLOT_TAKEN) {
            desk.ask(SeatMark.none(
                    target.seen().practice(),
                    target.won().allocation().day(),
                    target.gained(),
                    target.wish().key(),
                    target.now()));
            return Future.succeededFuture();
        }
        return giveBack(target, Ending.LEDGER_ANSWERS);
    }

    private static Appointment moved(Target target, LedgerAnswer.Recorded recorded) {
        return target.seen()
                .moved(target.won().allocation(), target.notes(), recorded.version(), recorded.recordedAt());
    }
}
