package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.NewAppointment;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/** Takes claimed seats to the ledger, whose commit is the point of no return, and leaves word for the inventory. */
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

    /** @param appointmentKey of the hold that this confirms, or else of the request */
    public record Plan(
            Practice at,
            List<Slot> slots,
            List<Integer> ordinals,
            NhsNumber patient,
            Notes notes,
            Request request,
            String appointmentKey,
            Instant now) {

        OdsCode practice() {
            return at.odsCode();
        }

        AppointmentId id() {
            return new AppointmentId(new SlotId(practice(), slots.get(0).id().day(), ordinals.get(0)), appointmentKey);
        }

        boolean isOfHold() {
            return !appointmentKey.equals(request.appointmentKey());
        }
    }

    /** Records what this request has claimed just now. If it certainly cannot be, the claim is given back. */
    Future<Outcome<Appointment>> record(Plan plan) {
        return write(plan).compose(answer -> settle(answer, plan), fault -> giveBack(plan, fault));
    }

    /** Records a hold that its patient has not given up. If it certainly cannot be, it is a hold again, for the time that was promised. */
    Future<Outcome<Appointment>> recordKept(Plan plan) {
        return write(plan).compose(answer -> settle(answer, plan), fault -> inventory
                .holdAgain(plan.id(), plan.request().caller(), plan.now())
                .transform(held -> Future.failedFuture(fault)));
    }

    /** Whichever way a booking came, the rules are asked here, at the instant at which it takes effect: since it was claimed or held, its time may have begun. A refusal is the ledger's, because an earlier try may be on its way there. */
    private Future<LedgerAnswer> write(Plan plan) {
        Instant now = clock.instant();
        Optional<Refusal> refusal = refusalAt(now, plan);
        if (refusal.isPresent()) {
            return ledger.change(new Change.Refuse(plan.practice(), "book", plan.request(), refusal.get(), now));
        }
        return ledger.book(new NewAppointment(
                plan.id(),
                plan.patient(),
                plan.ordinals(),
                ClaimSlots.timeOf(plan.slots()),
                plan.notes(),
                plan.at().rules().appointmentsPerPatientMax(),
                plan.request(),
                plan.now()));
    }

    /** Of a hold the rest was asked when it was placed: it is a promise. */
    private static Optional<Refusal> refusalAt(Instant now, Plan plan) {
        return plan.isOfHold()
                ? BookingRules.refusalOnceBegun(ClaimSlots.timeOf(plan.slots()), now)
                : BookingRules.refusalOf(plan.slots(), plan.at(), plan.request().caller(), now);
    }

    private Future<Outcome<Appointment>> settle(LedgerAnswer answer, Plan plan) {
        return answer.match(
                recorded -> recorded(recorded, plan),
                replayed -> Future.succeededFuture(Outcome.done(replayed.appointment())),
                refused -> refuse(refused.refusal(), plan),
                // The claim stays.
                () -> Future.succeededFuture(LedgerOutcomes.unknown()));
    }

    private Future<Outcome<Appointment>> recorded(LedgerAnswer.Recorded recorded, Plan plan) {
        desk.recorded(plan.id(), plan.now());
        return Future.succeededFuture(Outcome.done(appointmentOf(plan, recorded)));
    }

    private Future<Outcome<Appointment>> refuse(Refusal refusal, Plan plan) {
        OwnAppointments.Wanted wanted = new OwnAppointments.Wanted(
                plan.request(),
                plan.patient(),
                plan.practice(),
                ClaimSlots.timeOf(plan.slots()),
                Optional.empty(),
                plan.now());
        return giveUp(refusal, plan)
                .transform(done -> ownAppointments.named(refusal, wanted).map(Outcome::refused));
    }

    /** Where the ledger knows of an owner that the inventory does not, the seats are not on offer again before it is known which. */
    private Future<?> giveUp(Refusal refusal, Plan plan) {
        if (refusal.reason() == Reason.SLOT_TAKEN) {
            desk.ask(SeatMark.none(
                    plan.practice(),
                    plan.slots().get(0).id().day(),
                    plan.ordinals(),
                    plan.appointmentKey(),
                    plan.now()));
            return Future.succeededFuture();
        }
        return inventory.withdraw(plan.id(), Ending.LEDGER_ANSWERS, Optional.of(plan.now()));
    }

    private Future<Outcome<Appointment>> giveBack(Plan plan, Throwable fault) {
        return inventory
                .withdraw(plan.id(), Ending.NEVER_RECORDED, Optional.of(plan.now()))
                .transform(withdrawn -> Future.failedFuture(fault));
    }

    private static Appointment appointmentOf(Plan plan, LedgerAnswer.Recorded recorded) {
        SlotId first = plan.slots().get(0).id();
        return new Appointment(
                plan.id(),
                recorded.version(),
                Appointment.State.BOOKED,
                plan.patient(),
                plan.ordinals().stream()
                        .map(ordinal -> new SlotId(first.practice(), first.day(), ordinal))
                        .toList(),
                plan.slots().stream().map(Slot::id).toList(),
                ClaimSlots.timeOf(plan.slots()),
                plan.slots().get(0).care(),
                plan.notes(),
                Optional.empty(),
                Booker.of(plan.request().caller()),
                recorded.recordedAt(),
                recorded.recordedAt());
    }
}
