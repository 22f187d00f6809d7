package org.slotkeeper.postgres.schedule;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;
import org.slotkeeper.postgres.schema.PartitionWeeks;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionLedger;

/**
 * What practices have published, in Postgres: read in one go over one connection, changed by one
 * statement.
 */
public final class PostgresSessionLedger implements SessionLedger {

    private static final Sql RECORD_CHANGE = Sql.of("publishing/record_change");
    private static final Sql RECORD_RULES = Sql.of("publishing/record_rules");
    private static final Sql FIND_ANSWER = Sql.of("publishing/find_answer");
    private static final Sql KEEP_ANSWER = Sql.of("publishing/keep_answer");
    private static final Sql AMEND_ANSWER = Sql.of("publishing/amend_answer");
    private static final Sql REGISTER_PRACTICES = Sql.of("publishing/register_practices");

    /** What {@code lost_race()} raises. */
    private static final String LOST_RACE = "SK001";

    private final PostgresPool pool;
    private final Statements statements;
    private final PartitionWeeks weeks;

    public PostgresSessionLedger(PostgresPool pool) {
        this.pool = pool;
        this.statements = pool.statements();
        this.weeks = new PartitionWeeks(statements);
    }

    @Override
    public Future<Optional<PublishedBook>> read(OdsCode practice, Selection selection) {
        return pool.withConnection(connection -> new BookReading(connection, practice, selection).read());
    }

    @Override
    public Future<Optional<Answered>> answerTo(OdsCode practice, Act act, String operation) {
        Tuple parameters = Tuple.tuple()
                .addString(practice.value())
                .addString(act.caller().key())
                .addString(operation)
                .addUUID(act.requestId())
                .addOffsetDateTime(forgetBefore(act));
        return statements.run(FIND_ANSWER, parameters).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Answered(operation, row.getLong("fingerprint"), row.getString("answer")));
            }
            return Optional.empty();
        });
    }

    @Override
    public Future<Boolean> keepAnswer(OdsCode practice, Act act, Answered answer) {
        Tuple parameters = answer(practice, act, answer)
                .addOffsetDateTime(Column.timestamp(act.now()))
                .addOffsetDateTime(forgetBefore(act));
        return statements.run(KEEP_ANSWER, parameters).map(rows -> rows.size() > 0);
    }

    @Override
    public Future<Void> amendAnswer(OdsCode practice, Act act, Answered answer) {
        return statements.run(AMEND_ANSWER, answer(practice, act, answer)).mapEmpty();
    }

    private static Tuple answer(OdsCode practice, Act act, Answered answer) {
        return Tuple.tuple()
                .addString(practice.value())
                .addString(act.caller().key())
                .addString(answer.operation())
                .addUUID(act.requestId())
                .addLong(answer.fingerprint())
                .addString(answer.text());
    }

    private static OffsetDateTime forgetBefore(Act act) {
        return Column.timestamp(act.now().minus(REMEMBERED));
    }

    /**
     * What is kept of a request, the last parameters of each statement that has an effect; nulls if
     * nothing is.
     */
    private static Tuple withAnswer(Tuple tuple, Optional<Answered> answer, Act act) {
        return tuple.addString(answer.map(Answered::operation).orElse(null))
                .addLong(answer.map(Answered::fingerprint).orElse(null))
                .addString(answer.map(Answered::text).orElse(null))
                .addOffsetDateTime(forgetBefore(act));
    }

    @Override
    public Future<RecordAnswer> record(LayoutChange change, Act act, Optional<Answered> answer) {
        Tuple parameters = withAnswer(ChangeParameters.of(change, act), answer, act);
        return weeks.ensure(daysOf(change, act))
                .compose(made -> statements.run(RECORD_CHANGE, parameters))
                .map(PostgresSessionLedger::recorded)
                .recover(PostgresSessionLedger::overtakenIfLost);
    }

    @Override
    public Future<RecordAnswer> recordRules(RulesChange change, Act act, Optional<Answered> answer) {
        PracticeRules rules = change.rules();
        Tuple parameters = Tuple.tuple()
                .addString(change.practice().value())
                .addInteger(change.seenVersion())
                .addOffsetDateTime(Column.timestamp(act.now()))
                .addBoolean(rules.onlineBooking())
                .addInteger((int) rules.bookingWindow().furthestAhead().toSeconds())
                .addInteger((int) rules.bookingWindow().notice().toSeconds())
                .addInteger((int) rules.cancelNotice().toSeconds())
                .addShort((short) rules.appointmentsPerPatientMax())
                .addString(act.caller().key())
                .addUUID(act.requestId());
        return weeks.ensure(List.of(London.dayOf(act.now())))
                .compose(made -> statements.run(RECORD_RULES, withAnswer(parameters, answer, act)))
                .map(PostgresSessionLedger::recorded)
                .recover(PostgresSessionLedger::overtakenIfLost);
    }

    private static RecordAnswer recorded(RowSet<Row> rows) {
        for (Row row : rows) {
            return new RecordAnswer.Recorded(row.getInteger("layout_version"));
        }
        return new RecordAnswer.Overtaken();
    }

    @Override
    public Future<Registered> register(List<PracticeListing> listings, PracticeRules rules, Instant now) {
        Tuple parameters = Tuple.of(
                        listings.stream().map(one -> one.odsCode().value()).toArray(String[]::new),
                        listings.stream().map(one -> one.name().orElse(null)).toArray(String[]::new),
                        listings.stream()
                                .map(one -> one.postcode().orElse(null))
                                .toArray(String[]::new),
                        listings.stream()
                                .map(one -> one.listSize().orElse(null))
                                .toArray(Integer[]::new))
                .addInteger((int) rules.bookingWindow().furthestAhead().toSeconds())
                .addInteger((int) rules.bookingWindow().notice().toSeconds())
                .addInteger((int) rules.cancelNotice().toSeconds())
                .addShort((short) rules.appointmentsPerPatientMax())
                .addBoolean(rules.onlineBooking())
                .addOffsetDateTime(Column.timestamp(now));
        return statements.run(REGISTER_PRACTICES, parameters).map(rows -> {
            int added = 0;
            for (Row row : rows) {
                added += row.getBoolean("is_new") ? 1 : 0;
            }
            return new Registered(added, rows.size() - added);
        });
    }

    private static Future<RecordAnswer> overtakenIfLost(Throwable cause) {
        boolean isLostRace = cause instanceof PgException answered && LOST_RACE.equals(answered.getSqlState());
        return isLostRace ? Future.succeededFuture(new RecordAnswer.Overtaken()) : Future.failedFuture(cause);
    }

    private static List<LocalDate> daysOf(LayoutChange change, Act act) {
        List<LocalDate> days = new ArrayList<>();
        days.add(London.dayOf(act.now()));
        change.entries().forEach(entry -> days.add(entry.day()));
        days.addAll(change.runs().keySet());
        days.addAll(change.withdrawals().keySet());
        return days;
    }
}
