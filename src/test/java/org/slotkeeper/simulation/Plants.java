package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.HoldConfirm;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.SlotInventory.GivingUp;
import org.slotkeeper.domain.appointment.Appointment.Allocation;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** The bugs that the simulator must find. Each takes one of the protocol's guards away, in front of a port; production code knows nothing of them. */
final class Plants {

    private Plants() {}

    static final Plant NO_UNIQUE_INDEX = Plant.NONE.named("no unique index").withoutOwners();
    static final Plant NO_LIFE_CHECK = Plant.NONE.named("no life check").believingAnyLife();
    static final Plant ACK_BEFORE_COMMIT =
            Plant.NONE.named("ack before commit").with(AppointmentLedger.class, Plants::ackBeforeCommit);
    static final Plant NO_REFUSAL_ROWS =
            Plant.NONE.named("no refusal rows").with(AppointmentLedger.class, Plants::noRefusalRows);
    static final Plant NO_REQUEST_ROW =
            Plant.NONE.named("no request row").with(AppointmentLedger.class, Plants::noRequestRow);
    static final Plant FREED_WITHOUT_MARK =
            Plant.NONE.named("freed without a mark").with(SeatLeases.class, Plants::freedWithoutMark);
    static final Plant ALWAYS_SURE = Plant.NONE
            .named("refusal believed though memory is not whole")
            .with(SlotInventory.class, Plants::alwaysSure);
    static final Plant FILL_WITHOUT_FENCE =
            Plant.NONE.named("fill without fence").with(InventoryRefill.class, Plants::fillWithoutFence);
    static final Plant FILL_WITHOUT_ENDS =
            Plant.NONE.named("fill without ends").with(InventoryRefill.class, Plants::fillWithoutEnds);
    static final Plant SETTLE_WITHOUT_ASKING =
            Plant.NONE.named("settle without asking").with(LedgerTruth.class, Plants::settleWithoutAsking);
    static final Plant OLD_CLOCK =
            Plant.NONE.named("rules asked by an old clock").with(Clock.class, Plants::oldClock);

    static final Plant WITHDRAWN_WHATEVER =
            Plant.NONE.named("told to be withdrawn whatever").with(SlotInventory.class, Plants::withdrawnWhatever);

    static final Plant NAMES_IGNORED =
            Plant.NONE.named("confirmed whatever is named").with(SlotInventory.class, Plants::namesIgnored);

    static final Plant FOUND_BY_SEAT =
            Plant.NONE.named("found by its seat").with(SlotInventory.class, Plants::foundBySeat);

    static final Plant KEPT_AND_MOVED =
            Plant.NONE.named("moved within what is kept").with(AppointmentLedger.class, Plants::keptAndMoved);

    static List<Plant> all() {
        return List.of(
                NO_UNIQUE_INDEX,
                ACK_BEFORE_COMMIT,
                NO_REFUSAL_ROWS,
                FREED_WITHOUT_MARK,
                NO_REQUEST_ROW,
                NO_LIFE_CHECK,
                ALWAYS_SURE,
                FILL_WITHOUT_FENCE,
                FILL_WITHOUT_ENDS,
                SETTLE_WITHOUT_ASKING,
                OLD_CLOCK,
                WITHDRAWN_WHATEVER,
                NAMES_IGNORED,
                FOUND_BY_SEAT,
                KEPT_AND_MOVED);
    }

    private static AppointmentLedger ackBeforeCommit(AppointmentLedger real) {
        return Ports.inFront(AppointmentLedger.class, real, (method, arguments) -> {
            if (!(arguments[0] instanceof Change.Book wanted)) {
                return Optional.empty();
            }
            real.change(wanted).onFailure(lost -> {});
            return Optional.of(Future.succeededFuture(new LedgerAnswer.Recorded(1, wanted.now())));
        });
    }

    private static AppointmentLedger noRefusalRows(AppointmentLedger real) {
        return Ports.inFront(AppointmentLedger.class, real, (method, arguments) -> {
            if (!(arguments[0] instanceof Change.Refuse refusing)) {
                return Optional.empty();
            }
            return Optional.of(real.answerTo(refusing.practice(), refusing.request())
                    .map(before -> before.orElseGet(() -> new LedgerAnswer.Refused(refusing.refusal()))));
        });
    }

    /** Every try is a request of its own. */
    private static AppointmentLedger noRequestRow(AppointmentLedger real) {
        return Ports.inFront(AppointmentLedger.class, real, (method, arguments) -> {
            if (arguments[0] instanceof Change.Book wanted) {
                return Optional.of(real.change(new Change.Book(
                        wanted.id(),
                        wanted.allocation(),
                        wanted.notes(),
                        wanted.appointmentsPerPatientMax(),
                        new Attempt(anew(wanted.request()), wanted.patient(), wanted.now()))));
            }
            if (arguments[0] instanceof Change.Amend amend) {
                return Optional.of(
                        real.change(new Change.Amend(amend.seen(), amend.notes(), anew(amend.request()), amend.now())));
            }
            return Optional.empty();
        });
    }

    private static Request anew(Request request) {
        UUID key = new UUID(request.key().getMostSignificantBits(), NEXT.incrementAndGet());
        return new Request(
                request.requestId(),
                key,
                request.fingerprint(),
                request.appointmentKey(),
                request.caller(),
                request.deadline());
    }

    private static final AtomicLong NEXT = new AtomicLong();

    /** What has been freed is given back though nothing keeps others from it, without asking. */
    private static SeatLeases freedWithoutMark(SeatLeases real) {
        return Ports.inFront(SeatLeases.class, real, (method, arguments) -> {
            if (!method.equals("freed")) {
                return Optional.empty();
            }
            SeatMark mark = (SeatMark) arguments[0];
            Instant now = (Instant) arguments[1];
            return Optional.of(real.ask(mark, now).compose(leases -> real.settle(mark.practice(), leases, Set.of(), now)
                    .map(settled -> List.<SeatLeases.Lease>of())));
        });
    }

    private static SlotInventory alwaysSure(SlotInventory real) {
        return Ports.inFront(SlotInventory.class, real, (method, arguments) -> {
            if (method.equals("claim")) {
                return Optional.of(
                        real.claim((Claim) arguments[0], met(arguments[1])).map(Plants::sure));
            }
            if (method.equals("confirm")) {
                return Optional.of(real.confirm((HoldConfirm) arguments[0], met(arguments[1]))
                        .map(Plants::sure));
            }
            return Optional.empty();
        });
    }

    @SuppressWarnings("unchecked")
    private static Optional<ClaimAnswer.Met> met(Object again) {
        return (Optional<ClaimAnswer.Met>) again;
    }

    private static ClaimAnswer sure(ClaimAnswer answer) {
        return answer instanceof ClaimAnswer.Unsure unsure ? unsure.refusal() : answer;
    }

    /** Whoever read the ledger before the memory was lost fills the next one: here each who fills does so with what was read for the filling before. */
    private static InventoryRefill fillWithoutFence(InventoryRefill real) {
        AtomicReference<PracticeTruth> read = new AtomicReference<>();
        return Ports.inFront(InventoryRefill.class, real, (method, arguments) -> {
            if (!method.equals("fill")) {
                return Optional.empty();
            }
            Filling asked = (Filling) arguments[0];
            PracticeTruth before = read.getAndSet(asked.truth());
            return Optional.of(real.life(asked.practice())
                    .compose(life -> real.fill(new Filling(
                            asked.practice(),
                            life,
                            asked.id(),
                            before == null ? asked.truth() : before,
                            asked.wholeFrom(),
                            asked.now(),
                            asked.isForced()))));
        });
    }

    /** What has ended since the ledger was read is not minded. */
    private static InventoryRefill fillWithoutEnds(InventoryRefill real) {
        return Ports.inFront(InventoryRefill.class, real, (method, arguments) -> {
            if (!method.equals("fill")) {
                return Optional.empty();
            }
            Filling asked = (Filling) arguments[0];
            return Optional.of(real.life(asked.practice())
                    .compose(life -> real.fill(new Filling(
                            asked.practice(),
                            sameMemory(life, asked.life()) ? life : asked.life(),
                            asked.id(),
                            asked.truth(),
                            asked.wholeFrom(),
                            asked.now(),
                            asked.isForced()))));
        });
    }

    private static boolean sameMemory(String life, String other) {
        return life.substring(0, life.lastIndexOf(' ')).equals(other.substring(0, other.lastIndexOf(' ')));
    }

    private static LedgerTruth settleWithoutAsking(LedgerTruth real) {
        return Ports.inFront(
                LedgerTruth.class,
                real,
                (method, arguments) ->
                        method.equals("occupied") ? Optional.of(Future.succeededFuture(Set.of())) : Optional.empty());
    }

    /** The time of day as it was some seconds ago: as if the rules had been asked then, and not again. */
    private static Clock oldClock(Clock real) {
        return Clock.tick(real, Duration.ofSeconds(4));
    }

    /** Whoever gives a hold up is told that it is done, also if its confirm has come first. */
    private static SlotInventory withdrawnWhatever(SlotInventory real) {
        return Ports.inFront(
                SlotInventory.class,
                real,
                (method, arguments) -> method.equals("giveUp")
                        ? Optional.of(real.giveUp((AppointmentId) arguments[0], (Request) arguments[1])
                                .map(ended -> GivingUp.DONE))
                        : Optional.empty());
    }

    /** The hold is confirmed as it is, whichever slots were named with it. */
    private static SlotInventory namesIgnored(SlotInventory real) {
        return Ports.inFront(SlotInventory.class, real, (method, arguments) -> {
            if (!method.equals("confirm")) {
                return Optional.empty();
            }
            HoldConfirm asked = (HoldConfirm) arguments[0];
            HoldConfirm nameless = new HoldConfirm(asked.hold(), asked.attempt(), List.of(), asked.lease());
            return Optional.of(real.confirm(nameless, met(arguments[1])));
        });
    }

    /** Whose hold has this seat is confirmed, whichever letters are in the id. */
    private static SlotInventory foundBySeat(SlotInventory real) {
        Map<SeatId, AppointmentId> held = new HashMap<>();
        return Ports.inFront(SlotInventory.class, real, (method, arguments) -> {
            if (method.equals("claim")) {
                Claim claim = (Claim) arguments[0];
                return Optional.of(real.claim(claim, met(arguments[1])).onSuccess(answer -> {
                    if (answer instanceof ClaimAnswer.Claimed claimed && claim.kind() == Claim.Kind.HOLD) {
                        SeatId first = new SeatId(
                                claim.practice(),
                                claim.day(),
                                claimed.ordinals().get(0));
                        held.put(first, new AppointmentId(first, claim.key()));
                    }
                }));
            }
            if (method.equals("confirm")) {
                HoldConfirm asked = (HoldConfirm) arguments[0];
                AppointmentId found = held.getOrDefault(asked.hold().origin(), asked.hold());
                return Optional.of(real.confirm(
                        new HoldConfirm(found, asked.attempt(), asked.slots(), asked.lease()), met(arguments[1])));
            }
            return Optional.empty();
        });
    }

    /** A move takes the other place of a slot that the appointment is in already. */
    private static AppointmentLedger keptAndMoved(AppointmentLedger real) {
        return Ports.inFront(AppointmentLedger.class, real, (method, arguments) -> {
            if (!(arguments[0] instanceof Change.Move move)) {
                return Optional.empty();
            }
            Allocation to = move.to();
            List<SeatId> seats = to.seats().stream()
                    .map(seat -> move.seen().seats().contains(seat) ? otherPlace(seat, to) : seat)
                    .toList();
            Allocation other = new Allocation(seats, to.slots(), to.time(), to.care());
            return Optional.of(
                    real.change(new Change.Move(move.seen(), other, move.notes(), move.request(), move.now())));
        });
    }

    private static SeatId otherPlace(SeatId seat, Allocation allocation) {
        SlotId slot = allocation.slots().get(allocation.seats().indexOf(seat));
        boolean isGroup = allocation.care().serviceType().equals("clinic");
        int other = 2 * slot.ordinal() + 1 - seat.ordinal();
        return new SeatId(seat.practice(), seat.day(), isGroup ? other : seat.ordinal());
    }
}
