package org.slotkeeper.publishing;

import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.publishing.spi.SessionLedger;

final class InMemorySessionLedgerTest extends SessionLedgerContract {

    private final InMemorySessionLedger ledger = new InMemorySessionLedger();

    @Override
    protected SessionLedger emptyLedger() {
        return ledger;
    }

    @Override
    protected void book(SeatId seat, AppointmentId appointment) {
        ledger.book(seat, appointment);
    }
}
