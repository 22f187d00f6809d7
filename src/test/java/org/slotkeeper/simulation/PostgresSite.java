package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Refusing;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.LedgerAnswer.Recorded;
import org.slotkeeper.booking.spi.NewAppointment;
import org.slotkeeper.domain.Appointment;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Request;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.reconcile.spi.LedgerTruth.Occupied;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/** Postgres: the model of the ledger with the outbox beside it. It may be away; what it keeps it keeps. */
final class PostgresSite {

    private final World world;
    private final Transactions transactions;
    private final Surgery surgery;
    private final InMemoryLedger ledger;
    private final Auditor auditor;
    private final Plant plant;
    private final List<Untold> outbox = new ArrayList<>();
    private boolean wasRead;
    private boolean isAway;

    private record Untold(SeatNews news, Instant recordedAt) {}

    PostgresSite(World world, Surgery surgery, Auditor auditor, Plant plant) {
        this.plant = plant;
        this.world = world;
        this.transactions = new Transactions(world.dice());
        this.surgery = surgery;
        this.auditor = auditor;
        this.ledger = new InMemoryLedger(practice -> surgery.book(), transactions::commit);
    }

    boolean isThere() {
        return !isAway;
    }

    void goAway() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    InMemoryLedger ledger() {
        return ledger;
    }

    /** What the ledger has committed for this request, as nobody but the simulation can know at once. */
    boolean hasEffectOf(Request request) {
        return auditor.hasEffect(request.requestId());
    }

    LedgerAnswer book(NewAppointment wanted) {
        LedgerAnswer answer = decide(wanted);
        if (answer instanceof Recorded recorded) {
            auditor.booked(wanted.id());
            announce(
                    wanted.now(),
                    wanted.id().origin().day(),
                    wanted.ordinals(),
                    recorded,
                    true,
                    wanted.id().key(),
                    wanted.patient(),
                    wanted.time());
        }
        return written("book", wanted.request(), answer);
    }

    private LedgerAnswer decide(NewAppointment wanted) {
        LedgerAnswer answer = now(ledger.book(wanted));
        boolean isTaken = answer instanceof LedgerAnswer.Refused refused
                && refused.refusal().reason() == Refusal.Reason.SLOT_TAKEN;
        if (!isTaken || plant.knowsOwners()) {
            return answer;
        }
        // Without an arbiter it is as if nobody had the seats.
        InMemoryLedger other = new InMemoryLedger(practice -> surgery.book(), transactions::commit);
        LedgerAnswer planted = now(other.book(wanted));
        List<Appointment> both = new ArrayList<>(ledger.appointments());
        both.addAll(other.appointments());
        Auditor.checkState(both);
        return planted;
    }

    LedgerAnswer cancel(Change.Cancel cancel) {
        LedgerAnswer answer = now(ledger.cancel(cancel));
        if (answer instanceof Recorded recorded) {
            leave(cancel.seen(), cancel.seen().seats(), recorded, cancel.now());
        }
        return written("cancel", cancel.request(), answer);
    }

    LedgerAnswer amend(Change.Amend amend) {
        return written("amend", amend.request(), now(ledger.amend(amend)));
    }

    LedgerAnswer move(Change.Move move) {
        LedgerAnswer answer = now(ledger.move(move));
        if (answer instanceof Recorded recorded) {
            leave(move.seen(), givenBy(move), recorded, move.now());
            announce(
                    move.now(),
                    move.day(),
                    move.ordinals(),
                    recorded,
                    true,
                    move.request().appointmentKey(),
                    move.seen().patient(),
                    move.time());
        }
        return written("move", move.request(), answer);
    }

    LedgerAnswer refuse(Refusing refusing) {
        return written("refuse " + refusing.operation(), refusing.request(), now(ledger.refuse(refusing)));
    }

    private LedgerAnswer written(String operation, Request request, LedgerAnswer answer) {
        auditor.written(operation, request, answer, ledger);
        return answer;
    }

    private static List<SlotId> givenBy(Change.Move move) {
        return move.seen().seats().stream()
                .filter(seat ->
                        !seat.day().equals(move.day()) || !move.ordinals().contains(seat.ordinal()))
                .toList();
    }

    private void leave(Appointment seen, List<SlotId> seats, Recorded recorded, Instant at) {
        List<Integer> ordinals = seats.stream().map(SlotId::ordinal).toList();
        announce(
                at,
                seen.seats().get(0).day(),
                ordinals,
                recorded,
                false,
                seen.id().key(),
                seen.patient(),
                seen.time());
    }

    @SuppressWarnings("checkstyle:ParameterNumber")
    private void announce(
            Instant at,
            java.time.LocalDate day,
            List<Integer> ordinals,
            Recorded recorded,
            boolean occupied,
            String claimKey,
            NhsNumber patient,
            Interval time) {
        SeatNews news = new SeatNews(
                Surgery.PRACTICE,
                day,
                ordinals,
                recorded.seatVersion(),
                recorded.transaction(),
                occupied,
                claimKey,
                Optional.of(new SeatNews.PatientTime(patient, time)));
        outbox.add(new Untold(news, at));
    }

    /** As {@code truth/untold.sql} has it: seats are told as they are now, and those that differ are told apart. */
    List<SeatNews> untold(Instant committedBefore, int countMax) {
        List<SeatNews> told = new ArrayList<>();
        outbox.stream()
                .filter(row -> row.recordedAt().isBefore(committedBefore))
                .limit(countMax)
                .forEach(row -> {
                    addAsItIs(row.news(), true, told);
                    addAsItIs(row.news(), false, told);
                });
        return told;
    }

    private void addAsItIs(SeatNews news, boolean occupied, List<SeatNews> told) {
        List<Integer> ordinals = news.ordinals().stream()
                .filter(ordinal -> isOccupied(news.day(), ordinal) == occupied)
                .toList();
        if (!ordinals.isEmpty() || (news.ordinals().isEmpty() && !occupied)) {
            told.add(new SeatNews(
                    news.practice(),
                    news.day(),
                    ordinals,
                    news.version(),
                    news.transaction(),
                    occupied,
                    news.claimKey(),
                    news.occupied() == occupied ? news.patient() : Optional.empty()));
        }
    }

    /** As {@code truth/strike_out.sql} has it. */
    void strikeOut(List<SeatNews> told) {
        for (SeatNews news : told) {
            outbox.removeIf(row -> row.news().version() == news.version()
                    && row.news().day().equals(news.day())
                    && (news.ordinals().isEmpty()
                            ? row.news().ordinals().isEmpty()
                            : row.news().ordinals().contains(news.ordinals().get(0))));
        }
    }

    PracticeTruth truth() {
        Map<java.time.LocalDate, BitSet> free = new HashMap<>();
        Surgery.DAYS.forEach(day -> free.put(day, freeOn(day)));
        boolean isFirst = !wasRead;
        wasRead = true;
        return new PracticeTruth(surgery.book().layoutVersion(), free, isFirst, transactions.moment());
    }

    /** Published seats that have no owner. */
    BitSet freeOn(java.time.LocalDate day) {
        BitSet free = surgery.seats();
        surgery.seats().stream().filter(ordinal -> isOccupied(day, ordinal)).forEach(free::clear);
        return free;
    }

    Occupied occupied(java.time.LocalDate day, List<Integer> ordinals) {
        Set<Integer> occupied = new HashSet<>(ordinals);
        occupied.removeIf(ordinal -> !isOccupied(day, ordinal));
        return new Occupied(occupied, transactions.lastBegun());
    }

    private boolean isOccupied(java.time.LocalDate day, int ordinal) {
        return ledger.isOccupied(new SlotId(Surgery.PRACTICE, day, ordinal));
    }

    int untoldCount() {
        return outbox.size();
    }

    /** The model answers at once. */
    static <T> T now(Future<T> answered) {
        if (answered.failed()) {
            throw new IllegalStateException("a model failed", answered.cause());
        }
        return answered.result();
    }
}
