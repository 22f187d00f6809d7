package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Duration;

/** Where engines tell each other, through the ledger and by its clock, that they book past the inventory. */
public interface BypassLedger {

    /** Tells all engines that bookings may go past the inventory from now on, for this long unless it is told again. */
    Future<Void> announce(Duration length);

    /** Whether bookings may go past the inventory now, or might have within this time. */
    Future<Boolean> isAnnouncedWithin(Duration time);
}
