package org.slotkeeper.postgres.relay;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;
import org.slotkeeper.postgres.ledger.Appointments;
import org.slotkeeper.relay.spi.AppointmentChange;
import org.slotkeeper.relay.spi.ChangeLog;
import org.slotkeeper.relay.spi.Passage;

/**
 * The log that the table {@code request} is, read behind the oldest transaction that is under way.
 */
public final class PostgresChangeLog implements ChangeLog {

    private static final Sql CURSOR = Sql.of("relay/cursor");
    private static final Sql CHANGES = Sql.of("relay/changes");
    private static final Sql ADVANCE = Sql.of("relay/advance");
    private static final Sql CONTINUE_LOG = Sql.of("relay/continue_log");

    /** Each is read in two versions. */
    private static final int REQUESTS_AT_ONCE = 500;

    /** Whoever is further behind is far behind: to count them is work too. */
    private static final int COUNTED_MAX = 10_000;

    private final Statements statements;
    private final LogIndex index;
    private final Appointments appointments;
    private final Clock clock;

    public PostgresChangeLog(PostgresPool pool, Appointments appointments, Clock clock) {
        this.statements = pool.statements();
        this.appointments = appointments;
        this.index = new LogIndex(pool);
        this.clock = clock;
    }

    /**
     * To be done before a ledger takes writes. True if it was restored from a dump, and the log
     * goes on after its last position.
     */
    public static Future<Boolean> goOn(PostgresPool pool) {
        return pool.statements()
                .run(CONTINUE_LOG, Tuple.tuple())
                .map(rows -> rows.iterator().next().getBoolean("is_moved"));
    }

    @Override
    public Future<Place> place(String listener) {
        return index.made()
                .compose(made -> statements.run(CURSOR, Tuple.of(listener, COUNTED_MAX)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Place(row.getLong("position"), row.getInteger("unheard")));
    }

    @Override
    public Future<Passage> after(long position) {
        return statements
                .run(CHANGES, Tuple.of(position, REQUESTS_AT_ONCE))
                .compose(rows -> appointments.in(rows, statements::run).map(found -> passage(position, rows, found)));
    }

    private static Passage passage(long from, RowSet<Row> rows, Appointments.Found found) {
        List<AppointmentChange> changes = new ArrayList<>();
        Optional<Appointment> before = Optional.empty();
        Row first = rows.iterator().next();
        @Nullable Long end = first.getLong("page_end");
        Optional<Instant> since =
                Optional.ofNullable(first.getOffsetDateTime("since")).map(OffsetDateTime::toInstant);
        for (Row row : rows) {
            Optional<Appointment> version = found.of(row);
            if (version.isPresent() && row.getBoolean("is_after")) {
                Appointment after = version.get();
                Optional<Appointment> followed =
                        before.filter(one -> one.id().equals(after.id()) && one.version() + 1 == after.version());
                changes.add(new AppointmentChange(followed, after));
            }
            before = version;
        }
        return new Passage(from, end == null ? from : end, since, changes);
    }

    @Override
    public Future<Void> heard(String listener, Passage passage) {
        Tuple parameters = Tuple.of(listener, passage.from(), passage.to()).addValue(Column.timestamp(clock.instant()));
        return statements.run(ADVANCE, parameters).mapEmpty();
    }
}
