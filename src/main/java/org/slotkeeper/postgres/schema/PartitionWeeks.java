package org.slotkeeper.postgres.schema;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;

/**
 * Makes the partitions of the weeks that are about to be written to, and remembers which are there:
 * a statement of its own, so that its lock does not put all publishers in one line.
 */
public final class PartitionWeeks {

    private static final Sql MAKE_PARTITIONS = Sql.of("upkeep/make_partitions");

    private final Statements statements;
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    public PartitionWeeks(Statements statements) {
        this.statements = statements;
    }

    public Future<Void> ensure(Collection<LocalDate> days) {
        Set<LocalDate> missing = new TreeSet<>();
        for (LocalDate day : days) {
            LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            if (!made.contains(monday)) {
                missing.add(monday);
            }
        }
        Future<Void> all = Future.succeededFuture();
        for (LocalDate monday : missing) {
            all = all.compose(before -> make(monday));
        }
        return all;
    }

    private Future<Void> make(LocalDate monday) {
        return statements.run(MAKE_PARTITIONS, Tuple.of(monday, monday)).map(rows -> {
            made.add(monday);
            return null;
        });
    }
}
