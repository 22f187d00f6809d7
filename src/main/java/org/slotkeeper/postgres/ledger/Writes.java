package org.slotkeeper.postgres.ledger;

import static org.slotkeeper.postgres.connection.Column.days;
import static org.slotkeeper.postgres.connection.Column.ids;
import static org.slotkeeper.postgres.connection.Column.inner;
import static org.slotkeeper.postgres.connection.Column.instants;
import static org.slotkeeper.postgres.connection.Column.integers;
import static org.slotkeeper.postgres.connection.Column.longs;
import static org.slotkeeper.postgres.connection.Column.shorts;
import static org.slotkeeper.postgres.connection.Column.texts;

import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.Sql;

/** How the five writes of the ledger become rows of their statements. */
final class Writes {

    private static final Sql BOOK_ALL = Sql.of("ledger/book_all");
    private static final Sql BOOK = Sql.of("ledger/book");
    private static final Sql CANCEL_ALL = Sql.of("ledger/cancel_all");
    private static final Sql CANCEL = Sql.of("ledger/cancel");
    private static final Sql AMEND = Sql.of("ledger/amend");
    private static final Sql MOVE = Sql.of("ledger/move");
    private static final Sql REFUSE = Sql.of("ledger/refuse");

    private Writes() {}

    static WriteStatement<Change.Book> book(PinnedConnection connection, StoredAnswers storedAnswers) {
        return new WriteStatement<>(
                connection,
                storedAnswers,
                Optional.of(batch -> BOOK_ALL),
                batch -> BOOK,
                Writes::bookings,
                Writes::touches);
    }

    static WriteStatement<Change.Cancel> cancel(PinnedConnection connection, StoredAnswers storedAnswers) {
        return new WriteStatement<>(
                connection,
                storedAnswers,
                Optional.of(batch -> within(CANCEL_ALL, batch, Writes::daysOf)),
                batch -> within(CANCEL, batch, Writes::daysOf),
                Writes::cancellations,
                cancel -> touches(cancel, List.of()));
    }

    static WriteStatement<Change.Amend> amend(PinnedConnection connection, StoredAnswers storedAnswers) {
        return new WriteStatement<>(
                connection,
                storedAnswers,
                batch -> within(AMEND, batch, Writes::daysOf),
                Writes::amendments,
                amend -> touches(amend, List.of()));
    }

    static WriteStatement<Change.Move> move(PinnedConnection connection, StoredAnswers storedAnswers) {
        return new WriteStatement<>(
                connection,
                storedAnswers,
                batch -> within(MOVE, batch, Writes::daysOf),
                Writes::moves,
                move -> touches(move, move.to().seats()));
    }

    static WriteStatement<Change.Refuse> refuse(PinnedConnection connection, StoredAnswers storedAnswers) {
        return new WriteStatement<>(
                connection,
                storedAnswers,
                batch -> REFUSE,
                Writes::refusals,
                refuse -> Set.of(refuse.request().key()));
    }

    private static Set<?> touches(Change.Book booking) {
        Set<Object> touches = new HashSet<>(booking.allocation().seats());
        touches.add(booking.patient());
        touches.add(booking.request().key());
        return touches;
    }

    private static Set<?> touches(Change.OfAppointment change, List<SeatId> seats) {
        Set<Object> touches = new HashSet<>(seats);
        touches.add(change.seen().id());
        touches.add(change.seen().patient());
        touches.add(change.request().key());
        return touches;
    }

    private static Tuple bookings(List<Change.Book> rows) {
        return Tuple.tuple()
                .addValue(texts(rows, row -> row.id().practice().value()))
                .addValue(ids(rows, row -> row.request().key()))
                .addValue(longs(rows, row -> row.request().fingerprint()))
                .addValue(days(rows, row -> row.id().origin().day()))
                .addValue(texts(rows, row -> row.id().text()))
                .addValue(shorts(rows, row -> row.id().origin().ordinal()))
                .addValue(longs(rows, row -> row.patient().value()))
                .addValue(texts(rows, Writes::ordinalsUnlessOrigin))
                .addValue(instants(rows, row -> row.time().start()))
                .addValue(instants(rows, row -> row.time().end()))
                .addValue(shorts(rows, Change.Book::appointmentsPerPatientMax))
                .addValue(texts(rows, row -> row.notes().description().orElse(null)))
                .addValue(texts(rows, row -> row.notes().comment().orElse(null)))
                .addValue(texts(rows, row -> row.request().caller().key()))
                .addValue(ids(rows, row -> row.request().requestId()))
                .addValue(instants(rows, Change.Book::now));
    }

    /** Nearly all appointments have one seat, and to read an array from text costs. */
    private static @Nullable String ordinalsUnlessOrigin(Change.Book wanted) {
        List<SeatId> seats = wanted.allocation().seats();
        boolean isOriginAlone = seats.size() == 1
                && seats.get(0).ordinal() == wanted.id().origin().ordinal();
        return isOriginAlone ? null : inner(wanted.ordinals());
    }

    private static Tuple cancellations(List<Change.Cancel> rows) {
        return changes(rows)
                .addValue(texts(rows, Change.Cancel::reason))
                .addValue(texts(rows, row -> row.request().caller().key()))
                .addValue(ids(rows, row -> row.request().requestId()))
                .addValue(instants(rows, Change::now));
    }

    private static Tuple amendments(List<Change.Amend> rows) {
        return changes(rows)
                .addValue(texts(rows, row -> row.notes().description().orElse(null)))
                .addValue(texts(rows, row -> row.notes().comment().orElse(null)))
                .addValue(texts(rows, row -> row.request().caller().key()))
                .addValue(ids(rows, row -> row.request().requestId()))
                .addValue(instants(rows, Change::now));
    }

    private static Tuple moves(List<Change.Move> rows) {
        return changes(rows)
                .addValue(days(rows, row -> row.to().day()))
                .addValue(texts(rows, row -> inner(row.to().ordinals())))
                .addValue(texts(
                        rows, row -> inner(row.to().ordinalsNotIn(row.seen().allocation()))))
                .addValue(texts(rows, row -> inner(row.seen().allocation().ordinalsNotIn(row.to()))))
                .addValue(instants(rows, row -> row.to().time().start()))
                .addValue(instants(rows, row -> row.to().time().end()))
                .addValue(texts(rows, row -> row.notes().description().orElse(null)))
                .addValue(texts(rows, row -> row.notes().comment().orElse(null)))
                .addValue(texts(rows, row -> row.request().caller().key()))
                .addValue(ids(rows, row -> row.request().requestId()))
                .addValue(instants(rows, Change::now));
    }

    private static Tuple refusals(List<Change.Refuse> rows) {
        return Tuple.tuple()
                .addValue(texts(rows, row -> row.practice().value()))
                .addValue(ids(rows, row -> row.request().key()))
                .addValue(longs(rows, row -> row.request().fingerprint()))
                .addValue(texts(rows, row -> RefusalText.of(row.refusal())))
                .addValue(texts(rows, Change.Refuse::operation))
                .addValue(texts(rows, row -> row.request().caller().key()))
                .addValue(ids(rows, row -> row.request().requestId()))
                .addValue(instants(rows, Change.Refuse::now));
    }

    private static Tuple changes(List<? extends Change.OfAppointment> rows) {
        return Tuple.tuple()
                .addValue(texts(rows, row -> row.seen().practice().value()))
                .addValue(ids(rows, row -> row.request().key()))
                .addValue(longs(rows, row -> row.request().fingerprint()))
                .addValue(days(rows, row -> idOf(row).origin().day()))
                .addValue(texts(rows, row -> idOf(row).text()))
                .addValue(shorts(rows, row -> idOf(row).origin().ordinal()))
                .addValue(integers(rows, row -> row.seen().version()));
    }

    /** Where the rows are that a batch is about, and no others. */
    private static <Q> Sql within(Sql sql, List<Q> batch, Function<Q, Stream<LocalDate>> daysOf) {
        List<LocalDate> days = batch.stream().flatMap(daysOf).toList();
        return sql.within(Collections.min(days), Collections.max(days));
    }

    /** Its appointment is kept by its first day, its seats by their own. */
    private static Stream<LocalDate> daysOf(Change.OfAppointment change) {
        return Stream.of(idOf(change).origin().day(), change.seen().allocation().day());
    }

    private static Stream<LocalDate> daysOf(Change.Move move) {
        return Stream.concat(
                daysOf((Change.OfAppointment) move), Stream.of(move.to().day()));
    }

    private static AppointmentId idOf(Change.OfAppointment change) {
        return change.seen().id();
    }
}
