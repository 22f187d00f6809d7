package org.slotkeeper.postgres.connection;

import io.vertx.pgclient.PgException;
import io.vertx.pgclient.PgNotice;
import java.util.Set;

/** A statement did not come to its end, and what is known of its effect. */
public final class StatementFault extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String LOST_RACE = "SK001";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> UNDONE_BY_OTHERS = Set.of(LOST_RACE, "40P01", "40001");
    /** It stops, or it has become a standby that takes no writes. */
    private static final Set<String> SERVER_IS_LEAVING = Set.of("57P01", "57P02", "57P03", "25006");

    private static final Set<String> DOUBTFUL_COMMIT = Set.of("01000", "57P01");

    public enum Fate {
        /** Undone because of a concurrent statement: the same again may well succeed. */
        OUTRUN,
        /** Sent, and the connection was lost before an answer came: it may have happened. */
        LOST,
        /** Nothing has been sent. */
        UNSENT,
        /** Committed here, but not where it must be safe: it may yet be lost. */
        DOUBTFUL,
        /** Undone because the statement itself, or something in it, is bad. */
        BAD
    }

    private final Fate fate;

    public StatementFault(Fate fate, String message, Throwable cause) {
        super(message, cause);
        this.fate = fate;
    }

    public StatementFault(Fate fate, String message) {
        super(message);
        this.fate = fate;
    }

    /**
     * Whether Postgres says that a commit did not wait for its standby. It comes before the answer
     * to the statement that it is about.
     */
    static boolean isDoubt(PgNotice notice) {
        return "WARNING".equals(notice.getSeverity()) && DOUBTFUL_COMMIT.contains(notice.getCode());
    }

    public Fate fate() {
        return fate;
    }

    /** Whether Postgres has undone a statement because others were before it. */
    public static boolean isUndone(Throwable cause) {
        Throwable said = cause instanceof StatementFault ? cause.getCause() : cause;
        return said instanceof PgException refused
                && (UNIQUE_VIOLATION.equals(refused.getSqlState()) || UNDONE_BY_OTHERS.contains(refused.getSqlState()));
    }

    /** What a failure says of a statement that had been sent. */
    public static StatementFault ofSent(String statement, Throwable cause) {
        if (cause instanceof StatementFault known) {
            return known;
        }
        if (cause instanceof PgException refused) {
            return new StatementFault(fateOf(refused), statement + " failed", cause);
        }
        return new StatementFault(Fate.LOST, "the connection was lost during " + statement, cause);
    }

    private static Fate fateOf(PgException refused) {
        String sqlState = refused.getSqlState();
        String table = refused.getTable();
        // The snapshot said that the seat was free: somebody took it since.
        boolean isSeatLost = UNIQUE_VIOLATION.equals(sqlState) && table != null && table.startsWith("occupancy");
        if (isSeatLost || UNDONE_BY_OTHERS.contains(sqlState)) {
            return Fate.OUTRUN;
        }
        return SERVER_IS_LEAVING.contains(sqlState) || sqlState.startsWith("08") ? Fate.LOST : Fate.BAD;
    }
}
