package org.slotkeeper.postgres.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.StatementFault;
import org.slotkeeper.postgres.ledger.StoredAnswers.Asked;

/**
 * One of the ledger's writes: a batch of them is one statement and one commit, and each is told its
 * own answer.
 */
final class WriteStatement<Q extends Change> implements MicroBatch.Statement<Q, LedgerAnswer> {

    /**
     * After the inventory has lost its memory many batches cannot be recorded whole, and each try
     * leaves a line in Postgres' log.
     */
    static final int RUNS_AFTER_AN_UNDONE_ONE = 20;

    private final PinnedConnection connection;
    private final Optional<Function<List<Q>, Sql>> whole;
    private final Function<List<Q>, Sql> sql;
    private final Function<List<Q>, Tuple> parameters;
    private final Function<Q, Set<?>> touches;
    private final StoredAnswers storedAnswers;
    private int runsToGoThrough;

    WriteStatement(
            PinnedConnection connection,
            StoredAnswers storedAnswers,
            Function<List<Q>, Sql> sql,
            Function<List<Q>, Tuple> parameters,
            Function<Q, Set<?>> touches) {
        this(connection, storedAnswers, Optional.empty(), sql, parameters, touches);
    }

    /**
     * @param storedAnswers over the same connection
     * @param whole a cheaper statement that is tried first: it records the batch if all of it can
     * be, and is undone otherwise; then it is not tried for some time
     * @param sql the statement for a batch
     * @param touches what no two writes of a batch may have in common: request, patient, seats,
     * appointment
     */
    WriteStatement(
            PinnedConnection connection,
            StoredAnswers storedAnswers,
            Optional<Function<List<Q>, Sql>> whole,
            Function<List<Q>, Sql> sql,
            Function<List<Q>, Tuple> parameters,
            Function<Q, Set<?>> touches) {
        this.connection = connection;
        this.whole = whole;
        this.sql = sql;
        this.parameters = parameters;
        this.touches = touches;
        this.storedAnswers = storedAnswers;
    }

    @Override
    public Future<List<LedgerAnswer>> run(List<Q> calls) {
        boolean isTriedWhole = whole.isPresent() && runsToGoThrough == 0;
        runsToGoThrough -= runsToGoThrough > 0 ? 1 : 0;
        Future<RowSet<Row>> run = isTriedWhole ? tryWhole(calls) : runThrough(calls);
        return run.compose(rows -> answers(calls, rows));
    }

    private Future<RowSet<Row>> tryWhole(List<Q> calls) {
        return connection
                .run(whole.orElseThrow().apply(calls), parameters.apply(calls))
                .recover(cause -> {
                    if (!StatementFault.isUndone(cause)) {
                        return Future.failedFuture(cause);
                    }
                    runsToGoThrough = RUNS_AFTER_AN_UNDONE_ONE;
                    return runThrough(calls);
                });
    }

    private Future<RowSet<Row>> runThrough(List<Q> calls) {
        return connection.run(sql.apply(calls), parameters.apply(calls));
    }

    @Override
    public Set<?> conflicts(Q call) {
        return touches.apply(call);
    }

    @Override
    public Instant deadline(Q call) {
        return call.request().deadline();
    }

    @Override
    public Future<LedgerAnswer> unknown(Q call) {
        return Future.succeededFuture(new LedgerAnswer.Unknown());
    }

    private Future<List<LedgerAnswer>> answers(List<Q> calls, RowSet<Row> rows) {
        List<Optional<LedgerAnswer>> answers = BatchRows.absent(calls.size());
        List<Integer> metBefore = new ArrayList<>();
        for (Row row : rows) {
            int at = BatchRows.at(row);
            String word = row.getString("word");
            if (word.equals("REPLAYED")) {
                metBefore.add(at);
            } else {
                answers.set(at, Optional.of(answer(calls.get(at), word)));
            }
        }
        List<Asked> asked = metBefore.stream().map(at -> asked(calls.get(at))).toList();
        return storedAnswers.replayed(asked).map(replays -> {
            for (int at = 0; at < replays.size(); at++) {
                answers.set(metBefore.get(at), Optional.of(replays.get(at)));
            }
            return answers.stream().map(Optional::orElseThrow).toList();
        });
    }

    private Asked asked(Q call) {
        return new Asked(call.practice(), call.request());
    }

    private static LedgerAnswer answer(Change change, String word) {
        if (!word.equals("RECORDED")) {
            return new LedgerAnswer.Refused(RefusalText.parse(word));
        }
        // The ledger keeps microseconds, and a replay must tell the same.
        Instant recordedAt = change.now().truncatedTo(ChronoUnit.MICROS);
        return new LedgerAnswer.Recorded(change.version(), recordedAt);
    }
}
