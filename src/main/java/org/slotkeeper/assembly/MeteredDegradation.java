package org.slotkeeper.assembly;

import org.slotkeeper.booking.spi.Degradation;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.Degraded;

/** Counts what booking did otherwise than usual. */
record MeteredDegradation(Meters meters) implements Degradation {

    @Override
    public void refusedByLedger() {
        meters.degraded(Degraded.REFUSED_BY_LEDGER);
    }
}
