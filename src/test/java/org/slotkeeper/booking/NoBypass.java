package org.slotkeeper.booking;

import org.slotkeeper.booking.spi.Bypass;
import org.slotkeeper.booking.spi.Degradation;

/** An inventory that is always there and whole. */
public final class NoBypass implements Bypass, Degradation {

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public boolean isRuledOut() {
        return true;
    }

    @Override
    public void inventoryIsAway() {}

    @Override
    public void bookedWithoutInventory() {}

    @Override
    public void refusedByLedger() {}
}
