package org.slotkeeper.postgres.statistics;

import static org.slotkeeper.testing.Futures.await;

import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.statistics.AppointmentCountsContract;
import org.slotkeeper.statistics.spi.AppointmentCounts;

/** Postgres keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public final class PostgresAppointmentCountsTest implements AppointmentCountsContract {

    private PublishedLedger ledger;
    private PostgresPool pool;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(0);
        pool = new PostgresPool(ledger.vertx(), ledger.primary(), 2, ledger.meters());
    }

    @AfterAll
    void stop() {
        await(pool.close());
        ledger.close();
    }

    @Override
    public AppointmentCounts counts() {
        return new PostgresAppointmentCounts(pool, Clock.fixed(LedgerWorld.NOW, ZoneOffset.UTC));
    }
}
