package org.slotkeeper.publishing;

/** What a slot is to somebody who wants a place in it, the best first. */
public enum SlotState {
    FREE,
    EMBARGOED,
    HELD,
    BOOKED
}
