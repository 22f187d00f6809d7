package org.slotkeeper.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** One engine's ledger, over the wire. A write whose answer is lost is sent again until its deadline, as the real one does, and then its end is unknown. */
final class LedgerPort implements AppointmentLedger {

    private static final long PAUSE = 50 * Agenda.MILLISECOND;

    private final World world;
    private final EngineProcess engine;
    private final Wire wire;
    private final PostgresSite postgres;

    LedgerPort(World world, EngineProcess engine, Wire wire, PostgresSite postgres) {
        this.world = world;
        this.engine = engine;
        this.wire = wire;
        this.postgres = postgres;
    }

    @Override
    public Future<LedgerAnswer> change(Change change) {
        String what =
                change.match(book -> "book", cancel -> "cancel", amend -> "amend", move -> "move", refuse -> "refuse");
        Instant sent = engine.clock().instant();
        return write(
                what,
                change.request(),
                () -> postgres.change(change, sent, engine.clock().instant()));
    }

    private Future<LedgerAnswer> write(String what, Request request, Supplier<LedgerAnswer> effect) {
        Promise<LedgerAnswer> answer = Promise.promise();
        send(new Write(what, request, effect, answer), false);
        return answer.future();
    }

    private record Write(String what, Request request, Supplier<LedgerAnswer> effect, Promise<LedgerAnswer> answer) {}

    /** @param wasSent whether an earlier sending may have arrived */
    private void send(Write write, boolean wasSent) {
        boolean isOverdue = !engine.clock().instant().isBefore(write.request().deadline());
        if (isOverdue && wasSent) {
            write.answer().complete(new LedgerAnswer.Unknown());
        } else if (isOverdue || (!wasSent && !postgres.isThere())) {
            write.answer().fail(StoreAway.UNSENT);
        } else {
            boolean isDoubtful =
                    world.hasFaults() && world.dice().perMille(world.options().doubtfulPerMille());
            Supplier<LedgerAnswer> effect = isDoubtful ? () -> doubtful(write) : write.effect();
            wire.send(write.what(), postgres::isThere, () -> Future.succeededFuture(effect.get()))
                    .onComplete(write.answer()::complete, lost -> sendAgain(write));
        }
    }

    private void sendAgain(Write write) {
        world.met(
                postgres.hasEffectOf(write.request())
                        ? Sometimes.ANSWER_LOST_BUT_COMMITTED
                        : Sometimes.ANSWER_LOST_AND_NOT_COMMITTED);
        engine.in(PAUSE, () -> send(write, true));
    }

    /** Committed, but the standby may not have it. */
    private static LedgerAnswer doubtful(Write write) {
        LedgerAnswer answer = write.effect().get();
        return answer instanceof LedgerAnswer.Recorded ? new LedgerAnswer.Unknown() : answer;
    }

    @Override
    public Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request) {
        return ask("answer to", () -> PostgresSite.now(postgres.ledger().answerTo(practice, request)));
    }

    @Override
    public Future<Optional<Refusal>> objection(Room room) {
        return ask("room", () -> PostgresSite.now(postgres.ledger().objection(room)));
    }

    @Override
    public Future<Optional<Appointment>> look(AppointmentId id, Request request) {
        return ask("look", () -> PostgresSite.now(postgres.ledger().look(id, request)));
    }

    @Override
    public Future<Optional<Appointment>> read(AppointmentId id, Reader reader) {
        return ask("read", () -> PostgresSite.now(postgres.ledger().read(id, reader)));
    }

    @Override
    public Future<Listed> list(NhsNumber patient, Listing listing, Reader reader) {
        return ask("list", () -> PostgresSite.now(postgres.ledger().list(patient, listing, reader)));
    }

    /** Nobody waits for a note, and no promise of the protocol is about one. */
    @Override
    public Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        return Future.succeededFuture();
    }

    private <T> Future<T> ask(String what, Supplier<T> effect) {
        return postgres.isThere()
                ? wire.send(what, postgres::isThere, () -> Future.succeededFuture(effect.get()))
                : Future.failedFuture(StoreAway.UNSENT);
    }
}
