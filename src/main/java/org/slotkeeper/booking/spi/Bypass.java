package org.slotkeeper.booking.spi;

/**
 * Whether bookings may go past the inventory, straight to the ledger. Engines agree on it, because the inventory's word is the last one for a refusal only as long as nobody books past it: what it has not seen, it
 * cannot remember.
 */
public interface Bypass {

    /** True if this engine has lost the inventory, and has said so for long enough that every other engine knows. */
    boolean isOpen();

    /** True if the inventory's word is enough for a refusal: nobody books past it, and nobody has for as long as it remembers requests. */
    boolean isRuledOut();

    /** The inventory could not be asked just now. */
    void inventoryIsAway();
}
