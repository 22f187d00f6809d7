package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slotkeeper.booking.BookingOffice;
import org.slotkeeper.booking.Command;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * One thing that a patient wants done, under one request id. It is sent again only after an end that says nothing: no answer in time, a fault, {@code TOO_EARLY}, {@code OUTCOME_UNKNOWN}. A patient who has given up waiting
 * has hung up: what an earlier try is answered after that, nobody hears.
 */
final class Errand<T> {

    private static final long DEADLINE_SECONDS = 5;
    private static final long STOOD_STILL = 2 * Agenda.SECOND;

    private final Clinic clinic;
    private final Caller caller;
    private final Asked asked;
    private final Wish<T> wish;
    private final Consumer<T> done;
    private final Consumer<Errand<T>> ended;
    private int tries;
    private int triesLeft;
    private boolean isOver;
    private boolean wasUnknown;

    /** What the patient asks an engine for. */
    interface Wish<T> {
        Future<Outcome<T>> of(BookingOffice office, Command.From from);
    }

    /**
     * Under which name it is done. Two errands of one request ask for the same, or the patient's system has made a mistake.
     *
     * @param named the slots that are named with a confirm
     */
    record Asked(String name, UUID request, List<SlotId> named) {
        @Override
        public String toString() {
            return name + ' ' + request.toString().substring(0, 8) + (named.isEmpty() ? "" : " " + named);
        }
    }

    /**
     * @param done hears a success that has reached the patient
     * @param ended hears that the patient has an answer, or does not try any more for now
     */
    Errand(Clinic clinic, Caller caller, Asked asked, Wish<T> wish, Consumer<T> done, Consumer<Errand<T>> ended) {
        this.clinic = clinic;
        this.caller = caller;
        this.asked = asked;
        this.wish = wish;
        this.done = done;
        this.ended = ended;
    }

    boolean isOver() {
        return isOver;
    }

    void send(int triesMax) {
        triesLeft = triesMax;
        send();
    }

    private void send() {
        World world = clinic.world();
        int nth = ++tries;
        triesLeft--;
        SimulatedEngine engine = clinic.engine();
        if (wasUnknown) {
            world.trace().note(50, nth, () -> this + " again at " + engine.process());
        }
        world.agenda().in(world.dice().between(20, 900), () -> reach(engine, nth));
        long patience = world.hasFaults() && world.dice().oneIn(4)
                ? world.dice().between(2_000, 3_000)
                : world.dice().between(5_000, 6_000);
        world.agenda().in(patience * Agenda.MILLISECOND, () -> endUnknown(nth));
    }

    private void reach(SimulatedEngine engine, int nth) {
        World world = clinic.world();
        if (!engine.process().isUp()) {
            world.agenda().in(1_000, () -> endUnknown(nth));
        } else if (!clinic.loses()) {
            long arrived = world.agenda().now();
            engine.process().in(0, () -> beMet(engine, nth, arrived));
        }
    }

    /** An engine that has stood still does not begin with what it finds waiting. */
    private void beMet(SimulatedEngine engine, int nth, long arrived) {
        if (clinic.world().agenda().now() - arrived > STOOD_STILL) {
            tell(nth, () -> endUnknown(nth));
        } else {
            ask(engine, nth);
        }
    }

    private void ask(SimulatedEngine engine, int nth) {
        World world = clinic.world();
        world.trace().note(51, nth, () -> this + " asks " + engine.process());
        Command.From from = new Command.From(
                caller, asked.request(), engine.process().clock().instant().plusSeconds(DEADLINE_SECONDS));
        Future<Outcome<T>> answer = wish.of(engine.office(), from);
        answer.onComplete(
                outcome -> {
                    clinic.answered(asked, outcome);
                    tell(nth, () -> hear(outcome, nth));
                },
                fault -> {
                    clinic.checkFault(this, fault);
                    tell(nth, () -> endUnknown(nth));
                });
    }

    private void tell(int nth, Runnable answer) {
        World world = clinic.world();
        if (nth == tries && !isOver && !clinic.loses()) {
            world.agenda().in(world.dice().between(20, 900), answer);
        }
    }

    private void hear(Outcome<T> outcome, int nth) {
        if (nth != tries || isOver) {
            return;
        }
        boolean unused = outcome.match(
                value -> {
                    clinic.world().trace().note(52, nth, () -> this + " done: " + value);
                    isOver = true;
                    clinic.heard(asked, Answers.DONE);
                    done.accept(value);
                    ended.accept(this);
                    return true;
                },
                refusal -> hearRefusal(refusal, nth));
    }

    private boolean hearRefusal(Refusal refusal, int nth) {
        if (refusal.reason() == Reason.TOO_EARLY || refusal.reason() == Reason.OUTCOME_UNKNOWN) {
            endUnknown(nth);
            return false;
        }
        clinic.world().trace().note(53, nth, () -> this + " refused: " + refusal.reason());
        isOver = true;
        clinic.refused(asked, refusal);
        ended.accept(this);
        return true;
    }

    private void endUnknown(int nth) {
        if (nth != tries || isOver) {
            return;
        }
        wasUnknown = true;
        World world = clinic.world();
        tries++;
        if (triesLeft > 0) {
            long pause = world.dice().oneIn(3) ? 0 : world.dice().between(100, 3_000) * Agenda.MILLISECOND;
            world.agenda().in(pause, this::send);
        } else {
            ended.accept(this);
        }
    }

    @Override
    public String toString() {
        return asked.toString();
    }
}
