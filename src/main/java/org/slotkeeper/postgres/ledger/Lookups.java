package org.slotkeeper.postgres.ledger;

import static org.slotkeeper.postgres.connection.Column.days;
import static org.slotkeeper.postgres.connection.Column.first;
import static org.slotkeeper.postgres.connection.Column.ids;
import static org.slotkeeper.postgres.connection.Column.instants;
import static org.slotkeeper.postgres.connection.Column.instantsOrNull;
import static org.slotkeeper.postgres.connection.Column.integers;
import static org.slotkeeper.postgres.connection.Column.last;
import static org.slotkeeper.postgres.connection.Column.longs;
import static org.slotkeeper.postgres.connection.Column.longsOrNull;
import static org.slotkeeper.postgres.connection.Column.shorts;
import static org.slotkeeper.postgres.connection.Column.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.booking.spi.AppointmentLedger.Place;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.AppointmentLedger.Room;
import org.slotkeeper.domain.appointment.Appointment.State;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.StatementFault;

/** How looking, reading, listing and noting become rows of their statements. */
final class Lookups {

    private static final Sql LOOK = Sql.of("ledger/look");
    private static final Sql READ = Sql.of("ledger/read");
    private static final Sql LIST = Sql.of("ledger/list");
    private static final Sql AUDIT = Sql.of("ledger/audit");
    private static final Sql ROOM = Sql.of("ledger/room");
    /** Readings carry no deadline of their own: nobody waits longer than this for one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Lookups() {}

    record Look(AppointmentId id, Request request, Viewer viewer) {}

    record Read(AppointmentId id, Reader reader, Viewer viewer) {}

    record Note(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {}

    static LookupStatement<Look> look(PinnedConnection connection, Appointments appointments) {
        return new LookupStatement<>(connection, appointments, LOOK, Lookups::looks, look -> look.request()
                .deadline());
    }

    static LookupStatement<Read> read(PinnedConnection connection, Appointments appointments) {
        return new LookupStatement<>(connection, appointments, READ, Lookups::reads, read -> deadline(read.reader()));
    }

    static ListStatement list(PinnedConnection connection, Appointments appointments) {
        return new ListStatement(connection, appointments, LIST, Lookups::lists, list -> deadline(list.reader()));
    }

    /**
     * A note that was sent over a lost connection is sent again: better twice in the trail than not
     * at all.
     */
    static MicroBatch.Statement<Note, Optional<Void>> audit(PinnedConnection connection) {
        return new MicroBatch.Statement<>() {
            @Override
            public Future<List<Optional<Void>>> run(List<Note> notes) {
                return connection
                        .run(AUDIT, notes(notes))
                        .map(done -> Collections.nCopies(notes.size(), Optional.empty()));
            }

            @Override
            public Set<?> conflicts(Note note) {
                return Set.of();
            }

            @Override
            public Instant deadline(Note note) {
                return Lookups.deadline(note.reader());
            }

            @Override
            public Future<Optional<Void>> unknown(Note note) {
                return Future.failedFuture(
                        new StatementFault(StatementFault.Fate.LOST, "a note may be missing in the audit trail"));
            }
        };
    }

    static MicroBatch.Statement<Room, Optional<Refusal>> room(PinnedConnection connection) {
        return new MicroBatch.Statement<>() {
            @Override
            public Future<List<Optional<Refusal>>> run(List<Room> rooms) {
                return connection.run(ROOM, rooms(rooms)).map(rows -> {
                    List<Optional<Refusal>> objections =
                            new ArrayList<>(Collections.nCopies(rooms.size(), Optional.empty()));
                    rows.forEach(row -> objections.set(
                            row.getInteger("nth") - 1, Optional.of(RefusalText.parse(row.getString("refusal")))));
                    return objections;
                });
            }

            @Override
            public Set<?> conflicts(Room room) {
                return Set.of();
            }

            @Override
            public Instant deadline(Room room) {
                return room.deadline();
            }

            @Override
            public Future<Optional<Refusal>> unknown(Room room) {
                return Future.failedFuture(new StatementFault(StatementFault.Fate.LOST, "a diary could not be read"));
            }
        };
    }

    private static Tuple rooms(List<Room> rows) {
        return Tuple.tuple()
                .addValue(texts(rows, row -> row.practice().value()))
                .addValue(longs(rows, row -> row.patient().value()))
                .addValue(instants(rows, row -> row.time().start()))
                .addValue(instants(rows, row -> row.time().end()))
                .addValue(shorts(rows, Room::appointmentsMax))
                .addValue(instants(rows, Room::now));
    }

    private static Instant deadline(Reader reader) {
        return reader.now().plus(PATIENCE);
    }

    private static Tuple looks(List<Look> rows) {
        return Tuple.tuple()
                .addValue(texts(rows, row -> row.id().practice().value()))
                .addValue(days(rows, row -> row.id().origin().day()))
                .addValue(texts(rows, row -> row.id().key()))
                .addValue(shorts(rows, row -> row.id().origin().ordinal()))
                .addValue(longsOrNull(rows, row -> row.viewer().ofPatient()))
                .addValue(texts(rows, row -> row.viewer().ofPractice()))
                .addValue(texts(rows, row -> row.viewer().ofBooker()))
                .addValue(first(rows.stream().map(row -> row.id().origin().day())))
                .addValue(last(rows.stream().map(row -> row.id().origin().day())));
    }

    private static Tuple reads(List<Read> rows) {
        return Tuple.tuple()
                .addValue(texts(rows, row -> row.id().practice().value()))
                .addValue(days(rows, row -> row.id().origin().day()))
                .addValue(texts(rows, row -> row.id().text()))
                .addValue(shorts(rows, row -> row.id().origin().ordinal()))
                .addValue(longsOrNull(rows, row -> row.viewer().ofPatient()))
                .addValue(texts(rows, row -> row.viewer().ofPractice()))
                .addValue(texts(rows, row -> row.viewer().ofBooker()))
                .addValue(texts(rows, row -> row.reader().caller().key()))
                .addValue(ids(rows, row -> row.reader().requestId()))
                .addValue(instants(rows, row -> row.reader().now()))
                .addValue(first(rows.stream().map(row -> row.id().origin().day())))
                .addValue(last(rows.stream().map(row -> row.id().origin().day())));
    }

    private static Tuple lists(List<ListAll> rows) {
        return Tuple.tuple()
                .addValue(longs(rows, row -> row.patient().value()))
                .addValue(instantsOrNull(rows, row -> row.listing().from().orElse(null)))
                .addValue(instantsOrNull(rows, row -> row.listing().until().orElse(null)))
                .addValue(texts(
                        rows, row -> row.listing().states().map(Lookups::words).orElse(null)))
                .addValue(
                        instantsOrNull(rows, row -> place(row).map(Place::start).orElse(null)))
                .addValue(texts(
                        rows,
                        row -> place(row).map(after -> after.practice().value()).orElse(null)))
                .addValue(texts(rows, row -> place(row).map(Place::key).orElse(null)))
                .addValue(integers(rows, row -> row.listing().countMax()))
                .addValue(longsOrNull(rows, row -> row.viewer().ofPatient()))
                .addValue(texts(rows, row -> row.viewer().ofPractice()))
                .addValue(texts(rows, row -> row.viewer().ofBooker()))
                .addValue(texts(rows, row -> row.reader().caller().key()))
                .addValue(ids(rows, row -> row.reader().requestId()))
                .addValue(instants(rows, row -> row.reader().now()))
                .addValue(dayBefore(rows.stream().map(row -> row.listing().from())))
                .addValue(dayAfter(rows.stream().map(row -> row.listing().until())));
    }

    /** The day before the first of these instants; the beginning of time if one is not said. */
    private static LocalDate dayBefore(Stream<Optional<Instant>> instants) {
        return first(instants.map(
                from -> from.map(London::dayOf).map(day -> day.minusDays(1)).orElse(LocalDate.MIN)));
    }

    /** Whatever day an appointment counts to, it does not begin outside of these two. */
    private static LocalDate dayAfter(Stream<Optional<Instant>> instants) {
        return last(instants.map(
                until -> until.map(London::dayOf).map(day -> day.plusDays(1)).orElse(LocalDate.MAX)));
    }

    private static Optional<Place> place(ListAll row) {
        return row.listing().after();
    }

    private static String words(Set<State> states) {
        return states.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static Tuple notes(List<Note> rows) {
        return Tuple.tuple()
                .addValue(instants(rows, row -> row.reader().now()))
                .addValue(texts(rows, row -> row.practice().value()))
                .addValue(texts(rows, row -> row.reader().caller().key()))
                .addValue(texts(rows, Note::operation))
                .addValue(texts(rows, Note::outcome))
                .addValue(texts(
                        rows, row -> row.appointment().map(AppointmentId::text).orElse(null)))
                .addValue(ids(rows, row -> row.reader().requestId()));
    }
}
