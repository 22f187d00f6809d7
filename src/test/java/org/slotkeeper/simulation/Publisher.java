package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.BookEditor;
import org.slotkeeper.publishing.PublishOutcome;
import org.slotkeeper.publishing.PublishSession;
import org.slotkeeper.publishing.SessionDraft;
import org.slotkeeper.publishing.Timetable;
import org.slotkeeper.publishing.WithdrawSession;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.SeatInventory;

/** The practice's own system, which publishes its sessions otherwise now and then: one change after the other, each asked for until it is answered. */
final class Publisher {

    private static final long EVERY_MAX = 6 * Agenda.SECOND;
    private static final long PATIENCE = 6 * Agenda.SECOND;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int DOCTOR_MINUTES = 10;
    private static final int CLINIC_MINUTES = 30;
    private static final int CLINIC_PLACES = 2;

    private final World world;
    private final Clinic clinic;
    private Optional<Edit> open = Optional.empty();
    private int tries;

    Publisher(World world, Clinic clinic) {
        this.world = world;
        this.clinic = clinic;
    }

    /** The use cases of publishing, over one engine's ports. */
    record Desk(PublishSession publish, WithdrawSession withdraw) {
        static Desk of(BookEditor editor, SeatInventory inventory) {
            return new Desk(new PublishSession(editor, inventory), new WithdrawSession(editor));
        }
    }

    /** A change, under one request id. */
    private record Edit(String session, Sometimes kind, UUID request, Wish wish) {
        @Override
        public String toString() {
            return session + ": " + kind;
        }
    }

    private interface Wish {
        Future<PublishOutcome<?>> of(Desk desk, Act act);
    }

    void begin() {
        world.agenda().in(world.dice().between(1, EVERY_MAX), this::act);
    }

    /** What is asked for and not answered yet. */
    Optional<String> open() {
        return open.map(edit -> "still being published: " + edit);
    }

    private void act() {
        if (world.hasFaults()) {
            Edit edit = edit();
            open = Optional.of(edit);
            send(edit);
        }
    }

    private Edit edit() {
        boolean isDoctor = world.dice().oneIn(2);
        int slots = world.options().layout().doctorSlots();
        String name = isDoctor ? "doctor" : "clinic";
        return switch (world.dice().between(0, 5)) {
            case 0 -> withdrawing(name);
            case 1, 2 ->
                isDoctor
                        ? publishing(
                                Sometimes.SESSION_WAS_MADE_SHORTER,
                                doctor(slots - world.dice().between(1, slots - 1), false))
                        : publishing(Sometimes.CAPACITY_WAS_CUT, clinic(1, false));
            case 3 ->
                publishing(
                        Sometimes.AUDIENCE_WAS_CHANGED, isDoctor ? doctor(slots, true) : clinic(CLINIC_PLACES, true));
            default ->
                publishing(
                        Sometimes.SESSION_WAS_AS_EVER, isDoctor ? doctor(slots, false) : clinic(CLINIC_PLACES, false));
        };
    }

    private Edit withdrawing(String session) {
        return new Edit(session, Sometimes.SESSION_WAS_WITHDRAWN, world.dice().uuid(), (desk, act) -> desk.withdraw()
                .withdraw(act, Surgery.PRACTICE, new SessionId(session), Object::toString)
                .map(outcome -> outcome));
    }

    private Edit publishing(Sometimes kind, SessionDraft draft) {
        return new Edit(draft.id().value(), kind, world.dice().uuid(), (desk, act) -> desk.publish()
                .publish(act, Surgery.PRACTICE, draft, Object::toString)
                .map(outcome -> outcome));
    }

    private static SessionDraft doctor(int slots, boolean isOwn) {
        return draft("doctor", LocalTime.of(9, 0), DOCTOR_MINUTES, slots, 1, isOwn);
    }

    private SessionDraft clinic(int places, boolean isOwn) {
        int slots = world.options().layout().clinicSlots();
        return draft("clinic", LocalTime.of(11, 0), CLINIC_MINUTES, slots, places, isOwn);
    }

    private static SessionDraft draft(
            String session, LocalTime start, int minutes, int slots, int places, boolean isOwn) {
        return new SessionDraft(
                new SessionId(session),
                new Timetable(
                        Surgery.MONDAY,
                        start,
                        start.plusMinutes((long) minutes * slots),
                        Duration.ofMinutes(minutes),
                        places),
                Surgery.careOf(session),
                new ReleaseRule.AtOnce(),
                isOwn ? Audience.PRACTICE_ONLY : Audience.REGISTERED_PATIENTS,
                Optional.empty());
    }

    private void send(Edit edit) {
        int nth = ++tries;
        SimulatedEngine engine = clinic.engine();
        if (engine.process().isUp() && !clinic.loses()) {
            world.trace().note(71, nth, () -> edit + " asks " + engine.process());
            engine.process().in(world.dice().between(20, 900), () -> ask(engine, edit, nth));
        }
        world.agenda().in(PATIENCE, () -> again(edit, nth));
    }

    private void ask(SimulatedEngine engine, Edit edit, int nth) {
        var now = engine.process().clock().instant();
        Act act = new Act(SessionsSite.PUBLISHER, edit.request(), now, now.plus(DEADLINE));
        var unused = edit.wish()
                .of(engine.publishing(), act)
                .onSuccess(outcome -> world.agenda().in(world.dice().between(20, 900), () -> hear(outcome, edit, nth)))
                .onFailure(away -> world.agenda().in(Agenda.SECOND, () -> again(edit, nth)));
    }

    private void hear(PublishOutcome<?> outcome, Edit edit, int nth) {
        if (nth != tries) {
            return;
        }
        boolean isBusy = outcome.match(done -> false, refusal -> true, repeated -> false);
        if (isBusy) {
            world.agenda().in(Agenda.SECOND, () -> again(edit, nth));
            return;
        }
        world.trace().note(72, nth, () -> edit + " done: " + outcome);
        tries++;
        open = Optional.empty();
        world.met(Sometimes.PUBLICATION_ACKNOWLEDGED);
        world.met(edit.kind());
        begin();
    }

    private void again(Edit edit, int nth) {
        if (nth == tries) {
            send(edit);
        }
    }
}
