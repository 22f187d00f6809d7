package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.LedgerAnswer.Recorded;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/** Postgres: the model of the ledger. It may be away; what it keeps it keeps. */
final class PostgresSite {

    private final World world;
    private final InMemoryLedger ledger;
    private final SessionsSite sessions;
    private final Auditor auditor;
    private final Plant plant;
    private boolean wasRead;
    private boolean isAway;

    PostgresSite(World world, Surgery surgery, Auditor auditor, Plant plant) {
        this.plant = plant;
        this.world = world;
        this.auditor = auditor;
        this.ledger = new InMemoryLedger(practice -> sessions().book());
        this.sessions = new SessionsSite(world, surgery, ledger);
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

    SessionsSite sessions() {
        return sessions;
    }

    InMemoryLedger ledger() {
        return ledger;
    }

    /** What the ledger has committed for this request, as nobody but the simulation can know at once. */
    boolean hasEffectOf(Request request) {
        return auditor.hasEffect(request.requestId());
    }

    private LedgerAnswer book(Change.Book wanted) {
        LedgerAnswer answer = now(ledger.change(wanted));
        boolean isTaken = answer instanceof LedgerAnswer.Refused refused
                && refused.refusal().reason() == Refusal.Reason.SLOT_TAKEN;
        if (!isTaken || plant.knowsOwners()) {
            return answer;
        }
        // Without an arbiter it is as if nobody had the seats.
        InMemoryLedger other = new InMemoryLedger(practice -> sessions.book());
        LedgerAnswer planted = now(other.change(wanted));
        List<Appointment> both = new ArrayList<>(ledger.appointments());
        both.addAll(other.appointments());
        Auditor.checkState(both);
        return planted;
    }

    /**
     * @param sent when its engine handed it over, by its clock
     * @param arrived when it arrives, by the same clock
     */
    LedgerAnswer change(Change change, Instant sent, Instant arrived) {
        String operation = change.match(
                book -> "book",
                cancel -> "cancel",
                amend -> "amend",
                move -> "move",
                refuse -> "refuse " + refuse.operation());
        LedgerAnswer answer = change instanceof Change.Book wanted ? book(wanted) : now(ledger.change(change));
        if (answer instanceof Recorded) {
            auditor.committed(change, sent, arrived, ledger);
            sessions.committed(change);
        }
        return written(operation, change.request(), answer);
    }

    private LedgerAnswer written(String operation, Request request, LedgerAnswer answer) {
        auditor.written(operation, request, answer, ledger);
        return answer;
    }

    PracticeTruth truth() {
        Map<java.time.LocalDate, BitSet> free = new HashMap<>();
        Surgery.DAYS.forEach(day -> free.put(day, freeOn(day)));
        boolean isFirst = !wasRead;
        wasRead = true;
        return new PracticeTruth(sessions.book().layoutVersion(), free, isFirst);
    }

    /** Published seats that have no owner. */
    BitSet freeOn(java.time.LocalDate day) {
        BitSet free = sessions.seats(day);
        sessions.seats(day).stream().filter(ordinal -> isOccupied(day, ordinal)).forEach(free::clear);
        return free;
    }

    Set<SeatId> occupied(List<SeatId> seats) {
        Set<SeatId> occupied = new HashSet<>(seats);
        occupied.removeIf(seat -> !ledger.isOccupied(seat));
        return occupied;
    }

    private boolean isOccupied(java.time.LocalDate day, int ordinal) {
        return ledger.isOccupied(new SeatId(Surgery.PRACTICE, day, ordinal));
    }

    /** The model answers at once. */
    static <T> T now(Future<T> answered) {
        if (answered.failed()) {
            throw new IllegalStateException("a model failed", answered.cause());
        }
        return answered.result();
    }
}
