package org.slotkeeper.postgres.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Each connection asks its server for a setting that means nothing, and looks whether it was heard.
 * Between a pooler's two ends it is lost, with the limits and plans that were asked for beside it;
 * and in its transaction mode statements would be prepared in one session and run in another's,
 * where the same name may stand for another statement.
 */
public final class OwnSession {

    static final String SETTING = "slotkeeper.session";
    static final String VALUE = "own";
    /** What is told of a server that has not heard it. */
    static final String WHY_NOT =
            "answers from a session that is not ours, as behind PgBouncer and other poolers: name the server itself in postgres.host and postgres.port";

    /** What is told of one that has heard it, and takes no such thing. */
    static final String WHY_NOT_TAKEN =
            "is a pooler's, PgBouncer by its words, that takes nothing with which a session is begun: name the server itself in postgres.host and postgres.port";

    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String QUESTION = "SELECT current_setting('" + SETTING + "', true)";

    private OwnSession() {}

    /** @throws IllegalStateException if the session is not the one that was begun for us */
    public static void require(Connection connection, PostgresCoordinates postgres) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            if (!row.next() || !VALUE.equals(row.getString(1))) {
                throw new IllegalStateException("Postgres at " + postgres.servers() + ' ' + WHY_NOT);
            }
        }
    }

    /**
     * Whether a pooler does not let us in because of what we ask for: it will not at any later try.
     */
    static boolean isNotTaken(@Nullable String sqlState, @Nullable String message) {
        return PROTOCOL_VIOLATION.equals(sqlState)
                && message != null
                && message.contains("unsupported startup parameter");
    }

    /** @throws IllegalStateException if there will be no session of ours at any later try */
    public static void requireTaken(SQLException refused, PostgresCoordinates postgres) {
        if (isNotTaken(refused.getSQLState(), refused.getMessage())) {
            throw new IllegalStateException(
                    "Postgres at " + postgres.servers() + ' ' + WHY_NOT_TAKEN + " (" + refused.getMessage() + ')',
                    refused);
        }
    }
}
