package org.slotkeeper.assembly;

import java.time.Duration;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;

/**
 * What stands between the use cases and their ports, and how often background jobs run: nothing in
 * service, and whatever breaks things where an engine is tried.
 */
public interface Seams {

    Seams NONE = new Seams() {};

    default SlotInventory inventory(SlotInventory port) {
        return port;
    }

    default AppointmentLedger ledger(AppointmentLedger port) {
        return port;
    }

    default LedgerTruth truth(LedgerTruth port) {
        return port;
    }

    default InventoryRefill refill(InventoryRefill port) {
        return port;
    }

    default SeatLeases leases(SeatLeases port) {
        return port;
    }

    default SeatInventory seats(SeatInventory port) {
        return port;
    }

    default SessionLedger sessions(SessionLedger port) {
        return port;
    }

    /** @param usual how much memory the books of practices may take */
    default long bookBytesMax(long usual) {
        return usual;
    }

    default Pace pace() {
        return Pace.USUAL;
    }

    /**
     * @param leases how long after one step of settling leases the next one comes
     * @param steps all practices are looked at within this many of them
     * @param practices how often all practices are looked at whether they are filled
     * @param relay how long a listener that has heard all there is rests
     */
    record Pace(Duration leases, int steps, Duration practices, Duration relay) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(1), 20, Duration.ofMinutes(5), Duration.ofSeconds(1));
    }
}
