package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SlotRun;

/**
 * A change of what a practice has published, to be recorded whole or not at all.
 *
 * @param seenVersion the version of the book that the change was made for
 * @param entries sessions that are new or say something else now
 * @param runs new slots by day
 * @param withdrawals seats by day that the practice takes back; nobody has them
 * @param claimKey the key under which the inventory keeps them from others
 */
public record LayoutChange(
        OdsCode practice,
        int seenVersion,
        List<SessionEntry> entries,
        Map<LocalDate, List<SlotRun>> runs,
        Map<LocalDate, BitSet> withdrawals,
        String claimKey) {

    public boolean isNothing() {
        return entries.isEmpty() && runs.isEmpty() && withdrawals.isEmpty();
    }
}
