package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.SelfCheck;
import org.slotkeeper.postgres.connection.StatementFault;
import org.slotkeeper.postgres.connection.StatementFault.Fate;
import org.slotkeeper.telemetry.Meters;

/**
 * The ledger in Postgres, for one event loop: calls of one kind that come while a statement is
 * under way go together in the next one. It takes no writes unless the self-check found that the
 * database can be trusted with them.
 */
public final class PostgresLedger implements AppointmentLedger {

    private static final long PAUSE_MILLIS = 50;
    private static final MicroBatch.Limits BOOKINGS = new MicroBatch.Limits(200, 4_000, 5, PAUSE_MILLIS);
    /** Their statements join row by row: short batches are the cheaper ones. */
    private static final MicroBatch.Limits OTHERS = new MicroBatch.Limits(50, 2_000, 5, PAUSE_MILLIS);

    private final Optional<String> whyNoWrites;
    private final MicroBatch<Change.Book, LedgerAnswer> bookings;
    private final MicroBatch<Change.Cancel, LedgerAnswer> cancellations;
    private final MicroBatch<Change.Amend, LedgerAnswer> amendments;
    private final MicroBatch<Change.Move, LedgerAnswer> moves;
    private final MicroBatch<Change.Refuse, LedgerAnswer> refusals;
    private final MicroBatch<Lookups.Note, Optional<Void>> notes;
    private final MicroBatch<StoredAnswers.Asked, Optional<LedgerAnswer>> answers;
    private final MicroBatch<Lookups.Look, List<Appointment>> looks;
    private final MicroBatch<Lookups.Read, List<Appointment>> reads;
    private final MicroBatch<ListAll, Listed> lists;
    private final MicroBatch<Room, Optional<Refusal>> rooms;

    /** Made on the event loop that it serves. */
    public PostgresLedger(
            Vertx vertx, PostgresConnections connections, SelfCheck.Findings findings, Clock clock, Meters meters) {
        this.whyNoWrites = findings.whyNoWrites();
        PinnedConnection changing = connections.changing();
        PinnedConnection reading = connections.reading();
        this.bookings = new MicroBatch<>(
                Writes.book(connections.booking(), clock), BOOKINGS, vertx, clock, meters.batch("book"));
        this.cancellations =
                new MicroBatch<>(Writes.cancel(changing, clock), OTHERS, vertx, clock, meters.batch("cancel"));
        this.amendments = new MicroBatch<>(Writes.amend(changing, clock), OTHERS, vertx, clock, meters.batch("amend"));
        this.moves = new MicroBatch<>(Writes.move(changing, clock), OTHERS, vertx, clock, meters.batch("move"));
        this.refusals = new MicroBatch<>(Writes.refuse(changing, clock), OTHERS, vertx, clock, meters.batch("refuse"));
        this.notes = new MicroBatch<>(Lookups.audit(changing), OTHERS, vertx, clock, meters.batch("audit"));
        this.answers =
                new MicroBatch<>(new StoredAnswers(reading, clock), OTHERS, vertx, clock, meters.batch("answers"));
        this.looks = new MicroBatch<>(Lookups.look(reading), OTHERS, vertx, clock, meters.batch("look"));
        this.reads = new MicroBatch<>(Lookups.read(reading), OTHERS, vertx, clock, meters.batch("read"));
        this.rooms = new MicroBatch<>(Lookups.room(reading), OTHERS, vertx, clock, meters.batch("room"));
        this.lists = new MicroBatch<>(Lookups.list(reading), OTHERS, vertx, clock, meters.batch("list"));
    }

    @Override
    public Future<LedgerAnswer> change(Change change) {
        return change.match(
                book -> write(bookings, book),
                cancel -> write(cancellations, cancel),
                amend -> write(amendments, amend),
                move -> write(moves, move),
                refuse -> write(refusals, refuse));
    }

    @Override
    public Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request) {
        return answers.submit(new StoredAnswers.Asked(practice, request));
    }

    @Override
    public Future<Optional<Appointment>> look(AppointmentId id, Request request) {
        return looks.submit(new Lookups.Look(id, request, Viewer.of(request.caller())))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Appointment>> read(AppointmentId id, Reader reader) {
        return reads.submit(new Lookups.Read(id, reader, Viewer.of(reader.caller())))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Refusal>> objection(Room room) {
        return rooms.submit(room);
    }

    @Override
    public Future<Listed> list(NhsNumber patient, Listing listing, Reader reader) {
        return lists.submit(new ListAll(patient, listing, reader, Viewer.of(reader.caller())));
    }

    @Override
    public Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        return notes.submit(new Lookups.Note(practice, operation, outcome, appointment, reader))
                .mapEmpty();
    }

    private <Q extends Change> Future<LedgerAnswer> write(MicroBatch<Q, LedgerAnswer> batch, Q call) {
        if (whyNoWrites.isPresent()) {
            return Future.failedFuture(new StatementFault(Fate.UNSENT, "no writes: " + whyNoWrites.get()));
        }
        return batch.submit(call);
    }
}
