package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.ClaimSlots.Result;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.NewsDesk;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.Outcome;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.domain.SeatNews.PatientTime;
import org.slotkeeper.domain.Slot;
import org.slotkeeper.domain.SlotId;

/** Takes new slots and gives the old ones back in one step of the ledger, so that a patient never loses both. */
final class MoveAppointment {

    private final ClaimSlots claims;
    private final AppointmentLedger ledger;
    private final SlotInventory inventory;
    private final NewsDesk newsDesk;

    MoveAppointment(ClaimSlots claims, AppointmentLedger ledger, SlotInventory inventory, NewsDesk newsDesk) {
        this.claims = claims;
        this.ledger = ledger;
        this.inventory = inventory;
        this.newsDesk = newsDesk;
    }

    Future<Outcome<Appointment>> move(Appointment seen, Command.Keep command, Request request, Instant now) {
        if (!command.slots().get(0).practice().equals(seen.practice())) {
            return Future.succeededFuture(Outcome.refused(new Refusal.NotAmendable("Appointment.slot")));
        }
        ClaimSlots.Wish wish = new ClaimSlots.Wish(
                "move",
                request,
                seen.patient(),
                command.slots(),
                command.time(),
                Claim.Kind.CONFIRM,
                Optional.of(seen.time()),
                now);
        return claims.claim(wish).compose(result -> follow(result, seen, command, request, now));
    }

    private Future<Outcome<Appointment>> follow(
            Result result, Appointment seen, Command.Keep command, Request request, Instant now) {
        if (result instanceof Result.Won won) {
            return write(
                    won.slots(),
                    won.ordinals(),
                    won.book().practice().rules().appointmentsPerPatientMax(),
                    seen,
                    command,
                    request,
                    now,
                    true);
        }
        if (result instanceof Result.Running running) {
            // The ledger had not met the request: to write again under the same id is safe. But the earlier try may
            // still be on its way, so its claim is not given back.
            return write(
                    running.slots(),
                    running.ordinals(),
                    running.book().practice().rules().appointmentsPerPatientMax(),
                    seen,
                    command,
                    request,
                    now,
                    false);
        }
        if (result instanceof Result.NoInventory away) {
            return Future.failedFuture(away.cause());
        }
        if (result instanceof Result.Settled settled) {
            return Future.succeededFuture(settled.outcome());
        }
        return Future.succeededFuture(Outcome.refused(((Result.Lost) result).refusal()));
    }

    private Future<Outcome<Appointment>> write(
            List<Slot> slots,
            List<Integer> ordinals,
            int max,
            Appointment seen,
            Command.Keep command,
            Request request,
            Instant now,
            boolean isFirstTry) {
        LocalDate day = slots.get(0).id().day();
        Change.Move move =
                new Change.Move(seen, day, ordinals, ClaimSlots.timeOf(slots), command.notes(), max, request, now);
        AppointmentId claim =
                new AppointmentId(new SlotId(seen.practice(), day, ordinals.get(0)), request.appointmentKey());
        Future<LedgerAnswer> written = ledger.move(move);
        return written.compose(
                answer -> settle(answer, move, slots, claim),
                fault -> isFirstTry ? giveBack(claim, fault) : Future.failedFuture(fault));
    }

    private Future<Outcome<Appointment>> giveBack(AppointmentId claim, Throwable fault) {
        return inventory.withdraw(claim, Ending.NEVER_RECORDED).transform(done -> Future.failedFuture(fault));
    }

    private Future<Outcome<Appointment>> settle(
            LedgerAnswer answer, Change.Move move, List<Slot> slots, AppointmentId claim) {
        if (answer instanceof LedgerAnswer.Recorded recorded) {
            announce(move, recorded, claim);
        }
        Outcome<Appointment> outcome = LedgerOutcomes.of(answer, recorded -> moved(move, slots, recorded));
        if (answer instanceof LedgerAnswer.Refused refused) {
            if (refused.refusal().reason() == Reason.SLOT_TAKEN) {
                newsDesk.doubt(claim.practice(), move.day(), move.ordinals());
            }
            return inventory.withdraw(claim, Ending.LEDGER_ANSWERS).transform(done -> Future.succeededFuture(outcome));
        }
        return Future.succeededFuture(outcome);
    }

    /** Both pieces of news have one version, so that a seat must not be in both: the second would not be news of it. */
    private void announce(Change.Move move, LedgerAnswer.Recorded recorded, AppointmentId claim) {
        Appointment seen = move.seen();
        LocalDate oldDay = seen.seats().get(0).day();
        List<Integer> given = seen.seats().stream()
                .map(SlotId::ordinal)
                .filter(ordinal ->
                        !(oldDay.equals(move.day()) && move.ordinals().contains(ordinal)))
                .toList();
        if (!given.isEmpty()) {
            newsDesk.leave(new SeatNews(
                    seen.practice(),
                    oldDay,
                    given,
                    recorded.seatVersion(),
                    recorded.transaction(),
                    false,
                    seen.id().key(),
                    Optional.of(new PatientTime(seen.patient(), seen.time()))));
        }
        newsDesk.leave(new SeatNews(
                seen.practice(),
                move.day(),
                move.ordinals(),
                recorded.seatVersion(),
                recorded.transaction(),
                true,
                claim.key(),
                Optional.of(new PatientTime(seen.patient(), move.time()))));
    }

    private static Appointment moved(Change.Move move, List<Slot> slots, LedgerAnswer.Recorded recorded) {
        Appointment seen = move.seen();
        return new Appointment(
                seen.id(),
                recorded.version(),
                seen.state(),
                seen.patient(),
                move.ordinals().stream()
                        .map(ordinal -> new SlotId(seen.practice(), move.day(), ordinal))
                        .toList(),
                slots.stream().map(Slot::id).toList(),
                move.time(),
                slots.get(0).care(),
                move.notes(),
                seen.cancelReason(),
                seen.bookedBy(),
                seen.bookedAt(),
                recorded.recordedAt());
    }
}
