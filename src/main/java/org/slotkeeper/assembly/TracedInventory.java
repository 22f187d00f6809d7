package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.HeldSeats;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;

/** The inventory as one request asks it, each call within a span. */
record TracedInventory(SlotInventory inventory, Span span) implements SlotInventory {

    @Override
    public Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return TracedPorts.within(span, Step.AVAILABILITY, practice, () -> inventory.availability(practice, days, now));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim, Optional<ClaimAnswer.Met> again) {
        return TracedPorts.within(span, Step.CLAIM, claim.practice(), () -> inventory.claim(claim, again));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        return TracedPorts.within(
                span, Step.CONFIRM, practiceOf(confirm.hold()), () -> inventory.confirm(confirm, again));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return TracedPorts.within(span, Step.FIND_HOLD, practiceOf(id), () -> inventory.findHold(id, now));
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return TracedPorts.within(span, Step.HOLD_OF, practice, () -> inventory.holdOf(practice, patient, now));
    }

    @Override
    public Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now) {
        return TracedPorts.within(span, Step.PLACES_OF_HOLDS, () -> inventory.practicesWithHoldsOf(patient, now));
    }

    @Override
    public Future<Boolean> withdraw(AppointmentId id, Ending ending, Optional<Instant> since) {
        return TracedPorts.within(span, Step.WITHDRAW, practiceOf(id), () -> inventory.withdraw(id, ending, since));
    }

    @Override
    public Future<Boolean> holdAgain(AppointmentId id, Caller placer, Instant since) {
        return TracedPorts.within(span, Step.HOLD_AGAIN, practiceOf(id), () -> inventory.holdAgain(id, placer, since));
    }

    @Override
    public HeldSeats.PatientMark markOf(NhsNumber patient) {
        return inventory.markOf(patient);
    }

    @Override
    public HeldSeats.CallerMark markOf(Caller caller) {
        return inventory.markOf(caller);
    }

    private static OdsCode practiceOf(AppointmentId id) {
        return id.origin().practice();
    }
}
