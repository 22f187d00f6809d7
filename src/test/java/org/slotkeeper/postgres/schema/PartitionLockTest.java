package org.slotkeeper.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.ledger.LedgerRaceTest;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.testing.Stores;

/** C20: weeks are added while others read and book; nobody who does waits for it, nor it for them. */
final class PartitionLockTest {

    private static final LocalDate WEEK = LocalDate.parse("2027-06-07");
    private static final String WEEKS = "pg_inherits WHERE inhrelid = to_regclass('appointment_20270607')";
    private static final String WAITING =
            "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    @Test
    void weeksAreMadeWhileBookingsAreUnderWayAndWhileReportsAreRead() throws SQLException {
        try (PublishedLedger ledger = new PublishedLedger(1);
                Connection booking = Stores.connect(ledger.database());
                Statement statement = booking.createStatement()) {
            booking.setAutoCommit(false);
            int unused = statement.executeUpdate(
                    "INSERT INTO occupancy (practice, day, ordinal) VALUES ('T99999', '2026-11-23', 0)");

            Void made = await(partitions(ledger).make(WEEK, WEEK));

            assertThat(made).isNull();
            assertThat(ledger.count(WEEKS)).isEqualTo(1);
            booking.commit();
        }
    }

    /** A week's tables are made in one order, and this is not the reader's. */
    @Test
    void aReaderWhoHasTheLastTablesAndWantsTheFirstGetsThem() throws SQLException {
        try (PublishedLedger ledger = new PublishedLedger(1);
                Connection reader = Stores.connect(ledger.database());
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            boolean hasAppointments = statement.execute("SELECT FROM appointment");

            Future<Void> made = partitions(ledger).make(WEEK, WEEK);
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> made.isComplete() || ledger.count(WAITING) > 0);
            boolean hasSessions = statement.execute("SELECT FROM session JOIN session_run USING (practice, day)");
            reader.commit();

            assertThat(hasAppointments && hasSessions).isTrue();
            assertThat(await(made)).isNull();
            assertThat(ledger.count(WEEKS)).isEqualTo(1);
        }
    }

    /** A change of the tables may have to wait for others, and whoever books waits behind it: it is the one that gives up. */
    @Test
    void aWeekThatWouldHaveToWaitIsLeftForLaterAndBookingsGoOn() throws SQLException {
        try (PublishedLedger ledger = new PublishedLedger(1);
                Connection other = Stores.connect(ledger.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            boolean unused = statement.execute("LOCK TABLE occupancy IN SHARE UPDATE EXCLUSIVE MODE");

            Future<Void> made = partitions(ledger).make(WEEK, WEEK);

            assertThat(LedgerRaceTest.word(await(ledger.change(wanted(ledger.publishedPractice(), newPatient(), 3)))))
                    .isEqualTo("RECORDED");
            assertThatThrownBy(() -> await(made)).hasStackTraceContaining("lock timeout");
            assertThat(ledger.count(WEEKS)).isZero();
            other.rollback();
            assertThat(await(partitions(ledger).make(WEEK, WEEK))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "session_run", "occupancy", "appointment", "appointment_version", "audit"})
    void aWeekHasAllThatOneHasThatPostgresMakesInItsTable(String table) {
        try (PublishedLedger ledger = new PublishedLedger(0)) {
            ledger.execute("SELECT make_partitions('" + WEEK + "', '" + WEEK + "')");
            ledger.execute("CREATE TABLE " + table + "_20270614 PARTITION OF " + table
                    + " FOR VALUES FROM ('2027-06-14') TO ('2027-06-21')");

            assertThat(described(ledger, table + "_20270607"))
                    .hasSizeGreaterThan(5)
                    .isEqualTo(described(ledger, table + "_20270614"));
        }
    }

    private static List<String> described(PublishedLedger ledger, String partition) {
        String of = "'" + partition + "'::regclass";
        return ledger.query("SELECT replace(said, '" + partition + "', 'week') FROM ("
                + "SELECT concat_ws(' ', a.attname, a.atttypid::regtype, a.attcollation::regcollation, a.attnotnull, a.attidentity, a.attislocal, a.attinhcount, pg_get_expr(d.adbin, d.adrelid))"
                + " FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = "
                + of + " AND a.attnum > 0"
                + " UNION ALL SELECT concat_ws(' ', conname, conislocal, coninhcount, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = "
                + of
                + " UNION ALL SELECT concat_ws(' ', pg_get_indexdef(i.indexrelid), h.inhparent::regclass) FROM pg_index i LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid WHERE i.indrelid = "
                + of + ") AS all_of_it (said) ORDER BY 1");
    }

    private static Partitions partitions(PublishedLedger ledger) {
        return new Partitions(new PostgresPool(ledger.vertx(), ledger.primary(), 4, ledger.meters()));
    }
}
