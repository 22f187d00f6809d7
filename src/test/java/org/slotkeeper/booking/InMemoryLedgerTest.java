package org.slotkeeper.booking;

import java.util.List;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;

final class InMemoryLedgerTest implements AppointmentLedgerContract {

    private final InMemoryLedger ledger = new InMemoryLedger(LedgerWorld::bookOf);

    @Override
    public AppointmentLedger ledger() {
        return ledger;
    }

    @Override
    public OdsCode publishedPractice() {
        return LedgerWorld.newPractice();
    }

    @Override
    public void withdraw(OdsCode practice, List<Integer> ordinals) {
        ledger.withdraw(practice, LedgerWorld.DAY, ordinals);
    }

    @Override
    public List<String> outcomesNoted(Request request) {
        return ledger.auditTrail().stream()
                .filter(noted -> noted.requestId().equals(request.requestId()))
                .map(InMemoryLedger.Noted::outcome)
                .toList();
    }
}
