package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.slotkeeper.domain.Practice;

/**
 * What the ledger knows of what a practice has published.
 *
 * @param sessions those asked for, by day and id
 * @param endOrdinals for each day with slots, of whatever session, the first ordinal that was never used
 */
public record PublishedBook(
        Practice practice, int layoutVersion, List<SessionState> sessions, Map<LocalDate, Integer> endOrdinals) {

    public PublishedBook {
        sessions = List.copyOf(sessions);
        endOrdinals = Map.copyOf(endOrdinals);
    }

    public int nextOrdinal(LocalDate day) {
        return endOrdinals.getOrDefault(day, 0);
    }
}
