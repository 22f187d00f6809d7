package org.slotkeeper.reconcile.spi;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;

/**
 * What the ledger knows of a practice, read in one snapshot.
 *
 * @param freeSeats by day from today on, the published ordinals that have no owner
 * @param diary the times of the patients' live future appointments
 */
public record PracticeTruth(int layoutVersion, Map<LocalDate, BitSet> freeSeats, List<DiaryTime> diary) {

    public record DiaryTime(NhsNumber patient, Interval time) {}
}
