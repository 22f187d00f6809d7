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
import org.slotkeeper.telemetry.Meters;

/**
 * The ledger in Postgres, for one event loop: calls of one kind that come while a statement is
 * under way go together in the next one. Readings are the loop's own, writes go by the process'
 * {@link WriteLane}.
 */
public final class PostgresLedger implements AppointmentLedger {

    private final WriteLane lane;
    private final MicroBatch<StoredAnswers.Asked, Optional<LedgerAnswer>> answers;
    private final MicroBatch<Lookups.Look, List<Appointment>> looks;
    private final MicroBatch<Lookups.Read, List<Appointment>> reads;
    private final MicroBatch<ListAll, Listed> lists;
    private final MicroBatch<Room, Optional<Refusal>> rooms;

    /**
     * Made on the event loop that it serves.
     *
     * @param lane may be another loop's
     */
    public PostgresLedger(
            Vertx vertx,
            PostgresConnections connections,
            Appointments appointments,
            WriteLane lane,
            Clock clock,
            Meters meters) {
        this.lane = lane;
        PinnedConnection reading = connections.reading();
        MicroBatch.Limits limits = MicroBatch.Limits.OTHERS;
        this.answers = new MicroBatch<>(
                new StoredAnswers(reading, appointments, clock), limits, vertx, clock, meters.batch("answers"));
        this.looks = new MicroBatch<>(Lookups.look(reading, appointments), limits, vertx, clock, meters.batch("look"));
        this.reads = new MicroBatch<>(Lookups.read(reading, appointments), limits, vertx, clock, meters.batch("read"));
        this.rooms = new MicroBatch<>(Lookups.room(reading), limits, vertx, clock, meters.batch("room"));
        this.lists = new MicroBatch<>(Lookups.list(reading, appointments), limits, vertx, clock, meters.batch("list"));
    }

    @Override
    public Future<LedgerAnswer> change(Change change) {
        return lane.change(change);
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
        return lane.note(new Lookups.Note(practice, operation, outcome, appointment, reader));
    }
}
