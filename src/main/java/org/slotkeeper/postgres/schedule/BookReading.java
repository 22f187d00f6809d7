package org.slotkeeper.postgres.schedule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.Selection;

/**
 * One reading of what a practice has published, over one connection. The version is read first:
 * whatever is published while the rest is read is noticed when a change is recorded. Slots and
 * owners are read only of the days on which there are such sessions.
 */
final class BookReading {

    private static final Sql FIND_PRACTICE = Sql.of("publishing/find_practice");
    private static final Sql LOAD_CARES = Sql.of("books/load_cares");
    private static final Sql FIND_SESSIONS = Sql.of("publishing/find_sessions");
    private static final Sql FIND_RUNS = Sql.of("publishing/find_runs");
    private static final Sql FIND_RETIRED = Sql.of("publishing/find_retired");
    private static final Sql FIND_OWNERS = Sql.of("publishing/find_owners");
    private static final Sql FIND_END_ORDINALS = Sql.of("publishing/find_end_ordinals");

    private static final Future<Iterable<Row>> NO_ROWS = Future.succeededFuture(List.of());

    private final Statements connection;
    private final OdsCode practice;
    private final Selection selection;

    BookReading(Statements connection, OdsCode practice, Selection selection) {
        this.connection = connection;
        this.practice = practice;
        this.selection = selection;
    }

    /**
     * Empty if the practice is not known. Its version is read first: whatever is published while
     * the rest is read is noticed when a change is recorded. Slots and owners are read only of the
     * days on which there are such sessions.
     */
    Future<Optional<PublishedBook>> read() {
        Future<RowSet<Row>> found = connection.run(FIND_PRACTICE, Tuple.of(practice.value()));
        Future<Iterable<Row>> ends = Span.over(selection.growing())
                .map(growing -> rows(FIND_END_ORDINALS, growing.of(practice)))
                .orElse(NO_ROWS);
        Future<Iterable<Row>> entries = caresAlongside()
                .compose(cares -> rows(FIND_SESSIONS, ofSessions().addArrayOfInteger(cares)));
        return Future.all(found, ends, entries)
                .compose(all -> withSlots(found.result(), ends.result(), entries.result()));
    }

    /**
     * The care of clinicians whose other sessions are meant too. Who is the same is not asked of
     * the ledger, which has words as they were sent to older versions.
     */
    private Future<Integer[]> caresAlongside() {
        if (selection.alongside().isEmpty()) {
            return Future.succeededFuture(new Integer[0]);
        }
        return rows(LOAD_CARES, Tuple.of(practice.value())).map(rows -> {
            List<Integer> alongside = new ArrayList<>();
            for (Row row : rows) {
                Care care = BookRows.care(row);
                if (selection.alongside().stream().anyMatch(care::isOfSamePerson)) {
                    alongside.add(row.getInteger("care"));
                }
            }
            return alongside.toArray(Integer[]::new);
        });
    }

    private Tuple ofSessions() {
        String[] only = selection
                .only()
                .map(sessions -> sessions.stream().map(SessionId::value).toArray(String[]::new))
                .orElse(null);
        return new Span(selection.firstDay(), selection.lastDay())
                .of(practice)
                .addArrayOfString(only)
                .addArrayOfLocalDate(selection.growing().toArray(LocalDate[]::new));
    }

    private Future<Optional<PublishedBook>> withSlots(RowSet<Row> found, Iterable<Row> ends, Iterable<Row> entries) {
        List<LocalDate> used = new ArrayList<>();
        Set<String> names = new HashSet<>();
        entries.forEach(row -> {
            used.add(row.getLocalDate("day"));
            names.add(row.getString("session"));
        });
        String[] only = selection.only().isEmpty() ? null : names.toArray(String[]::new);
        Optional<Span> days = Span.over(used);
        Future<Iterable<Row>> runs = days.map(
                        span -> rows(FIND_RUNS, span.of(practice).addArrayOfString(only)))
                .orElse(NO_ROWS);
        Future<Iterable<Row>> owners = days.map(
                        span -> rows(FIND_OWNERS, span.of(practice).addArrayOfString(only)))
                .orElse(NO_ROWS);
        Future<Iterable<Row>> retired =
                days.map(span -> rows(FIND_RETIRED, span.of(practice))).orElse(NO_ROWS);
        return Future.all(runs, owners, retired).map(all -> new BookRows(practice, selection)
                .book(found, ends, new BookRows.Sessions(entries, runs.result(), owners.result(), retired.result())));
    }

    private Future<Iterable<Row>> rows(Sql sql, Tuple parameters) {
        return connection.run(sql, parameters).map(rows -> rows);
    }

    /** Partitions outside of it are not looked into. */
    private record Span(LocalDate firstDay, LocalDate lastDay) {

        static Optional<Span> over(Collection<LocalDate> days) {
            return days.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Span(Collections.min(days), Collections.max(days)));
        }

        Tuple of(OdsCode practice) {
            return Tuple.of(practice.value(), firstDay, lastDay);
        }
    }
}
