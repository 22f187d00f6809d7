package org.slotkeeper.postgres.statistics;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;
import org.slotkeeper.relay.spi.Passage;
import org.slotkeeper.statistics.spi.AppointmentCounts;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** Counts in the table {@code appointment_count}. */
public final class PostgresAppointmentCounts implements AppointmentCounts {

    private static final Sql COUNT = Sql.of("statistics/count");
    private static final Sql READ = Sql.of("statistics/read");

    private final Statements statements;
    private final Clock clock;

    public PostgresAppointmentCounts(PostgresPool pool, Clock clock) {
        this.statements = pool.statements();
        this.clock = clock;
    }

    @Override
    public Future<Void> add(String listener, Passage passage, Map<CountedHour, Tally> added) {
        List<Map.Entry<CountedHour, Tally>> rows = List.copyOf(added.entrySet());
        Tuple parameters = Tuple.of(listener, passage.from(), passage.to())
                .addValue(Column.timestamp(clock.instant()))
                .addValue(Column.texts(rows, row -> row.getKey().practice().value()))
                .addValue(Column.days(rows, row -> row.getKey().day()))
                .addValue(Column.texts(rows, row -> row.getKey().channel().name()))
                .addValue(Column.shorts(rows, row -> row.getKey().hour()))
                .addValue(Column.integers(rows, row -> row.getValue().booked()))
                .addValue(Column.integers(rows, row -> row.getValue().cancelled()))
                .addValue(Column.integers(rows, row -> row.getValue().moved()));
        return statements.run(COUNT, parameters).mapEmpty();
    }

    @Override
    public Future<SortedMap<CountedHour, Tally>> of(OdsCode practice, LocalDate from, LocalDate to) {
        return statements.run(READ, Tuple.of(practice.value(), from, to)).map(rows -> read(practice, rows));
    }

    private static SortedMap<CountedHour, Tally> read(OdsCode practice, RowSet<Row> rows) {
        SortedMap<CountedHour, Tally> counted = new TreeMap<>();
        for (Row row : rows) {
            CountedHour hour = new CountedHour(
                    practice, row.getLocalDate("day"), Channel.valueOf(row.getString("channel")), row.getShort("hour"));
            counted.put(
                    hour, new Tally(row.getInteger("booked"), row.getInteger("cancelled"), row.getInteger("moved")));
        }
        return counted;
    }
}
