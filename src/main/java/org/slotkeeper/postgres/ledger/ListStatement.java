package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slotkeeper.booking.spi.AppointmentLedger.Listed;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.StatementFault;

/** Pages of many patients' lists, in one statement. */
record ListStatement(
        PinnedConnection connection,
        Appointments appointments,
        Sql sql,
        Function<List<ListAll>, Tuple> parameters,
        Function<ListAll, Instant> deadlineOf)
        implements MicroBatch.Statement<ListAll, Listed> {

    @Override
    public Future<List<Listed>> run(List<ListAll> calls) {
        return connection
                .run(sql, parameters.apply(calls))
                .compose(rows -> appointments.in(rows, connection::run).map(found -> answers(calls, rows, found)));
    }

    @Override
    public Set<?> conflicts(ListAll call) {
        return Set.of();
    }

    @Override
    public Instant deadline(ListAll call) {
        return deadlineOf.apply(call);
    }

    @Override
    public Future<Listed> unknown(ListAll call) {
        return Future.failedFuture(new StatementFault(StatementFault.Fate.LOST, sql.name() + " was not answered"));
    }

    /** Each call has at least one row: it says how many there are, even if the page is empty. */
    private static List<Listed> answers(List<ListAll> calls, RowSet<Row> rows, Appointments.Found found) {
        List<List<Appointment>> pages = new ArrayList<>(calls.size());
        int[] totals = new int[calls.size()];
        int[] behind = new int[calls.size()];
        calls.forEach(call -> pages.add(new ArrayList<>()));
        for (Row row : rows) {
            int call = BatchRows.at(row);
            totals[call] = row.getInteger("total");
            behind[call] = row.getInteger("behind");
            found.of(row).ifPresent(pages.get(call)::add);
        }
        List<Listed> answers = new ArrayList<>(calls.size());
        for (int call = 0; call < calls.size(); call++) {
            List<Appointment> page = pages.get(call);
            answers.add(new Listed(page, totals[call], behind[call] > page.size()));
        }
        return answers;
    }
}
