package org.slotkeeper.postgres.reconcile;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/**
 * How things are in the ledger, for the inventory to be made true to. Safe to be shared by event
 * loops.
 */
public final class PostgresLedgerTruth implements LedgerTruth {

    private static final Sql SEATS = Sql.of("truth/seats");
    private static final Sql PRACTICES = Sql.of("truth/practices");
    private static final Sql OCCUPIED = Sql.of("truth/occupied");

    private final PostgresPool pool;

    public PostgresLedgerTruth(PostgresPool pool) {
        this.pool = pool;
    }

    @Override
    public Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay) {
        return run(SEATS, Tuple.of(practice.value(), fromDay)).map(PostgresLedgerTruth::truth);
    }

    private static PracticeTruth truth(RowSet<Row> seats) {
        int layoutVersion = 0;
        boolean isFirst = false;
        Map<LocalDate, BitSet> free = new HashMap<>();
        for (Row row : seats) {
            layoutVersion = row.getInteger("layout_version");
            isFirst = row.getBoolean("is_first");
            LocalDate day = row.getLocalDate("day");
            if (day != null) {
                int first = row.getShort("first_ordinal");
                BitSet ofDay = free.computeIfAbsent(day, none -> new BitSet());
                ofDay.set(first, first + row.getInteger("seats"));
                ordinals(row.getArrayOfShorts("owned")).forEach(ofDay::clear);
            }
        }
        return new PracticeTruth(layoutVersion, free, isFirst);
    }

    @Override
    public Future<List<OdsCode>> practices(LocalDate fromDay) {
        return run(PRACTICES, Tuple.of(fromDay)).map(rows -> {
            List<OdsCode> practices = new ArrayList<>(rows.size());
            rows.forEach(row -> practices.add(new OdsCode(row.getString("practice"))));
            return practices;
        });
    }

    @Override
    public Future<Set<SeatId>> occupied(List<SeatId> seats) {
        if (seats.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        Tuple asked = Tuple.tuple()
                .addValue(Column.texts(seats, seat -> seat.practice().value()))
                .addValue(Column.days(seats, SeatId::day))
                .addValue(Column.shorts(seats, SeatId::ordinal));
        return run(OCCUPIED, asked).map(rows -> {
            Set<SeatId> occupied = new HashSet<>();
            rows.forEach(row -> occupied.add(new SeatId(
                    new OdsCode(row.getString("practice")), row.getLocalDate("day"), row.getShort("ordinal"))));
            return occupied;
        });
    }

    private Future<RowSet<Row>> run(Sql statement, Tuple parameters) {
        return pool.statements().run(statement, parameters);
    }

    private static List<Integer> ordinals(Short @Nullable [] array) {
        List<Integer> ordinals = new ArrayList<>();
        if (array != null) {
            for (Short ordinal : array) {
                ordinals.add(ordinal.intValue());
            }
        }
        return ordinals;
    }
}
