package org.slotkeeper.postgres.retention;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.slotkeeper.postgres.connection.Jdbc;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.retention.spi.WeekTable;

/**
 * Changes the tables of weeks while others read and book. A change waits for its lock for a moment
 * only, because whoever books may wait behind it, then lets the others have their turn and tries
 * again. No lock of it keeps a reader waiting, and none is on a table that bookings are written to.
 */
final class WeekTables {

    /**
     * Somebody has the lock (55P03), two wait for each other (40P01), or another table of the same
     * parent is in the middle of being detached (55000).
     */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "55000");

    private static final Sql WEEKS = Sql.of("retention/weeks");

    private final Jdbc jdbc;
    private final Manner manner;

    WeekTables(Jdbc jdbc, Manner manner) {
        this.jdbc = jdbc;
        this.manner = manner;
    }

    /**
     * How changes are made.
     *
     * @param lockPatience how long a change may wait for a lock on a table that is still seen:
     * changes of that week by others wait behind it
     * @param longPatience how long it may wait where nobody waits behind it
     * @param tries how often it is tried
     * @param pause between two tries
     */
    record Manner(Duration lockPatience, Duration longPatience, int tries, Duration pause) {
        static final Manner USUAL =
                new Manner(Duration.ofMillis(300), Duration.ofSeconds(10), 10, Duration.ofSeconds(2));
    }

    /**
     * How far a table is from the ledger's.
     *
     * <pre>
     * ATTACHED ──begun──► PENDING ──nobody sees it any more──► DETACHED ──drop──► gone
     *    frozen before       └─ ended in between: the next run finishes it
     * </pre>
     *
     * A week is put back from its archive into tables that are made anew.
     */
    private enum State {
        ATTACHED,
        PENDING,
        DETACHED
    }

    static String name(String table, LocalDate monday) {
        return table + '_' + monday.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** Readers have no lock that it would wait for. */
    boolean freeze(WeekTable table) {
        return change(
                manner.lockPatience(),
                "CREATE OR REPLACE TRIGGER retiring BEFORE INSERT OR UPDATE OR DELETE ON " + table.name()
                        + " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_retired_week()");
    }

    /** The trigger stays, because to drop it would keep readers waiting. */
    boolean thaw(WeekTable table) {
        return !hasTrigger(table)
                || change(manner.lockPatience(), "ALTER TABLE " + table.name() + " DISABLE TRIGGER retiring");
    }

    /**
     * Waits for those who may see it still, and keeps nobody waiting: done in two transactions, of
     * which the second may be outstanding from another run.
     */
    boolean detach(WeekTable table) {
        for (int nth = 1; ; nth++) {
            State state = stateOf(table);
            if (state == State.DETACHED) {
                return true;
            }
            if (nth > manner.tries()) {
                return false;
            }
            rest(nth);
            boolean unusedDone = tryOnce(
                    manner.longPatience(),
                    "ALTER TABLE " + table.table() + " DETACH PARTITION " + table.name()
                            + (state == State.PENDING ? " FINALIZE" : " CONCURRENTLY"));
        }
    }

    boolean drop(WeekTable table) {
        return change(manner.longPatience(), "DROP TABLE " + table.name());
    }

    private State stateOf(WeekTable table) {
        record Found(String name, State state) {}
        return jdbc
                .rows(
                        WEEKS.text(),
                        row -> {
                            State attached = row.getBoolean("is_attached") ? State.ATTACHED : State.DETACHED;
                            return new Found(
                                    name(table.table(), row.getObject("week", LocalDate.class)),
                                    row.getBoolean("is_pending") ? State.PENDING : attached);
                        },
                        List.of(table.table()))
                .stream()
                .filter(found -> found.name().equals(table.name()))
                .map(Found::state)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no table " + table.name()));
    }

    private boolean hasTrigger(WeekTable table) {
        String sql = "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = ?::regclass AND tgname = 'retiring')";
        return jdbc.rows(sql, row -> row.getBoolean(1), table.name()).get(0);
    }

    private boolean change(Duration patience, String sql) {
        for (int nth = 1; nth <= manner.tries(); nth++) {
            rest(nth);
            if (tryOnce(patience, sql)) {
                return true;
            }
        }
        return false;
    }

    private boolean tryOnce(Duration patience, String sql) {
        try {
            jdbc.execute("SET lock_timeout = " + patience.toMillis());
            jdbc.execute(sql);
            return true;
        } catch (SQLException cause) {
            if (BUSY.contains(cause.getSQLState())) {
                return false;
            }
            throw Jdbc.fault(sql + " failed", cause);
        }
    }

    private void rest(int nth) {
        if (nth == 1) {
            return;
        }
        try {
            Thread.sleep(manner.pause().toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop while weeks were taken out", stopped);
        }
    }
}
