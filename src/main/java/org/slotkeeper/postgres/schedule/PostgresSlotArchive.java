package org.slotkeeper.postgres.schedule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;
import org.slotkeeper.postgres.ledger.Viewer;

/**
 * Asked for single slots and for days that are over, each time anew. Safe to be shared by event
 * loops.
 */
public final class PostgresSlotArchive implements SlotArchive {

    private static final Sql SLOT_OWNERS = Sql.of("books/slot_owners");
    private static final Sql LOAD_DAY = Sql.of("books/load_day");
    private static final Sql IS_RETIRED = Sql.of("books/is_retired");
    private static final Sql LOAD_CARES = Sql.of("books/load_cares");

    private final Statements statements;

    public PostgresSlotArchive(PostgresPool pool) {
        this.statements = pool.statements();
    }

    @Override
    public Future<SeatOwners> owners(Slot slot, Optional<Caller> reader) {
        Optional<Viewer> viewer = reader.map(Viewer::of);
        int first = slot.id().ordinal();
        Tuple parameters = Tuple.tuple()
                .addValue(slot.id().practice().value())
                .addValue(slot.id().day())
                .addValue((short) first)
                // The end may be one more than a smallint can be, the last seat cannot.
                .addValue((short) (first + slot.capacity() - 1))
                .addValue(viewer.map(Viewer::ofPatient).orElse(null))
                .addValue(viewer.map(Viewer::ofBooker).orElse(null));
        return statements
                .run(SLOT_OWNERS, parameters)
                .map(rows -> owners(rows.iterator().next()));
    }

    @Override
    public Future<Optional<DayBook>> day(OdsCode practice, LocalDate day) {
        return statements.run(LOAD_DAY, Tuple.of(practice.value(), day)).map(rows -> day(practice, day, rows));
    }

    @Override
    public Future<Boolean> isTakenOut(LocalDate day) {
        return statements
                .run(IS_RETIRED, Tuple.of(day))
                .map(rows -> rows.iterator().next().getBoolean("is_retired"));
    }

    @Override
    public Future<List<Care>> cares(OdsCode practice) {
        return statements.run(LOAD_CARES, Tuple.of(practice.value())).map(rows -> {
            List<Care> cares = new ArrayList<>();
            rows.forEach(row -> cares.add(BookRows.care(row)));
            return cares;
        });
    }

    private static SeatOwners owners(Row row) {
        return new SeatOwners(ordinals(row, "booked"), ordinals(row, "withdrawn"), row.getBoolean("is_for_reader"));
    }

    private static Set<Integer> ordinals(Row row, String column) {
        Set<Integer> ordinals = new HashSet<>();
        for (Short ordinal : row.getArrayOfShorts(column)) {
            ordinals.add((int) ordinal);
        }
        return ordinals;
    }

    private static Optional<DayBook> day(OdsCode practice, LocalDate day, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        List<SlotRun> runs = new ArrayList<>();
        Map<SessionId, SessionRules> rules = new HashMap<>();
        for (Row row : rows) {
            SlotRun run = BookRows.run(row);
            runs.add(run);
            rules.putIfAbsent(run.session(), BookRows.rules(row));
        }
        return Optional.of(new DayBook(practice, day, runs, rules));
    }
}
