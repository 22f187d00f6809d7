package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.StatementFault;

/**
 * What came of requests: looked up on the connection of the write that met them, or by itself. By
 * itself it writes to the audit trail, so that Postgres vouches for what is told again as for what
 * is new.
 */
final class StoredAnswers implements MicroBatch.Statement<StoredAnswers.Asked, Optional<LedgerAnswer>> {

    private static final Sql ANSWERS = Sql.of("ledger/answers");

    private final PinnedConnection connection;
    private final Appointments appointments;
    private final Clock clock;

    StoredAnswers(PinnedConnection connection, Appointments appointments, Clock clock) {
        this.connection = connection;
        this.appointments = appointments;
        this.clock = clock;
    }

    record Asked(OdsCode practice, Request request) {}

    @Override
    public Future<List<Optional<LedgerAnswer>>> run(List<Asked> calls) {
        return find(calls, call -> call.request().caller().key());
    }

    private Future<List<Optional<LedgerAnswer>>> find(List<Asked> calls, Function<Asked, @Nullable String> notedFor) {
        Tuple parameters = Tuple.tuple()
                .addValue(Column.texts(calls, call -> call.practice().value()))
                .addValue(Column.ids(calls, call -> call.request().key()))
                .addValue(Column.texts(calls, notedFor))
                .addValue(Column.ids(calls, call -> call.request().requestId()))
                .addValue(Column.longs(calls, call -> call.request().fingerprint()))
                .addValue(Column.timestamp(clock.instant()));
        return connection
                .run(ANSWERS, parameters)
                .compose(rows -> appointments.in(rows, connection::run).map(found -> answers(calls, rows, found)));
    }

    private static List<Optional<LedgerAnswer>> answers(List<Asked> calls, RowSet<Row> rows, Appointments.Found found) {
        List<Optional<LedgerAnswer>> answers = BatchRows.absent(calls.size());
        for (Row row : rows) {
            int at = BatchRows.at(row);
            answers.set(at, Optional.of(answerIn(row, found, calls.get(at).request())));
        }
        return answers;
    }

    @Override
    public Set<?> conflicts(Asked call) {
        return Set.of();
    }

    @Override
    public Instant deadline(Asked call) {
        return call.request().deadline();
    }

    @Override
    public Future<Optional<LedgerAnswer>> unknown(Asked call) {
        return Future.failedFuture(new StatementFault(StatementFault.Fate.LOST, "Postgres did not answer in time"));
    }

    private static LedgerAnswer answerIn(Row row, Appointments.Found found, Request request) {
        if (row.getLong("fingerprint") != request.fingerprint()) {
            return new LedgerAnswer.Refused(new Refusal.Plain(Refusal.Reason.REQUEST_ID_REUSED));
        }
        String refusal = row.getString("refusal");
        return refusal == null
                ? new LedgerAnswer.Replayed(found.of(row).orElseThrow())
                : new LedgerAnswer.Refused(RefusalText.parse(refusal));
    }

    /**
     * The answers to those calls of a batch that turned out to have been made before. The batch has
     * noted them, and its commit vouches for them.
     */
    Future<List<LedgerAnswer>> replayed(List<Asked> calls) {
        if (calls.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return find(calls, call -> null).map(answers -> {
            List<LedgerAnswer> known = new ArrayList<>(answers.size());
            answers.forEach(answer -> known.add(answer.orElseThrow()));
            return known;
        });
    }
}
