package org.slotkeeper.postgres.connection;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database can be trusted with bookings: that commits survive a crash, and that the
 * primary key which keeps two patients out of one seat is there.
 */
public final class SelfCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);
    private static final Sql SELF_CHECK = Sql.of("upkeep/self_check");
    private static final List<String> MUST_BE_ON = List.of("fsync", "synchronous_commit", "full_page_writes");

    private SelfCheck() {}

    /** @param whyNoWrites present if the ledger must take none */
    public record Findings(Optional<String> whyNoWrites) {}

    public static Future<Findings> run(PostgresConnections connections) {
        return connections
                .reading()
                .run(SELF_CHECK, Tuple.tuple())
                .map(rows -> judge(rows.iterator().next()));
    }

    private static Findings judge(Row row) {
        if (Boolean.TRUE.equals(row.getBoolean("has_lagging_standby"))) {
            LOG.atWarn()
                    .log("a standby is asynchronous: appointments that were confirmed may be lost when it takes over");
        }
        Optional<String> reason = reasonAgainst(row);
        reason.ifPresent(why -> LOG.atError().addKeyValue("reason", why).log("the ledger takes no writes"));
        return new Findings(reason);
    }

    private static Optional<String> reasonAgainst(Row row) {
        if (!Boolean.TRUE.equals(row.getBoolean("has_arbiter"))) {
            return Optional.of("the primary key of occupancy (practice, day, ordinal) is missing");
        }
        return MUST_BE_ON.stream()
                .filter(setting -> !isSafe(row.getString(setting)))
                .findFirst()
                .map(setting -> setting + " is " + row.getString(setting) + " and must be on");
    }

    /** remote_apply is on and more. */
    private static boolean isSafe(String value) {
        return value.equals("on") || value.equals("remote_apply");
    }
}
