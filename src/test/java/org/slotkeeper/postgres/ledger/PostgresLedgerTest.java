package org.slotkeeper.postgres.ledger;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.AppointmentLedgerContract;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresLedgerTest implements AppointmentLedgerContract {

    private PublishedLedger ledger;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(1);
    }

    @AfterAll
    void stop() {
        ledger.close();
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
    public void withdraw(OdsCode practice, List<Integer> ordinals) {
        ledger.withdraw(practice, ordinals);
    }

    @Override
    public List<String> outcomesNoted(Request request) {
        return ledger.query("SELECT outcome FROM audit WHERE request_id = '" + request.requestId() + "' ORDER BY id");
    }
}
