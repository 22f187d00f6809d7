package org.slotkeeper.reconcile.spi;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Map;

/**
 * What the ledger knows of a practice, read in one snapshot.
 *
 * @param freeSeats by day, the published ordinals that have no owner
 */
public record PracticeTruth(int layoutVersion, Map<LocalDate, BitSet> freeSeats) {}
