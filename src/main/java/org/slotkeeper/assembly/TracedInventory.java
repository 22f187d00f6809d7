package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Step;

/** The inventory as one request that is looked at asks it. */
record TracedInventory(SlotInventory port, TracedCalls calls) implements SlotInventory {

    @Override
    public Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return calls.noted(Step.AVAILABILITY, practice, () -> port.availability(practice, days, now));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim, Optional<ClaimAnswer.Met> again) {
        return calls.noted(Step.CLAIM, claim.practice(), () -> port.claim(claim, again));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        return calls.noted(Step.CONFIRM, practiceOf(confirm.hold()), () -> port.confirm(confirm, again));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return calls.noted(Step.FIND_HOLD, practiceOf(id), () -> port.findHold(id, now));
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return calls.noted(Step.HOLD_OF, practice, () -> port.holdOf(practice, patient, now));
    }

    @Override
    public Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now) {
        return calls.noted(Step.PLACES_OF_HOLDS, () -> port.practicesWithHoldsOf(patient, now));
    }

    @Override
    public Future<Boolean> withdraw(AppointmentId id, Ending ending, Optional<Instant> since) {
        return calls.noted(Step.WITHDRAW, practiceOf(id), () -> port.withdraw(id, ending, since));
    }

    @Override
    public Future<GivingUp> giveUp(AppointmentId id, Request request) {
        return calls.noted(Step.GIVE_UP, practiceOf(id), () -> port.giveUp(id, request));
    }

    @Override
    public Future<Optional<HeldSeats>> givenUp(AppointmentId id, Request request) {
        return calls.noted(Step.GIVEN_UP, practiceOf(id), () -> port.givenUp(id, request));
    }

    @Override
    public Future<Boolean> holdAgain(AppointmentId id, HeldSeats.CallerMark placer, Instant since) {
        return calls.noted(Step.HOLD_AGAIN, practiceOf(id), () -> port.holdAgain(id, placer, since));
    }

    @Override
    public HeldSeats.PatientMark markOf(NhsNumber patient) {
        return port.markOf(patient);
    }

    @Override
    public HeldSeats.CallerMark markOf(Caller caller) {
        return port.markOf(caller);
    }

    private static OdsCode practiceOf(AppointmentId id) {
        return id.origin().practice();
    }
}
