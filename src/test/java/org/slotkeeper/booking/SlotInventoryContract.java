package org.slotkeeper.booking;

/** What every inventory answers. */
public interface SlotInventoryContract
        extends ClaimContract, HoldContract, LeaseContract, LifeContract, UnsureContract {}
