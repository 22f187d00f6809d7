package org.slotkeeper.publishing.spi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.SessionId;

/**
 * What the ledger knows of what a practice has published.
 *
 * @param sessions those asked for, by day and id
 * @param others sessions beside those, of clinicians that were asked for, on growing days
 * @param endOrdinals for each growing day with slots, of whatever session, the first ordinal that
 * was never used
 */
public record PublishedBook(
        Practice practice,
        int layoutVersion,
        List<SessionState> sessions,
        List<SessionState> others,
        Map<LocalDate, Integer> endOrdinals) {

    public PublishedBook {
        sessions = List.copyOf(sessions);
        others = List.copyOf(others);
        endOrdinals = Map.copyOf(endOrdinals);
    }

    public Optional<SessionState> session(LocalDate day, SessionId id) {
        return sessions.stream()
                .filter(state ->
                        state.entry().day().equals(day) && state.entry().id().equals(id))
                .findFirst();
    }

    public int nextOrdinal(LocalDate day) {
        return endOrdinals.getOrDefault(day, 0);
    }
}
