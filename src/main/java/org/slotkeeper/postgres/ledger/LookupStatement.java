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
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.StatementFault;

/**
 * Appointments for many who ask, in one statement. Each is answered with those that are theirs to
 * see.
 */
record LookupStatement<Q>(
        PinnedConnection connection,
        Appointments appointments,
        Sql sql,
        Function<List<Q>, Tuple> parameters,
        Function<Q, Instant> deadlineOf)
        implements MicroBatch.Statement<Q, List<Appointment>> {

    @Override
    public Future<List<List<Appointment>>> run(List<Q> calls) {
        return connection.run(sql, parameters.apply(calls)).compose(rows -> appointments
                .in(rows, connection::run)
                .map(found -> answers(calls.size(), rows, found)));
    }

    @Override
    public Set<?> conflicts(Q call) {
        return Set.of();
    }

    @Override
    public Instant deadline(Q call) {
        return deadlineOf.apply(call);
    }

    @Override
    public Future<List<Appointment>> unknown(Q call) {
        return Future.failedFuture(new StatementFault(StatementFault.Fate.LOST, sql.name() + " was not answered"));
    }

    private static List<List<Appointment>> answers(int size, RowSet<Row> rows, Appointments.Found found) {
        List<List<Appointment>> answers = new ArrayList<>(size);
        for (int at = 0; at < size; at++) {
            answers.add(new ArrayList<>());
        }
        for (Row row : rows) {
            found.of(row).ifPresent(answers.get(BatchRows.at(row))::add);
        }
        return answers;
    }
}
