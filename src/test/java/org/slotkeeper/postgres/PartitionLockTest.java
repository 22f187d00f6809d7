package org.slotkeeper.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.PublishedLedger.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** C20: a change of the schema that has to wait for those who book, while those who come later would have to wait for it. */
final class PartitionLockTest {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Test
    void aPartitionThatCannotBeMadeAtOnceIsLeftForLaterAndBookingsGoOn() throws SQLException {
        try (PublishedLedger ledger = new PublishedLedger(1);
                Connection booking = connect(ledger);
                Statement statement = booking.createStatement()) {
            booking.setAutoCommit(false);
            int unused = statement.executeUpdate(
                    "INSERT INTO occupancy (practice, day, ordinal) VALUES ('T99999', '2026-11-23', 0)");

            assertThatThrownBy(() -> ledger.execute("SELECT make_partitions('2027-06-07', '2027-06-07')"))
                    .rootCause()
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo(LOCK_NOT_AVAILABLE));

            assertThat(LedgerRaceTest.word(await(ledger.book(wanted(ledger.publishedPractice(), newPatient(), 3)))))
                    .isEqualTo("RECORDED");
            booking.rollback();
            ledger.execute("SELECT make_partitions('2027-06-07', '2027-06-07')");
        }
    }

    private static Connection connect(PublishedLedger ledger) throws SQLException {
        PostgresCoordinates postgres = ledger.coordinates();
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
