package org.slotkeeper.reconcile.spi;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Map;

/**
 * What the ledger knows of a practice, read in one snapshot.
 *
 * @param freeSeats by day, the published ordinals that have no owner
 * @param requestsMet when the ledger has last met a request of any practice
 * @param moment says of which changes it knows
 */
public record PracticeTruth(
        int layoutVersion, Map<LocalDate, BitSet> freeSeats, RequestsMet requestsMet, LedgerMoment moment) {

    public enum RequestsMet {
        NEVER,
        LONG_AGO,
        LATELY
    }
}
