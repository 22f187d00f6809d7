package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.booking.InMemorySlotInventory;
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

/** One engine's inventory, over its lane. */
final class InventoryPort implements SlotInventory {

    private static final InMemorySlotInventory MARKS = new InMemorySlotInventory();

    private final Lane lane;
    private final ColdCalls calls;
    private final Auditor auditor;

    InventoryPort(Lane lane, ColdCalls calls, Auditor auditor) {
        this.lane = lane;
        this.calls = calls;
        this.auditor = auditor;
    }

    @Override
    public Future<Availability> availability(OdsCode practice, List<LocalDate> days, Instant now) {
        return ask("availability", inventory -> inventory.availability(practice, days, now));
    }

    @Override
    public Future<ClaimAnswer> claim(Claim claim, Optional<ClaimAnswer.Met> again) {
        return ask("claim", inventory -> inventory.claim(claim, again).onSuccess(answer -> {
            if (answer instanceof ClaimAnswer.Claimed) {
                auditor.claimed(claim);
            }
        }));
    }

    @Override
    public Future<ClaimAnswer> confirm(HoldConfirm confirm, Optional<ClaimAnswer.Met> again) {
        return ask("confirm", inventory -> inventory.confirm(confirm, again).onSuccess(answer -> {
            if (answer instanceof ClaimAnswer.Claimed) {
                auditor.served(confirm.attempt().request(), "a claim");
            }
        }));
    }

    @Override
    public Future<Optional<HeldSeats>> findHold(AppointmentId id, Instant now) {
        return ask("find hold", inventory -> inventory.findHold(id, now));
    }

    @Override
    public Future<Optional<HeldSeats>> holdOf(OdsCode practice, NhsNumber patient, Instant now) {
        return ask("hold of", inventory -> inventory.holdOf(practice, patient, now));
    }

    @Override
    public Future<List<OdsCode>> practicesWithHoldsOf(NhsNumber patient, Instant now) {
        return ask("places of holds", inventory -> inventory.practicesWithHoldsOf(patient, now));
    }

    private <T> Future<T> ask(String what, Function<InMemorySlotInventory, Future<T>> script) {
        return calls.ask(what, script);
    }

    @Override
    public Future<Boolean> withdraw(AppointmentId id, Ending ending, Optional<Instant> since) {
        return lane.send("withdraw", node -> node.inventory().withdraw(id, ending, since));
    }

    @Override
    public Future<GivingUp> giveUp(AppointmentId id, Request request) {
        return lane.send("give up", node -> node.inventory().giveUp(id, request).onSuccess(ended -> {
            if (ended == GivingUp.DONE) {
                auditor.served(request, "a withdrawal");
            }
        }));
    }

    @Override
    public Future<Optional<HeldSeats>> givenUp(AppointmentId id, Request request) {
        return lane.send("given up", node -> node.inventory().givenUp(id, request));
    }

    @Override
    public Future<Boolean> holdAgain(AppointmentId id, HeldSeats.CallerMark placer, Instant since) {
        return lane.send("hold again", node -> node.inventory().holdAgain(id, placer, since));
    }

    @Override
    public HeldSeats.PatientMark markOf(NhsNumber patient) {
        return MARKS.markOf(patient);
    }

    @Override
    public HeldSeats.CallerMark markOf(Caller caller) {
        return MARKS.markOf(caller);
    }
}
