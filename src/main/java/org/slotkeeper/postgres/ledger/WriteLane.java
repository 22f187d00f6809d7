package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.platform.HomeLoop;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.SelfCheck;
import org.slotkeeper.postgres.connection.StatementFault;
import org.slotkeeper.postgres.connection.StatementFault.Fate;
import org.slotkeeper.telemetry.Meters;

/**
 * The one line in which the event loops of a process write to the ledger: a batch is as long as the
 * process is busy, and one statement and one commit are for all of its loops. It belongs to the
 * loop that it was made on; the others hand their calls over. It takes no writes unless the
 * self-check found that the database can be trusted with them.
 */
public final class WriteLane {

    /** As many as wait in one batch's queue. */
    private static final int HANDED_OVER_MAX = MicroBatch.Limits.BOOKINGS.queueMax();

    private final HomeLoop home = HomeLoop.here(HANDED_OVER_MAX);
    private final PostgresConnections connections;
    private final Optional<String> whyNoWrites;
    private final MicroBatch<Change.Book, LedgerAnswer> bookings;
    private final MicroBatch<Change.Cancel, LedgerAnswer> cancellations;
    private final MicroBatch<Change.Amend, LedgerAnswer> amendments;
    private final MicroBatch<Change.Move, LedgerAnswer> moves;
    private final MicroBatch<Change.Refuse, LedgerAnswer> refusals;
    private final MicroBatch<Lookups.Note, Optional<Void>> notes;

    /** Made on the event loop that is its home, over connections of that loop. */
    public WriteLane(
            Vertx vertx,
            PostgresConnections connections,
            Appointments appointments,
            SelfCheck.Findings findings,
            Clock clock,
            Meters meters) {
        this.connections = connections;
        this.whyNoWrites = findings.whyNoWrites();
        PinnedConnection booking = connections.booking();
        PinnedConnection changing = connections.changing();
        StoredAnswers changedBefore = new StoredAnswers(changing, appointments, clock);
        MicroBatch.Limits others = MicroBatch.Limits.OTHERS;
        this.bookings = new MicroBatch<>(
                Writes.book(booking, new StoredAnswers(booking, appointments, clock)),
                MicroBatch.Limits.BOOKINGS,
                vertx,
                clock,
                meters.batch("book"));
        this.cancellations =
                new MicroBatch<>(Writes.cancel(changing, changedBefore), others, vertx, clock, meters.batch("cancel"));
        this.amendments =
                new MicroBatch<>(Writes.amend(changing, changedBefore), others, vertx, clock, meters.batch("amend"));
        this.moves = new MicroBatch<>(Writes.move(changing, changedBefore), others, vertx, clock, meters.batch("move"));
        this.refusals =
                new MicroBatch<>(Writes.refuse(changing, changedBefore), others, vertx, clock, meters.batch("refuse"));
        this.notes = new MicroBatch<>(Lookups.audit(changing), others, vertx, clock, meters.batch("audit"));
    }

    Future<LedgerAnswer> change(Change change) {
        if (whyNoWrites.isPresent()) {
            return Future.failedFuture(new StatementFault(Fate.UNSENT, "no writes: " + whyNoWrites.get()));
        }
        return ask(() -> change.match(
                bookings::submit, cancellations::submit, amendments::submit, moves::submit, refusals::submit));
    }

    Future<Void> note(Lookups.Note note) {
        return ask(() -> notes.submit(note)).mapEmpty();
    }

    private <T> Future<T> ask(Supplier<Future<T>> submit) {
        return home.ask(submit)
                .orElseGet(() -> Future.failedFuture(
                        new StatementFault(Fate.UNSENT, "too many calls wait for the ledger's lane")));
    }

    /** Done when Postgres has answered over each connection that bookings and changes go by. */
    public Future<Void> ping() {
        return ask(connections::pingForWrites);
    }

    /** Ends its connections after the statements under way. */
    public Future<Void> close() {
        return home.insist(connections::close);
    }
}
