package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.Sql;

/**
 * Makes appointments of their rows. A row names its seats; which slots those are in, and with
 * whom, how and where, is what the practice has published of them, which never changes. So a book
 * that is in memory may say it, however old it is, and the runs on record are asked only for seats
 * that no such book has: to find one of them costs Postgres four times what the appointment's row
 * does.
 */
public final class Appointments {

    private static final Sql SLOTS_AND_CARE = Sql.of("ledger/slots_and_care");

    private final KnownBooks books;

    public Appointments(KnownBooks books) {
        this.books = books;
    }

    /**
     * The appointments of those rows that have one, by row.
     *
     * @param run runs a statement where these rows came from
     */
    public Future<Found> in(RowSet<Row> rows, BiFunction<Sql, Tuple, Future<RowSet<Row>>> run) {
        Map<Row, Appointment> found = new IdentityHashMap<>(rows.size());
        List<Row> unknown = new ArrayList<>();
        for (Row row : rows) {
            if (row.getString("key") != null) {
                inMemory(row)
                        .ifPresentOrElse(
                                published -> found.put(row, AppointmentRow.of(row, published)), () -> unknown.add(row));
            }
        }
        return unknown.isEmpty()
                ? Future.succeededFuture(new Found(found))
                : run.apply(SLOTS_AND_CARE, seatsOf(unknown)).map(published -> {
                    published.forEach(of -> {
                        Row row = unknown.get(BatchRows.at(of));
                        found.put(row, AppointmentRow.of(row, onRecord(row, of)));
                    });
                    return new Found(found);
                });
    }

    /** What was made of the rows of one answer. */
    public static final class Found {

        private final Map<Row, Appointment> byRow;

        private Found(Map<Row, Appointment> byRow) {
            this.byRow = byRow;
        }

        /** None of a row that has none, or one whose seats were never published. */
        public Optional<Appointment> of(Row row) {
            return Optional.ofNullable(byRow.get(row));
        }
    }

    private Optional<AppointmentRow.Published> inMemory(Row row) {
        return books.known(new OdsCode(row.getString("practice"))).flatMap(book -> inBook(book, row));
    }

    private static Optional<AppointmentRow.Published> inBook(PracticeBook book, Row row) {
        return book.day(row.getLocalDate("day")).flatMap(day -> {
            List<Integer> ordinals = ordinals(row);
            List<Slot> slots = ordinals.stream()
                    .flatMap(ordinal -> day.slotOfSeat(ordinal).stream())
                    .toList();
            return slots.size() == ordinals.size()
                    ? Optional.of(new AppointmentRow.Published(
                            slots.stream().map(Slot::id).toList(), slots.get(0).care()))
                    : Optional.empty();
        });
    }

    private static AppointmentRow.Published onRecord(Row row, Row of) {
        OdsCode practice = new OdsCode(row.getString("practice"));
        LocalDate day = row.getLocalDate("day");
        List<SlotId> slots = Arrays.stream(of.getArrayOfShorts("slots"))
                .map(ordinal -> new SlotId(practice, day, ordinal))
                .toList();
        return new AppointmentRow.Published(slots, AppointmentRow.care(of));
    }

    private static List<Integer> ordinals(Row row) {
        return AppointmentRow.ordinals(row.getArrayOfShorts("ordinals"));
    }

    private static Tuple seatsOf(List<Row> rows) {
        return Tuple.tuple()
                .addValue(Column.texts(rows, row -> row.getString("practice")))
                .addValue(Column.days(rows, row -> row.getLocalDate("day")))
                .addValue(Column.texts(rows, row -> Column.inner(ordinals(row))));
    }
}
