package org.slotkeeper.booking.spi;

/**
 * Hears of each booking that went another way than usual because a store was away: those who run
 * the service want to know.
 */
public interface Degradation {

    /** A refusal was left to the ledger, because the inventory's word was not enough. */
    void refusedByLedger();
}
