package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.Care;
import org.slotkeeper.domain.London;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Practice.PracticeRules;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.domain.SessionId;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionLedger;

/** What practices have published, in Postgres: read in one go over one connection, changed by one statement. */
public final class PostgresSessionLedger implements SessionLedger {

    private static final Sql FIND_PRACTICE = Sql.of("publishing/find_practice");
    private static final Sql FIND_SESSIONS = Sql.of("publishing/find_sessions");
    private static final Sql FIND_RUNS = Sql.of("publishing/find_runs");
    private static final Sql FIND_RETIRED = Sql.of("publishing/find_retired");
    private static final Sql FIND_OWNERS = Sql.of("publishing/find_owners");
    private static final Sql FIND_END_ORDINALS = Sql.of("publishing/find_end_ordinals");
    private static final Sql RECORD_CHANGE = Sql.of("publishing/record_change");
    private static final Sql RECORD_RULES = Sql.of("publishing/record_rules");
    private static final Sql FIND_ANSWER = Sql.of("publishing/find_answer");
    private static final Sql KEEP_ANSWER = Sql.of("publishing/keep_answer");
    private static final Sql AMEND_ANSWER = Sql.of("publishing/amend_answer");
    private static final Sql REGISTER_PRACTICES = Sql.of("publishing/register_practices");

    private static final Future<Iterable<Row>> NO_ROWS = Future.succeededFuture(List.of());

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
        return pool.withConnection(connection -> read(connection, practice, selection));
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
        Tuple parameters =
                answer(practice, act, answer).addOffsetDateTime(utc(act.now())).addOffsetDateTime(forgetBefore(act));
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
        return utc(act.now().minus(REMEMBERED));
    }

    /** What is kept of a request, the last parameters of each statement that has an effect; nulls if nothing is. */
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
                .map(rows -> answer(change, rows))
                .recover(PostgresSessionLedger::overtakenIfLost);
    }

    @Override
    public Future<RecordAnswer> recordRules(RulesChange change, Act act, Optional<Answered> answer) {
        PracticeRules rules = change.rules();
        Tuple parameters = Tuple.tuple()
                .addString(change.practice().value())
                .addInteger(change.seenVersion())
                .addOffsetDateTime(utc(act.now()))
                .addBoolean(rules.onlineBooking())
                .addInteger((int) rules.bookingWindow().furthestAhead().toSeconds())
                .addInteger((int) rules.bookingWindow().notice().toSeconds())
                .addInteger((int) rules.cancelNotice().toSeconds())
                .addShort((short) rules.appointmentsPerPatientMax())
                .addString(act.caller().key())
                .addUUID(act.requestId());
        return weeks.ensure(List.of(London.dayOf(act.now())))
                .compose(made -> statements.run(RECORD_RULES, withAnswer(parameters, answer, act)))
                .map(PostgresSessionLedger::rulesAnswer)
                .recover(PostgresSessionLedger::overtakenIfLost);
    }

    private static RecordAnswer rulesAnswer(RowSet<Row> rows) {
        for (Row row : rows) {
            return new RecordAnswer.Recorded(row.getInteger("layout_version"), List.of());
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
                .addOffsetDateTime(utc(now));
        return statements.run(REGISTER_PRACTICES, parameters).map(rows -> {
            int added = 0;
            for (Row row : rows) {
                added += row.getBoolean("is_new") ? 1 : 0;
            }
            return new Registered(added, rows.size() - added);
        });
    }

    /** The version is read first: whatever is published while the rest is read is noticed when a change is recorded. Slots and owners are read only of the days on which there are such sessions. */
    private static Future<Optional<PublishedBook>> read(Statements connection, OdsCode practice, Selection selection) {
        String[] only = selection
                .only()
                .map(sessions -> sessions.stream().map(SessionId::value).toArray(String[]::new))
                .orElse(null);
        Span days = new Span(selection.firstDay(), selection.lastDay());
        Future<RowSet<Row>> found = connection.run(FIND_PRACTICE, Tuple.of(practice.value()));
        Future<RowSet<Row>> entries =
                connection.run(FIND_SESSIONS, withOthers(days.of(practice).addArrayOfString(only), selection));
        Future<Iterable<Row>> ends = Span.over(selection.growing())
                .map(growing -> rows(connection, FIND_END_ORDINALS, growing.of(practice)))
                .orElse(NO_ROWS);
        return Future.all(found, entries, ends).compose(read -> {
            List<LocalDate> used = new ArrayList<>();
            entries.result().forEach(row -> used.add(row.getLocalDate("day")));
            String[] names = only == null ? null : namesIn(entries.result());
            Optional<Span> published = Span.over(used);
            Future<Iterable<Row>> runs = published
                    .map(span -> rows(connection, FIND_RUNS, span.of(practice).addArrayOfString(names)))
                    .orElse(NO_ROWS);
            Future<Iterable<Row>> owners = published
                    .map(span -> rows(connection, FIND_OWNERS, span.of(practice).addArrayOfString(names)))
                    .orElse(NO_ROWS);
            Future<Iterable<Row>> retired = published
                    .map(span -> rows(connection, FIND_RETIRED, span.of(practice)))
                    .orElse(NO_ROWS);
            return Future.all(runs, owners, retired).map(all -> new BookRows(practice, selection)
                    .book(
                            found.result(),
                            ends.result(),
                            new BookRows.Sessions(entries.result(), runs.result(), owners.result(), retired.result())));
        });
    }

    private static Tuple withOthers(Tuple tuple, Selection selection) {
        List<Care> alongside = List.copyOf(selection.alongside());
        return tuple.addArrayOfLocalDate(selection.growing().toArray(LocalDate[]::new))
                .addArrayOfString(alongside.stream().map(Care::clinician).toArray(String[]::new))
                .addArrayOfString(alongside.stream().map(Care::role).toArray(String[]::new))
                .addArrayOfString(alongside.stream().map(Care::location).toArray(String[]::new));
    }

    private static String[] namesIn(RowSet<Row> entries) {
        Set<String> names = new HashSet<>();
        entries.forEach(row -> names.add(row.getString("session")));
        return names.toArray(String[]::new);
    }

    private static Future<Iterable<Row>> rows(Statements connection, Sql sql, Tuple parameters) {
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

    private static RecordAnswer answer(LayoutChange change, RowSet<Row> rows) {
        List<SeatNews> news = new ArrayList<>();
        int version = -1;
        for (Row row : rows) {
            version = row.getInteger("layout_version");
            Long id = row.getLong("id");
            if (id != null) {
                List<Integer> ordinals = new ArrayList<>();
                for (Short ordinal : row.getArrayOfShorts("ordinals")) {
                    ordinals.add((int) ordinal);
                }
                LocalDate day = row.getLocalDate("day");
                news.add(new SeatNews(
                        change.practice(),
                        day,
                        ordinals,
                        id,
                        row.getLong("transaction_id"),
                        true,
                        change.claimKey(),
                        Optional.empty()));
            }
        }
        return version < 0 ? new RecordAnswer.Overtaken() : new RecordAnswer.Recorded(version, news);
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

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
