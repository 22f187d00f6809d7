package org.slotkeeper.reconcile.spi;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Map;

/**
 * What the ledger knows of a practice, read in one snapshot.
 *
 * @param freeSeats by day, the published ordinals that have no owner
 * @param isFirst whether it was never read before for this practice: then no inventory has ever
 * answered for it
 */
public record PracticeTruth(int layoutVersion, Map<LocalDate, BitSet> freeSeats, boolean isFirst) {}
