package org.slotkeeper.postgres.schedule;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.SlotArchiveContract;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.testing.Futures;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresSlotArchiveTest implements SlotArchiveContract {

    private PublishedLedger ledger;
    private PostgresPool pool;
    private SlotArchive archive;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(1);
        pool = new PostgresPool(ledger.vertx(), ledger.primary(), 2, ledger.meters());
        archive = new PostgresSlotArchive(pool);
    }

    @AfterAll
    void stop() {
        Futures.await(pool.close());
        ledger.close();
    }

    @Override
    public SlotArchive archive() {
        return archive;
    }

    @Override
    public AppointmentLedger ledger() {
        return ledger;
    }

    @Override
    public OdsCode publishedPractice() {
        return ledger.publishedPractice();
    }

    @Override
    public void takeOut(LocalDate monday) {
        ledger.execute("INSERT INTO retired_week (part, week, decided_at) VALUES ('APPOINTMENTS', '" + monday
                + "', '2026-11-23T03:00:00Z'), ('AUDIT', '" + monday.plusDays(7) + "', '2026-11-23T03:00:00Z')");
    }

    @Override
    public void withdraw(OdsCode practice, List<Integer> ordinals) {
        ledger.withdraw(practice, ordinals);
    }
}
